/** The contraction of two tensors by named axes: matMul for axes anywhere. */
import type { Expr } from "../../ir/expr.ts";
import type { Tensor } from "../../tensor.ts";
import { transpose } from "../movement.ts";
import type { Aval, ContractionAxes, HostTensor, OpRecord } from "../record.ts";
import { apply, defineOp } from "../record.ts";
import { at, tabulate, times, wrap } from "../reference.ts";
import type { Label } from "./equation.ts";

/** Which label plays which part, in the order that the attributes give. */
interface Roles extends ContractionAxes<number> {
  /** For each operand, the axis of every label it has. */
  readonly axisIn: readonly ReadonlyMap<number, number>[];
}

/** Labels are numbers here: `a` and `b` are those of the operands, `out` those of the result, rows first and then n. */
function rolesOf(attrs: Record<string, unknown>): Roles {
  const [a, b, out] = ["a", "b", "out"].map((k) => attrs[k] as readonly number[]) as [number[], number[], number[]];
  return {
    batch: out.filter((l) => a.includes(l) && b.includes(l)),
    m: out.filter((l) => a.includes(l) && !b.includes(l)),
    n: out.filter((l) => !a.includes(l)),
    k: a.filter((l) => b.includes(l) && !out.includes(l)),
    axisIn: [a, b].map((labels) => new Map(labels.map((l, i) => [l, i]))),
  };
}

function sizesOf(inputs: readonly Aval[], roles: Roles): (label: number) => number {
  return (label) => {
    const [a, b] = roles.axisIn as [ReadonlyMap<number, number>, ReadonlyMap<number, number>];
    return a.has(label) ? inputs[0]!.shape[a.get(label)!]! : inputs[1]!.shape[b.get(label)!]!;
  };
}

/** The index of operand `i`, out of the indices of all roles. */
function operandIndex<T>(roles: Roles, i: number, given: ContractionAxes<T>): T[] {
  const out: T[] = [];
  for (const role of ["batch", "m", "n", "k"] as const)
    roles[role].forEach((label, j) => {
      const axis = roles.axisIn[i]!.get(label);
      if (axis !== undefined) out[axis] = given[role][j]!;
    });
  return out;
}

function reference(inputs: readonly HostTensor[], attrs: Record<string, unknown>, output: Aval): Float64Array {
  const roles = rolesOf(attrs);
  const size = sizesOf(inputs, roles);
  const out = attrs["out"] as readonly number[];
  const kSizes = roles.k.map(size);
  return tabulate(output.shape, (index) => {
    const of = (labels: readonly number[]): number[] => labels.map((l) => index[out.indexOf(l)]!);
    const fixed = { batch: of(roles.batch), m: of(roles.m), n: of(roles.n) };
    let sum = 0;
    tabulate(kSizes, (k) => {
      const all = { ...fixed, k };
      const [a, b] = inputs.map((x, i) => at(x, operandIndex(roles, i, all))) as [number, number];
      sum += times(a, b, output.dtype);
      return 0;
    });
    return wrap(sum, output.dtype);
  });
}

