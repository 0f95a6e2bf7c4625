/** The sizes of an attention, and the numbers that its kernels, composition and reference agree on. */
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import type { Aval } from "./record.ts";

export interface Sizes {
  readonly B: number;
  /** Queries and keys. */
  readonly T: number;
  readonly S: number;
  /** Heads of queries, and of keys and values. */
  readonly H: number;
  readonly G: number;
  /** Elements of a query or key, and of a value. */
  readonly D: number;
  readonly E: number;
}

/** The score of a key that is not seen. Finite, and so low that its probability is 0 whatever the query's highest score is. */
export const UNSEEN = -3e38;
/** No query's highest score is taken to be lower: one that sees nothing has probabilities of 0, not of 0/0. */
export const FLOOR = -1e30;

/** The sizes of inputs q, k, v, … */
export function sizesOf([q, k, v]: readonly Pick<Aval, "shape">[]): Sizes {
  const [[B, T, H, D], [, S, G], [, , , E]] = [q!.shape, k!.shape, v!.shape] as readonly (readonly number[])[] as [
    [number, number, number, number],
    [number, number, number],
    [number, number, number, number],
  ];
  return { B, T, S, H, G, D, E };
}

/** Throws unless query, key and value [batch…, length, heads, depth] go together. */
export function checkShapes(op: string, [q, k, v]: readonly Pick<Aval, "shape">[]): void {
  const shapes = `query ${showShape(q!.shape)}, key ${showShape(k!.shape)}, value ${showShape(v!.shape)}`;
  const rank = q!.shape.length;
  if (rank < 3 || k!.shape.length !== rank || v!.shape.length !== rank)
    throw new OpError(op, `takes tensors of one rank from 3, [..., length, heads, depth], got ${shapes}`);
  const differ = (rule: string): never => {
    throw new OpError(op, `${rule}, got ${shapes}`);
  };
  const batch = rank - 3;
  for (let i = 0; i < batch; i++)
    if (q!.shape[i] !== k!.shape[i] || q!.shape[i] !== v!.shape[i]) differ("leading dimensions are equal");
  if (k!.shape[batch] !== v!.shape[batch]) differ("there is one value for each key");
  if (k!.shape[batch + 1] !== v!.shape[batch + 1]) differ("keys and values have as many heads");
  if (q!.shape[batch + 2] !== k!.shape[batch + 2]) differ("queries and keys have one depth");
  if (q!.shape[batch + 1]! % Math.max(1, k!.shape[batch + 1]!) !== 0)
    differ("the heads of queries are a multiple of those of keys");
}
