/** The element types a tensor can have, and how each is stored on the host and on a device. */

/** Element type of a tensor. Every one is 4 bytes wide on a device; `bool` is stored there as 0 or 1. */
export type DType = "float32" | "int32" | "uint32" | "bool";

/** The type of one scalar inside a kernel. */
export type ScalarType = "f32" | "i32" | "u32" | "bool";

/** The host array that holds a dtype's values. */
export type HostArray = Float32Array | Int32Array | Uint32Array | Uint8Array;

export const BYTES_PER_ELEMENT = 4;

interface DTypeInfo {
  readonly scalar: ScalarType;
  readonly kind: "float" | "int" | "bool";
  /** Position in the promotion order: mixing two dtypes gives the higher one. */
  readonly rank: number;
  readonly HostArray: new (length: number) => HostArray;
}

/** One row per dtype; everything that depends on a dtype is a column here. */
export const DTYPES: { readonly [D in DType]: DTypeInfo } = {
  bool: { scalar: "bool", kind: "bool", rank: 0, HostArray: Uint8Array },
  uint32: { scalar: "u32", kind: "int", rank: 1, HostArray: Uint32Array },
  int32: { scalar: "i32", kind: "int", rank: 2, HostArray: Int32Array },
  float32: { scalar: "f32", kind: "float", rank: 3, HostArray: Float32Array },
};

/** Whether `name` is a dtype Weir knows. */
export function isDType(name: unknown): name is DType {
  return typeof name === "string" && Object.hasOwn(DTYPES, name);
}

/** The dtype of a result that mixes `a` and `b`: the one of higher rank (bool < uint32 < int32 < float32). */
export function promote(a: DType, b: DType): DType {
  return DTYPES[a].rank >= DTYPES[b].rank ? a : b;
}

/** Whether values of this dtype are real numbers that a gradient can flow through. */
export function isFloat(dtype: DType): boolean {
  return DTYPES[dtype].kind === "float";
}

/** A host array of `length` zeros for `dtype`. */
export function hostArray(dtype: DType, length: number): HostArray {
  return new DTYPES[dtype].HostArray(length);
}
