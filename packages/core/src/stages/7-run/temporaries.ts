/** Memory for what a program makes and uses up itself. */
import type { DeviceDType } from "../../ir/dtype.ts";
import type { Program } from "../../ir/program.ts";
import type { DeviceBuffer } from "./device.ts";

/** The program's temporaries by slot, as `make` makes them. If one cannot be had, those before it are given back. */
export function temporariesOf<B extends DeviceBuffer>(
  { slots }: Program,
  make: (dtype: DeviceDType, size: number) => B,
): (B | undefined)[] {
  const made: B[] = [];
  try {
    return slots.map(({ kind, dtype, size }) => {
      if (kind !== "temporary") return undefined;
      const buffer = make(dtype, size);
      made.push(buffer);
      return buffer;
    });
  } catch (error) {
    for (const buffer of made) buffer.destroy();
    throw error;
  }
}
