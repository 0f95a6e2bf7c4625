/** The element types a tensor can have, and how each is stored on the host and on a device. `docs/dtypes.md` is the user's view. */
import { bitsOfHalves, halvesFromBits, isHalf } from "./half.ts";

/** Element type of a tensor. */
export type DType =
  | "bool"
  | "uint8"
  | "int8"
  | "uint32"
  | "int32"
  | "bfloat16"
  | "float16"
  | "float32"
  | "complex64"
  | "string";

/** The dtypes kernels compute in, each 4 bytes wide; `bool` is stored as 0 or 1. `stages/3-simplify/represent.ts` turns the others into these. */
export type WideDType = "float32" | "int32" | "uint32" | "bool";

/** Dtypes of fewer than 32 bits. Memory may hold them (`Target.narrow`); kernels compute in 32 bits. */
export type NarrowDType = "float16" | "bfloat16" | "int8" | "uint8";

/** The dtypes that memory may hold. */
export type DeviceDType = WideDType | NarrowDType;

/** The type of one scalar inside a kernel. */
export type ScalarType = "f32" | "i32" | "u32" | "bool";

/** The host array that holds a dtype's values. */
export type HostArray = Float32Array | Int32Array | Uint32Array | Uint8Array | Int8Array;

/** The array that a device's memory is written from and read into: 16-bit floats are their bits there. */
export type DeviceArray = HostArray | Uint16Array;

/** What `data()` gives for a dtype: strings for string, numbers for all others. */
export type DataOf<D extends DType> = D extends "string" ? readonly string[] : HostArray;

export type DTypeKind = "bool" | "int" | "float" | "complex" | "string";

interface DTypeInfo {
  readonly kind: DTypeKind;
  /** What kernels compute in instead, and memory holds unless it can do with less. */
  readonly device: WideDType;
  /** Numbers in one element. */
  readonly parts: 1 | 2;
  /** Bytes of one number in memory that holds this dtype. */
  readonly bytes: 1 | 2 | 4;
  readonly scalar: ScalarType;
  readonly HostArray: new (length: number) => HostArray;
  /** The least and the greatest number. */
  readonly range: readonly [number, number];
  /** The number of this dtype that stands for `value`: floats round to nearest even, integers truncate and wrap around. */
  round(value: number): number;
}

const FLOAT = {
  kind: "float",
  device: "float32",
  parts: 1,
  bytes: 4,
  scalar: "f32",
  HostArray: Float32Array,
  range: [-Infinity, Infinity],
} as const;
const INT = { kind: "int", device: "int32", parts: 1, bytes: 4, scalar: "i32" } as const;

/** One row per dtype, in the order of promotion; everything that depends on a dtype is a column here. */
export const DTYPES: { readonly [D in DType]: DTypeInfo } = {
  bool: {
    kind: "bool",
    device: "bool",
    parts: 1,
    bytes: 4,
    scalar: "bool",
    HostArray: Uint8Array,
    range: [0, 1],
    round: (v) => Number(v !== 0),
  },
  uint8: { ...INT, bytes: 1, HostArray: Uint8Array, range: [0, 255], round: (v) => v & 0xff },
  int8: { ...INT, bytes: 1, HostArray: Int8Array, range: [-128, 127], round: (v) => (v << 24) >> 24 },
  uint32: {
    kind: "int",
    device: "uint32",
    parts: 1,
    bytes: 4,
    scalar: "u32",
    HostArray: Uint32Array,
    range: [0, 2 ** 32 - 1],
    round: (v) => v >>> 0,
  },
  int32: { ...INT, HostArray: Int32Array, range: [-(2 ** 31), 2 ** 31 - 1], round: (v) => v | 0 },
  bfloat16: { ...FLOAT, bytes: 2, round: (v) => roundFloat(v, 8, -126, 128) },
  float16: { ...FLOAT, bytes: 2, round: (v) => roundFloat(v, 11, -14, 16) },
  float32: { ...FLOAT, round: Math.fround },
  complex64: { ...FLOAT, kind: "complex", parts: 2, round: Math.fround },
  // strings never reach a device: ops move them on the host
  string: { ...INT, kind: "string", HostArray: Int32Array, range: [0, 0], round: (v) => v },
};

