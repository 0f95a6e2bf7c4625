/** Values as text, the way NumPy 2 prints an array: columns aligned, long axes abridged, lines wrapped. */
import type { DataOf, DType } from "../ir/dtype.ts";
import { DTYPES, isFloat } from "../ir/dtype.ts";
import type { Shape } from "../ir/shape.ts";
import { sizeOf, stridesOf } from "../ir/shape.ts";
import { aroundPoint, exponentText, firstDigits, positional, scientific } from "./decimal.ts";

/** How values are printed. */
export interface FormatOptions {
  /** Digits after the point at most. Default 8. */
  readonly precision?: number;
  /** Elements beyond which the middle of every long axis is left out. Default 1000. */
  readonly threshold?: number;
  /** How many stay at either end of an axis then. Default 3. */
  readonly edgeItems?: number;
  /** Characters in a line. Default 75. */
  readonly lineWidth?: number;
}

/**
 * Returns values as NumPy prints an array of them. `data` is what `data()` gives: for complex64 pairs, for bool 0 and 1.
 * @example formatValues(Float32Array.of(1, 2.5, -3, 4), [2, 2], "float32") // "[[ 1.   2.5]\n [-3.   4. ]]"
 */
export function formatValues(data: DataOf<DType>, shape: Shape, dtype: DType, options: FormatOptions = {}): string {
  const { precision = 8, threshold = 1000, edgeItems = 3, lineWidth = 75 } = options;
  const size = sizeOf(shape);
  if (shape.length === 0) return scalarText(data, dtype);
  if (size === 0) return "[]";
  const shown = shape.map((d) => shownOf(d, size > threshold && d > 2 * edgeItems ? edgeItems : d));
  return layOut(shown, cellsOf(data, offsetsOf(shown, stridesOf(shape)), dtype, precision), lineWidth);
}

// ---- which elements -----------------------------------------------------------------------------------------------------

/** The indices shown along one axis; `undefined` stands for those left out. */
type Shown = readonly (number | undefined)[];

function shownOf(length: number, ends: number): Shown {
  const indices = Array.from({ length }, (_, i) => i);
  return ends === length ? indices : [...indices.slice(0, ends), undefined, ...indices.slice(length - ends)];
}

/** Where the shown elements are, in order. */
function offsetsOf(shown: readonly Shown[], strides: readonly number[]): number[] {
  let offsets = [0];
  for (const [axis, indices] of shown.entries())
    offsets = offsets.flatMap((o) => indices.flatMap((i) => (i === undefined ? [] : [o + i * strides[axis]!])));
  return offsets;
}

// ---- one element --------------------------------------------------------------------------------------------------------

/** The shown elements as text, equally wide except for strings. */
function cellsOf(data: DataOf<DType>, offsets: readonly number[], dtype: DType, precision: number): string[] {
  if (dtype === "string") return offsets.map((o) => quoted(data[o] as string));
  const values = data as ArrayLike<number>;
  if (isFloat(dtype))
    return floatColumn(
      offsets.map((o) => values[o]!),
      dtype,
      precision,
    );
  if (dtype !== "complex64") return alignRight(offsets.map((o) => wholeText(values[o]!, dtype)));
  const part = (p: number, plus: string): string[] =>
    floatColumn(
      offsets.map((o) => values[2 * o + p]!),
      dtype,
      precision,
      plus,
    );
  const imaginary = part(1, "+");
  return part(0, "").map((re, i) => re + imaginary[i]!.replace(/ *$/, (spaces) => `j${spaces}`));
}

function alignRight(cells: readonly string[]): string[] {
  const width = most(cells.map((c) => c.length));
  return cells.map((c) => c.padStart(width));
}

/** The largest of any number of sizes; 0 for none. */
function most(sizes: readonly number[]): number {
  return sizes.reduce((a, b) => Math.max(a, b), 0);
}

function wholeText(value: number, dtype: DType): string {
  if (dtype === "bool") return value ? " True" : "False";
  return String(value);
}

/** A string as Python writes it. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]/g, (c) => ESCAPES[c]!);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}
const ESCAPES: { readonly [c: string]: string } = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

// ---- floats -------------------------------------------------------------------------------------------------------------

/** The size from which on floats have exponents: a power of ten of which the dtype still knows every digit. */
function largest(dtype: DType): number {
  return dtype === "float16" || dtype === "bfloat16" ? 1e3 : 1e6;
}

