/** The float64 truth of the attention records, query by query. */
import { sizeOf } from "../ir/shape.ts";
import type { Attrs } from "../ir/graph.ts";
import type { HostTensor } from "./record.ts";
import type { Sizes } from "./attention-sizes.ts";
import { sizesOf } from "./attention-sizes.ts";

/** Where the rows of one query and its keys lie. */
interface Query {
  readonly b: number;
  readonly h: number;
  readonly i: number;
  /** First element of the query, of its output, and of key and value `j`. */
  readonly q: number;
  readonly o: number;
  k(j: number): number;
  v(j: number): number;
}

function eachQuery({ B, T, S, H, G, D, E }: Sizes, visit: (at: Query) => void): void {
  for (let b = 0; b < B; b++)
    for (let h = 0; h < H; h++)
      for (let i = 0; i < T; i++) {
        const [row, g] = [(b * T + i) * H + h, Math.floor(h / (H / G))];
        const head = (j: number): number => (b * S + j) * G + g;
        visit({ b, h, i, q: row * D, o: row * E, k: (j) => head(j) * D, v: (j) => head(j) * E });
      }
}

function dot(a: Float64Array, p: number, b: Float64Array, q: number, count: number): number {
  let total = 0;
  for (let d = 0; d < count; d++) total += a[p + d]! * b[q + d]!;
  return total;
}

/** The scores of one query; −∞ for keys it does not see. */
function scores(
  at: Query,
  { S, D }: Sizes,
  [q, k]: readonly HostTensor[],
  mask: HostTensor | undefined,
  attrs: Attrs,
): number[] {
  return Array.from({ length: S }, (_, j) => {
    if (attrs["causal"] === true && j > at.i) return -Infinity;
    const score = (attrs["scale"] as number) * dot(q!.data, at.q, k!.data, at.k(j), D);
    if (!mask) return score;
    const index = [at.b, at.h, at.i, j].map((v, d) => (mask.shape[d] === 1 ? 0 : v));
    const m = mask.data[index.reduce((p, v, d) => p * mask.shape[d]! + v, 0)]!;
    if (mask.dtype === "bool") return m ? score : -Infinity;
    return score + m;
  });
}

export function attention(inputs: readonly HostTensor[], attrs: Attrs): Float64Array {
  const sizes = sizesOf(inputs);
  const { B, T, H, E } = sizes;
  const out = new Float64Array(B * T * H * (E + 1));
  eachQuery(sizes, (at) => {
    const s = scores(at, sizes, inputs, inputs[3], attrs);
    const seen = s.filter((v) => v !== -Infinity);
    if (seen.length === 0) return;
    const highest = Math.max(...seen);
    const total = seen.reduce((p, v) => p + Math.exp(v - highest), 0);
    s.forEach((v, j) => {
      for (let e = 0; e < E; e++) out[at.o + e]! += (Math.exp(v - highest) / total) * inputs[2]!.data[at.v(j) + e]!;
    });
    out[B * T * H * E + (at.b * H + at.h) * T + at.i] = highest + Math.log(total);
  });
  return out;
}

/** Calls `visit` with every probability p and derivative ds of a score, as the saved lse and delta say. */
function eachScore(
  inputs: readonly HostTensor[],
  attrs: Attrs,
  visit: (at: Query, j: number, p: number, ds: number) => void,
): void {
  const sizes = sizesOf(inputs);
  const [, , v, dOut, lse, delta, mask] = inputs;
  eachQuery(sizes, (at) => {
    const row = (at.b * sizes.H + at.h) * sizes.T + at.i;
    scores(at, sizes, inputs, mask, attrs).forEach((s, j) => {
      const p = Math.exp(s - lse!.data[row]!);
      visit(at, j, p, p * (dot(dOut!.data, at.o, v!.data, at.v(j), sizes.E) - delta!.data[row]!));
    });
  });
}

export function gradQuery(inputs: readonly HostTensor[], attrs: Attrs): Float64Array {
  const { D } = sizesOf(inputs);
  const out = new Float64Array(sizeOf(inputs[0]!.shape));
  eachScore(inputs, attrs, (at, j, _p, ds) => {
    for (let d = 0; d < D; d++) out[at.q + d]! += (attrs["scale"] as number) * ds * inputs[1]!.data[at.k(j) + d]!;
  });
  return out;
}

export function gradKeyValue(inputs: readonly HostTensor[], attrs: Attrs): Float64Array {
  const { D, E } = sizesOf(inputs);
  const keys = sizeOf(inputs[1]!.shape);
  const out = new Float64Array(keys + sizeOf(inputs[2]!.shape));
  eachScore(inputs, attrs, (at, j, p, ds) => {
    for (let d = 0; d < D; d++) out[at.k(j) + d]! += (attrs["scale"] as number) * ds * inputs[0]!.data[at.q + d]!;
    for (let e = 0; e < E; e++) out[keys + at.v(j) + e]! += p * inputs[3]!.data[at.o + e]!;
  });
  return out;
}