/** `value` rounded to nearest even to `precision` bits; below 2^`lowest` to the steps of that binade, from 2^`highest` on to ∞. */
function roundFloat(value: number, precision: number, lowest: number, highest: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const exponent = Math.max(exponentOf(value), lowest);
  const step = 2 ** (exponent - precision + 1);
  const rounded = nearestEven(value / step) * step;
  return Math.abs(rounded) >= 2 ** highest ? Math.sign(rounded) * Infinity : rounded;
}

const view = new DataView(new ArrayBuffer(8));

/** ⌊log₂ |value|⌋ of a normal float64. */
function exponentOf(value: number): number {
  view.setFloat64(0, value);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
}

function nearestEven(v: number): number {
  const low = Math.floor(v);
  const rest = v - low;
  const even = low % 2 === 0 ? low : low + 1;
  const nearest = rest < 0.5 ? low : rest > 0.5 ? low + 1 : even;
  return nearest === 0 && v < 0 ? -0 : nearest;
}

/** Whether `name` is a dtype Weir knows. */
export function isDType(name: unknown): name is DType {
  return typeof name === "string" && Object.hasOwn(DTYPES, name);
}

/** All dtypes in words, for messages. */
export function dtypeNames(): string {
  return Object.keys(DTYPES).join(", ");
}

const ORDER = Object.keys(DTYPES) as readonly DType[];
const INCOMPARABLE: readonly (readonly [DType, DType, DType])[] = [
  ["uint8", "int8", "int32"],
  ["int8", "uint32", "int32"],
  ["bfloat16", "float16", "float32"],
];

/**
 * Returns the dtype of a result that mixes `a` and `b`: the later one of bool, uint8, int8, uint32, int32, bfloat16, float16, float32,
 * complex64, string. Where neither holds the other's values it is a third: uint8 or uint32 with int8 is int32, bfloat16 with
 * float16 is float32.
 * @see docs/dtypes.md: the rules are TensorFlow.js's, and JAX's for the dtypes that it lacks
 * @example promote("int32", "float32") // "float32"
 */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  for (const [p, q, joint] of INCOMPARABLE) if ((a === p && b === q) || (a === q && b === p)) return joint;
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/** What a plain number beside tensors of dtype `joint` counts as: theirs if it is float or complex, else float32. */
export function weakNumber(joint: DType | undefined): DType {
  return joint !== undefined && isInexact(joint) ? joint : "float32";
}

/** Whether values of this dtype are real floating-point numbers. */
export function isFloat(dtype: DType): boolean {
  return DTYPES[dtype].kind === "float";
}

/** Whether values of this dtype are real or complex floating-point numbers, which a gradient can flow through. */
export function isInexact(dtype: DType): boolean {
  return isFloat(dtype) || dtype === "complex64";
}

/** Whether values of this dtype are whole numbers; bool's are not. */
export function isInteger(dtype: DType): boolean {
  return DTYPES[dtype].kind === "int";
}

/** A host array of zeros for `length` elements of `dtype`. */
export function hostArray(dtype: DType, length: number): HostArray {
  const { HostArray: Host, parts } = DTYPES[dtype];
  return new Host(length * parts);
}

/** An array as `Device.read` gives it, for `length` elements that memory holds as `dtype`. */
export function deviceArray(dtype: DeviceDType, length: number): DeviceArray {
  return isHalf(dtype) ? new Uint16Array(length) : hostArray(dtype, length);
}

/** `host`, the values of a tensor, as memory of dtype `stored` takes them; the same array where that is the same. */
export function toDevice(stored: DeviceDType, host: HostArray): DeviceArray {
  if (isHalf(stored)) return bitsOfHalves(stored, host);
  return host instanceof DTYPES[stored].HostArray ? host : Int32Array.from(host);
}

/** The opposite of {@link toDevice}: `words` that memory held as `stored`, as values of `dtype`. */
export function fromDevice(dtype: DType, stored: DeviceDType, words: DeviceArray): HostArray {
  if (isHalf(stored)) return halvesFromBits(stored, words);
  if (words instanceof DTYPES[dtype].HostArray) return words;
  const out = hostArray(dtype, words.length);
  out.set(words);
  return out;
}

/** `dtype`, which a kernel meets: anything else is a mistake of the compiler. */
export function deviceDType(dtype: DType): DeviceDType {
  if (dtype === "complex64" || dtype === "string")
    throw new Error(`a kernel met ${dtype}, which should have been represented`);
  return dtype;
}
