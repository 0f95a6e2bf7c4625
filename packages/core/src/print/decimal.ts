/** Floats as decimal digits: the fewest that tell a number from its neighbours, rounded half to even where they are cut off. */
import type { DType } from "../ir/dtype.ts";
import { DTYPES } from "../ir/dtype.ts";

/** A finite number's size as 0.d₁d₂d₃… · 10^point. Zero is the digit 0 at point 1. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** Digits that settle any tie: a float whose expansion is longer is no tie. */
const ENOUGH = 100;

/** |value| with at most `precision` digits after the point. */
export function positional(value: number, dtype: DType, precision: number): Decimal {
  const short = shortest(value, dtype);
  if (short.digits.length - short.point <= precision) return short;
  const all = exact(value);
  return rounded(all, all.point + precision);
}

/** |value| with at most `precision` digits after the first one. */
export function scientific(value: number, dtype: DType, precision: number): Decimal {
  const short = shortest(value, dtype);
  return short.digits.length - 1 <= precision ? short : firstDigits(value, 1 + precision);
}

/** The first `count` digits of |value|, of which zeros at the end are left out. */
export function firstDigits(value: number, count: number): Decimal {
  return rounded(exact(value), count);
}

/** The fewest digits that `dtype` rounds back to |value|. */
function shortest(value: number, dtype: DType): Decimal {
  const size = Math.abs(value);
  const { round } = DTYPES[dtype];
  const all = exact(value);
  for (let count = 1; count < 17; count++) {
    const short = rounded(all, count);
    if (round(Number(`0.${short.digits}e${short.point}`)) === size) return short;
  }
  return rounded(all, 17);
}

/** All digits of |value|, or so many that more settle nothing. */
function exact(value: number): Decimal {
  const [mantissa, exponent] = Math.abs(value).toExponential(ENOUGH).split("e") as [string, string];
  return { digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}

function rounded({ digits, point }: Decimal, count: number): Decimal {
  const [kept, rest] = count < 0 ? ["", "0"] : [digits.slice(0, count), digits.slice(count)];
  const half = "5".padEnd(rest.length, "0");
  const up = rest > half || (rest === half && Number(kept.at(-1) ?? 0) % 2 === 1);
  const whole = String(BigInt(kept || "0") + BigInt(up)).padStart(kept.length, "0");
  const trimmed = whole.replace(/0+$/, "");
  // 9.96 to two digits is 10: the carry moves the point
  return trimmed === "" ? { digits: "0", point: 1 } : { digits: trimmed, point: point + whole.length - kept.length };
}

/** The digits before the point, and after it. */
export function aroundPoint({ digits, point }: Decimal): readonly [string, string] {
  if (point <= 0) return ["0", digits === "0" ? "" : "0".repeat(-point) + digits];
  return [digits.slice(0, point).padEnd(point, "0"), digits.slice(point)];
}

/** The exponent of {@link scientific} digits as `e+03`. */
export function exponentText({ point }: Decimal): string {
  const exponent = point - 1;
  return `e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