function needsExponents(values: readonly number[], dtype: DType): boolean {
  const { round } = DTYPES[dtype];
  const sizes = values.map(Math.abs).filter((v) => v > 0);
  const high = most(sizes);
  const low = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  return sizes.length > 0 && (high >= largest(dtype) || low < round(1e-4) || round(high / low) > 1000);
}

/** A column of floats with their points below one another. `plus` goes before what is not negative. */
function floatColumn(values: readonly number[], dtype: DType, precision: number, plus = ""): string[] {
  const finite = values.filter(Number.isFinite);
  const texts = needsExponents(finite, dtype)
    ? withExponents(finite, dtype, precision, plus)
    : withoutExponents(finite, dtype, precision, plus);
  let at = 0;
  return alignRight(values.map((v) => (Number.isFinite(v) ? texts[at++]! : wordOf(v, plus))));
}

function withoutExponents(values: readonly number[], dtype: DType, precision: number, plus: string): string[] {
  const split = values.map((v) => aroundPoint(positional(v, dtype, precision)));
  const right = most(split.map(([, fraction]) => fraction.length));
  return split.map(([whole, fraction], i) => `${signOf(values[i]!, plus)}${whole}.${fraction.padEnd(right)}`);
}

/** All have as many digits as the one that needs most: its own, not zeros. */
function withExponents(values: readonly number[], dtype: DType, precision: number, plus: string): string[] {
  const count = most(values.map((v) => scientific(v, dtype, precision).digits.length));
  return values.map((v) => {
    const decimal = firstDigits(v, count);
    const digits = decimal.digits.padEnd(count, "0");
    return `${signOf(v, plus)}${digits[0]}.${digits.slice(1)}${exponentText(decimal)}`;
  });
}

function signOf(value: number, plus: string): string {
  return value < 0 || Object.is(value, -0) ? "-" : plus;
}

function wordOf(value: number, plus: string): string {
  return Number.isNaN(value) ? `${plus}nan` : `${signOf(value, plus)}inf`;
}

// ---- scalars ------------------------------------------------------------------------------------------------------------

/** A scalar stands alone: nothing to align with, all its digits, and strings without quotes. */
function scalarText(data: DataOf<DType>, dtype: DType): string {
  const { 0: first, 1: second } = data as ArrayLike<number>;
  if (isFloat(dtype)) return floatText(first!, dtype, ".0");
  if (dtype !== "complex64") return dtype === "string" ? String(first) : wholeText(first!, dtype).trimStart();
  const imaginary = floatText(second!, dtype, "");
  if (Object.is(first, 0)) return `${imaginary}j`;
  const sign = imaginary.startsWith("-") ? "" : "+";
  return `(${floatText(first!, dtype, "")}${sign}${imaginary}j)`;
}

/** `ifWhole` ends what has no digits after the point. */
function floatText(value: number, dtype: DType, ifWhole: string): string {
  if (!Number.isFinite(value)) return wordOf(value, "");
  const size = Math.abs(value);
  const sign = signOf(value, "");
  if (size !== 0 && (size < 1e-4 || size >= largest(dtype))) {
    const decimal = scientific(value, dtype, Infinity);
    return `${sign}${decimal.digits.replace(/^.(?=.)/, "$&.")}${exponentText(decimal)}`;
  }
  const [whole, fraction] = aroundPoint(positional(value, dtype, Infinity));
  return `${sign}${whole}${fraction ? `.${fraction}` : ifWhole}`;
}

// ---- layout -------------------------------------------------------------------------------------------------------------

function layOut(shown: readonly Shown[], cells: readonly string[], lineWidth: number): string {
  let at = 0;
  const block = (axis: number): string => {
    const below = shown.length - 1 - axis;
    const indent = " ".repeat(axis + 1);
    const items = shown[axis]!.map((i) => (i === undefined ? "..." : below > 0 ? block(axis + 1) : cells[at++]!));
    const body = below > 0 ? items.join("\n".repeat(below) + indent) : wrapped(items, indent, lineWidth - axis - 1);
    return `[${body}]`;
  };
  return block(0);
}

/** `items` in lines of at most `width`; the first goes on after its bracket. */
function wrapped(items: readonly string[], indent: string, width: number): string {
  const lines: string[] = [];
  let line = indent;
  for (const item of items) {
    if (line.length > indent.length && line.length + item.length > width) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${item} `;
  }
  return [...lines, line.slice(0, -1)].join("\n").slice(indent.length);
}
