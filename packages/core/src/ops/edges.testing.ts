/** The edges that every record is tested at: shapes and numbers where kernels break, made of the record's own cases. */
import { sample, sequence } from "@weir/testing";
import type { DType } from "../ir/dtype.ts";
import { DTYPES, isInexact, isInteger } from "../ir/dtype.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import { sizeOf } from "../ir/shape.ts";
import type { Aval, Case, CaseInput, Edge, HostTensor, OpRecord } from "./record.ts";

/** A call of an op with numbers given one by one. */
export interface Call {
  readonly inputs: readonly HostTensor[];
  readonly attrs: Attrs;
  readonly tolerance?: number;
}

const SHAPES: readonly Shape[] = [[], [1], [3], [5], [7], [2, 1, 3, 1, 2, 1], [3, 0]];

/** The record's own cases, and for an op that goes element by element, the same ones in every shape. */
export function allCases(record: OpRecord): readonly Case[] {
  if (!isElementwise(record)) return record.cases;
  const added = onePerDType(record.cases).flatMap((c) =>
    SHAPES.map((shape) => ({ ...c, inputs: c.inputs.map((i) => ({ ...i, shape })) })),
  );
  return [...record.cases, ...added.filter((a) => !record.cases.some((c) => isSameCase(a, c)))];
}

function isElementwise({ lowering, cases }: OpRecord): boolean {
  return lowering.kind === "element" && lowering.access === "identity" && cases.some((c) => c.inputs.length > 0);
}

const dtypesOf = (c: Case): string => c.inputs.map(dtypeOf).join();

/** The first case of each combination of dtypes. */
export function onePerDType(cases: readonly Case[]): readonly Case[] {
  return cases.filter((c, i) => cases.findIndex((other) => dtypesOf(other) === dtypesOf(c)) === i);
}

const isSameCase = (a: Case, b: Case): boolean =>
  dtypesOf(a) === dtypesOf(b) && a.inputs.every((x, i) => String(x.shape) === String(b.inputs[i]!.shape));

export const hasElements = (c: Case): boolean => c.inputs.every((i) => sizeOf(i.shape) > 0);

/** Sorts small cases to the front. */
export const bySize = (p: Case, q: Case): number => elements(p) - elements(q);

function elements(c: Case): number {
  return c.inputs.reduce((p, i) => p + Math.max(1, sizeOf(i.shape)), 0);
}

export function dtypeOf(input: CaseInput): DType {
  return input.dtype ?? "float32";
}

// ---- numbers ------------------------------------------------------------------------------------------------------------

const SPECIAL = [NaN, Infinity, -Infinity, -0];
const FLOATS = [...SPECIAL, 0, 1, -1, 0.5, -2.5, 3];
const INT32 = [0, 1, -1, 3, -7, 65537, 2 ** 24 + 1, -(2 ** 24) - 3, 123456789, -987654321, 2 ** 31 - 1, -(2 ** 31)];
const UINT32 = [0, 1, 3, 65537, 2 ** 24 + 1, 123456789, 2 ** 31 - 1, 2 ** 31, 4123456789, 2 ** 32 - 1];

/** The numbers that stand for all of a dtype. */
function numbersOf(dtype: DType): readonly number[] {
  if (dtype === "bool") return [0, 1];
  if (isInexact(dtype)) return FLOATS;
  return dtype === "uint32" ? UINT32 : INT32.map(DTYPES[dtype].round);
}

/** Calls at the edges of the number range: an elementwise op with every pair of such numbers, others with a few among ordinary ones. */
export function edgeCalls(record: OpRecord): readonly Call[] {
  if (isElementwise(record)) return record.cases.filter(isFirst).map(everyCombination);
  const cases = onePerDType(record.cases.filter(hasElements));
  return cases.flatMap((c) => [
    ...(takesSpecial(c) && !record.without?.special ? SPECIAL.map((v) => sprinkled(c, v)) : []),
    ...(takesLarge(c) && !record.without?.large ? [large(c)] : []),
  ]);
}

/** Whether no case before this one has its dtypes and attributes. */
function isFirst(c: Case, i: number, cases: readonly Case[]): boolean {
  const key = (x: Case): string => dtypesOf(x) + JSON.stringify(x.attrs ?? {});
  return cases.findIndex((other) => key(other) === key(c)) === i;
}

const takesSpecial = (c: Case): boolean => c.inputs.some((i) => isInexact(dtypeOf(i)));
const isLarge = (i: CaseInput): boolean => isInteger(dtypeOf(i)) && i.bounded !== true;
const takesLarge = (c: Case): boolean => c.inputs.some(isLarge);

function everyCombination(c: Case): Call {
  const lists = c.inputs.map((i) => numbersOf(dtypeOf(i)));
  const size = lists.reduce((p, l) => p * l.length, 1);
  let stride = 1;
  const inputs = lists.map((list, k): HostTensor => {
    const step = stride;
    stride *= list.length;
    const data = Float64Array.from({ length: size }, (_, i) => list[Math.floor(i / step) % list.length]!);
    return { shape: [size], dtype: dtypeOf(c.inputs[k]!), data };
  });
  return { ...c, inputs, attrs: c.attrs ?? {} };
}

/** The case with every input's data changed by `change`. */
function changed(c: Case, change: (i: CaseInput, data: Float64Array, k: number) => Float64Array): Call {
  const inputs = c.inputs.map((i, k): HostTensor => {
    const drawn = sample(i, k);
    return { ...drawn, data: change(i, drawn.data, k) };
  });
  return { ...c, inputs, attrs: c.attrs ?? {} };
}

/** `value` in about one of five places of each float input. */
function sprinkled(c: Case, value: number): Call {
  return changed(c, (i, data, k) => {
    if (!isInexact(dtypeOf(i))) return data;
    const next = sequence(k);
    return data.map((v) => (next() < 0.2 ? value : v));
  });
}

/** Every integer one of the corners of its dtype. */
function large(c: Case): Call {
  return changed(c, (i, data, k) => {
    if (!isLarge(i)) return data;
    const [next, corners] = [sequence(k), numbersOf(dtypeOf(i))];
    return data.map(() => corners[Math.floor(next() * corners.length)]!);
  });
}

// ---- what a record covers -----------------------------------------------------------------------------------------------

function some(record: OpRecord, holds: (shape: Shape) => boolean): boolean {
  return allCases(record).some((c) => [...avalsOf(c), outputOf(record, c)].some((x) => holds(x.shape)));
}

const avalsOf = (c: Case): readonly Aval[] => c.inputs.map((i) => ({ shape: i.shape, dtype: dtypeOf(i) }));
const outputOf = (record: OpRecord, c: Case): Aval => record.infer(avalsOf(c), c.attrs ?? {});

/** Whether the cases of `record` have an edge; of those of numbers, whether it has inputs that take them. */
export const COVERS: { readonly [E in Edge]: (record: OpRecord) => boolean } = {
  rank0: (r) => some(r, (shape) => shape.length === 0),
  rank6: (r) => some(r, (shape) => shape.length === 6),
  empty: (r) => some(r, (shape) => sizeOf(shape) === 0),
  uneven: (r) => some(r, (shape) => shape.length > 0 && shape.at(-1)! % 4 !== 0),
  special: (r) => r.cases.some(takesSpecial),
  zeroSign: (r) => r.cases.some((c) => takesSpecial(c) && isInexact(outputOf(r, c).dtype)),
  large: (r) => r.cases.some(takesLarge),
};