const record: OpRecord = defineOp({
  name: "contract",
  infer: (inputs, attrs) => ({
    shape: (attrs["out"] as readonly number[]).map(sizesOf(inputs, rolesOf(attrs))),
    dtype: inputs[0]!.dtype,
  }),
  reference,
  lowering: {
    kind: "contraction",
    axes: (inputs, _output, attrs) => {
      const roles = rolesOf(attrs);
      const size = sizesOf(inputs, roles);
      // a sum over nothing is a sum over one
      const k = roles.k.length > 0 ? roles.k.map(size) : [1];
      return { batch: roles.batch.map(size), m: roles.m.map(size), n: roles.n.map(size), k };
    },
    layout: ({ batch, m }, attrs) => {
      const roles = rolesOf(attrs);
      return (attrs["out"] as readonly number[]).flatMap((l) => {
        const [b, r] = [roles.batch.indexOf(l), roles.m.indexOf(l)];
        return b >= 0 ? [batch[b]!] : r >= 0 ? [m[r]!] : [];
      });
    },
    a: (c, i) => c.read(0, operandIndex<Expr>(rolesOf(c.attrs), 0, i)),
    b: (c, i) => c.read(1, operandIndex<Expr>(rolesOf(c.attrs), 1, i)),
  },
  vjp: (g, { inputs: [a, b], attrs, needs }) => {
    const [la, lb, lo] = ["a", "b", "out"].map((k) => attrs[k] as readonly number[]) as [number[], number[], number[]];
    return [needs[0] ? contract(g, lo, b!, lb, la) : undefined, needs[1] ? contract(a!, la, g, lo, lb) : undefined];
  },
  cases: [
    { inputs: [{ shape: [3, 4] }, { shape: [4, 5] }], attrs: { a: [0, 1], b: [1, 2], out: [0, 2] } },
    { inputs: [{ shape: [4, 2, 3] }, { shape: [3, 5, 4] }], attrs: { a: [0, 1, 2], b: [2, 3, 0], out: [1, 3] } },
    { inputs: [{ shape: [2, 3, 4] }, { shape: [5, 2, 4] }], attrs: { a: [0, 1, 2], b: [3, 0, 2], out: [0, 1, 3] } },
    // as in attention: a row axis between two batch axes
    {
      inputs: [{ shape: [2, 3, 4, 5] }, { shape: [2, 5, 3, 6] }],
      attrs: { a: [0, 1, 2, 3], b: [0, 3, 1, 4], out: [0, 2, 1, 4] },
    },
    { inputs: [{ shape: [3] }, { shape: [3] }], attrs: { a: [0], b: [0], out: [] } },
    { inputs: [{ shape: [2, 3] }, { shape: [2, 3] }], attrs: { a: [0, 1], b: [0, 1], out: [0] } },
    {
      inputs: [
        { shape: [2, 3], dtype: "int32" },
        { shape: [3], dtype: "int32" },
      ],
      attrs: { a: [0, 1], b: [1], out: [0] },
    },
    {
      inputs: [{ shape: [2, 1, 3, 1, 2, 1] }, { shape: [3, 2] }],
      attrs: { a: [0, 1, 2, 3, 4, 5], b: [2, 6], out: [0, 1, 3, 4, 5, 6] },
    },
    { inputs: [{ shape: [2, 0] }, { shape: [0, 3] }], attrs: { a: [0, 1], b: [1, 2], out: [0, 2] } },
  ],
});

/**
 * Σ a·b over the labels that both have and `out` has not, of shape `out`. Every label of an operand is in the other or in `out`.
 * One kernel; where the labels of neither operand alone end `out`, a view after it.
 */
export function contract<L extends Label | number>(
  a: Tensor,
  la: readonly L[],
  b: Tensor,
  lb: readonly L[],
  out: readonly L[],
): Tensor {
  const own = (labels: readonly L[], other: readonly L[]): readonly L[] =>
    out.filter((l) => labels.includes(l) && !other.includes(l));
  const ends = (labels: readonly L[]): boolean => labels.every((l, i) => out[out.length - labels.length + i] === l);
  const [mine, yours] = [own(la, lb), own(lb, la)];
  // the columns are the last axes of the result: those of b, if either operand will do
  if (!ends(yours) && ends(mine)) return contract(b, lb, a, la, out);
  const rows = out.filter((l) => la.includes(l));
  const natural = [...rows, ...yours];
  const names = [...new Set([...la, ...lb])];
  const numbers = (labels: readonly L[]): number[] => labels.map((l) => names.indexOf(l));
  const y = apply(record, [a, b], { a: numbers(la), b: numbers(lb), out: numbers(natural) });
  return natural.every((l, i) => l === out[i])
    ? y
    : transpose(
        y,
        out.map((l) => natural.indexOf(l)),
      );
}
