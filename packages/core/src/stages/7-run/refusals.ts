/** What every device refuses, in the same words. */
import type { DeviceArray } from "../../ir/dtype.ts";
import { WeirError } from "../../ir/error.ts";
import type { Program } from "../../ir/program.ts";
import type { DeviceBuffer, DeviceName } from "./device.ts";

/** The error of a use of `buffer` after `destroy`. */
export function usedAfterDestroy(device: DeviceName, { dtype, size }: DeviceBuffer): WeirError {
  return new WeirError(
    `${device}: a buffer of ${size} ${dtype} was used after it was destroyed. Keep the tensor that owns it.`,
  );
}

/** Throws unless `data` fills `buffer`. */
export function checkWrite(device: DeviceName, { size }: DeviceBuffer, data: DeviceArray): void {
  if (data.length !== size)
    throw new WeirError(
      `${device}: ${data.length} values were written to a buffer of ${size}. Give as many as it holds.`,
    );
}

/** Throws unless a recording of `program` can be replayed with these buffers. */
export function checkReplay(
  device: DeviceName,
  program: Program<unknown>,
  destroyed: boolean,
  inputs: readonly DeviceBuffer[],
  outputs: readonly DeviceBuffer[],
): void {
  if (destroyed)
    throw new WeirError(`${device}: a recording was replayed after it was destroyed. Prepare the program again.`);
  if (inputs.length !== program.inputs.length || outputs.length !== program.outputs.length)
    throw new WeirError(
      `${device}: a program of ${program.inputs.length} inputs and ${program.outputs.length} outputs was given ${inputs.length} and ${outputs.length} buffers.`,
    );
}
