// Numbers as people read them on a board.
import { format } from "d3";

const plain = format(".4~r");
const scientific = format(".2~e");
const steps = format(",d");

/** Returns a measured value with up to four significant digits: "0.0832", "1.2e-7", "NaN". */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? scientific(value) : plain(value);
}

/** Returns a step with thousands separators: "12,400". */
export function formatStep(step: number): string {
  return steps(step);
}

/** Returns a number of bytes in the nearest binary unit: "46.0 MiB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** Returns a count of some unit with a metric prefix: "14.5 MFLOP". */
export function formatCount(count: number, unit: string): string {
  return format(".3~s")(count).replace(/[a-zA-Z]?$/, (prefix) => ` ${prefix}${unit}`);
}
