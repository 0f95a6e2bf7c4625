/** Equal nodes become one, constants are computed, and moves that cancel or merge do so. Values never change. */
import { DTYPES } from "../../ir/dtype.ts";
import type { Graph, Node } from "../../ir/graph.ts";
import { literalNode, rewrite, showAttrs, withInputs } from "../../ir/graph.ts";
import { sameShape, showShape, sizeOf } from "../../ir/shape.ts";
import { opTable } from "../../ops/record.ts";

/** A rule looks at a node whose inputs are simple already and may give a simpler one. */
type Rule = (n: Node) => Node | undefined;

export function simplify(graph: Graph): Graph {
  const seen = new Map<string, Node>();
  const ids = new Map<Node, number>();
  const intern = (n: Node): Node => {
    if (n.op === "input" || n.body) return n;
    const key = `${n.op}(${n.inputs.map((i) => ids.get(i)).join(",")}){${showAttrs(n.attrs)}}${n.dtype}${showShape(n.shape)}`;
    const known = seen.get(key);
    if (known) return known;
    seen.set(key, n);
    return n;
  };
  const identify = (n: Node): Node => {
    if (!ids.has(n)) ids.set(n, ids.size);
    return n;
  };
  const settle = (n: Node): Node => {
    for (;;) {
      const next = apply(n);
      if (!next) return identify(intern(n));
      // a rule may make a node over a new inner node: settle that first
      n = withInputs(
        next,
        next.inputs.map((i) => (ids.has(i) ? i : settle(i))),
      );
      if (ids.has(n)) return n;
    }
  };
  return rewrite(graph, (node, inputs) => settle(withInputs(node, inputs)));
}

function apply(n: Node): Node | undefined {
  for (const rule of RULES) {
    const next = rule(n);
    if (next) return next;
  }
  return undefined;
}

const RULES: readonly Rule[] = [
  emptyIsLiteral,
  // these exist for differentiation only
  (n) => (n.op === "identity" || n.op === "stopGradient" || n.op === "customGrad" ? n.inputs[0] : undefined),
  foldLiterals,
  moveLiteral,
  neutralElement,
  mergeReshapes,
  dropNoOpMove,
  mergeTransposes,
  joinSlices,
  transposeIntoMatMul,
];

/** A value without elements needs no kernel, whatever it is made of, nor does what is reduced over none; a sum over no products is 0. */
function emptyIsLiteral(n: Node): Node | undefined {
  if (n.op === "literal" || n.op === "input") return undefined;
  const record = opTable().get(n.op);
  const kind = record?.lowering.kind;
  const ofNone = n.inputs.some((i) => sizeOf(i.shape) === 0);
  if (sizeOf(n.shape) === 0 || (kind === "contraction" && ofNone)) return literalNode(0, n.shape, n.dtype, n.origin);
  if (kind !== "reduce" || !ofNone) return undefined;
  const none = n.inputs.map(({ shape, dtype }) => ({ shape, dtype, data: new Float64Array() }));
  const [value] = record!.reference(none, n.attrs, { shape: n.shape, dtype: n.dtype });
  return literalNode(value!, n.shape, n.dtype, n.origin);
}

function foldLiterals(n: Node): Node | undefined {
  const record = opTable().get(n.op);
  if (record?.lowering.kind !== "element" || record.lowering.access !== "identity" || n.inputs.length === 0)
    return undefined;
  if (!n.inputs.every((i) => i.op === "literal")) return undefined;
  const scalars = n.inputs.map((i) => ({
    shape: [],
    dtype: i.dtype,
    data: Float64Array.of(i.attrs["value"] as number),
  }));
  const [value] = record.reference(scalars, n.attrs, { shape: [], dtype: n.dtype });
  return literalNode(DTYPES[n.dtype].round(value!), n.shape, n.dtype, n.origin);
}

/** A literal that is reshaped, broadcast or cast is a literal. */
function moveLiteral(n: Node): Node | undefined {
  const [x] = n.inputs;
  if (x?.op !== "literal" || !["reshape", "broadcastTo", "transpose"].includes(n.op)) return undefined;
  return literalNode(x.attrs["value"] as number, n.shape, n.dtype, n.origin);
}

const NEUTRAL: Readonly<Record<string, { readonly value: number; readonly side: "right" | "both" }>> = {
  mul: { value: 1, side: "both" },
  div: { value: 1, side: "right" },
  sub: { value: 0, side: "right" },
};

/** x·1, x/1 and x−0. Not x+0: it turns −0 into 0. */
function neutralElement(n: Node): Node | undefined {
  const rule = NEUTRAL[n.op];
  if (!rule) return undefined;
  const [a, b] = n.inputs as [Node, Node];
  const neutral = (x: Node): boolean => x.op === "literal" && Object.is(x.attrs["value"], rule.value);
  if (neutral(b) && a.dtype === n.dtype) return a;
  if (rule.side === "both" && neutral(a) && b.dtype === n.dtype) return b;
  return undefined;
}

function mergeReshapes(n: Node): Node | undefined {
  const [x] = n.inputs;
  return n.op === "reshape" && x?.op === "reshape" ? { ...n, inputs: x.inputs } : undefined;
}

function dropNoOpMove(n: Node): Node | undefined {
  const [x] = n.inputs;
  const moves = n.op === "reshape" || n.op === "broadcastTo" || n.op === "pad" || n.op === "slice" || n.op === "cast";
  if (moves && x && sameShape(x.shape, n.shape) && x.dtype === n.dtype) return x;
  if (n.op === "transpose" && (n.attrs["perm"] as readonly number[]).every((p, i) => p === i)) return x;
  // moving only axes of size 1 keeps the elements in order
  if (n.op === "transpose" && x && keepsOrder(x.shape, n.attrs["perm"] as readonly number[])) {
    return { ...n, op: "reshape", attrs: { shape: n.shape } };
  }
  return undefined;
}

function keepsOrder(shape: readonly number[], perm: readonly number[]): boolean {
  const long = perm.filter((p) => shape[p] !== 1);
  return sizeOf(shape) > 0 && long.every((p, i) => i === 0 || p > long[i - 1]!);
}

function mergeTransposes(n: Node): Node | undefined {
  const [x] = n.inputs;
  if (n.op !== "transpose" || x?.op !== "transpose") return undefined;
  const inner = x.attrs["perm"] as readonly number[];
  return { ...n, inputs: x.inputs, attrs: { perm: (n.attrs["perm"] as readonly number[]).map((p) => inner[p]!) } };
}

/** Slices joined again in the order they were cut: one slice. Complex values come apart and together so. */
function joinSlices(n: Node): Node | undefined {
  const [first] = n.inputs;
  const x = first?.inputs[0];
  if (n.op !== "concat" || !n.inputs.every((i) => i.op === "slice" && i.inputs[0] === x)) return undefined;
  const axis = n.attrs["axis"] as number;
  const begin = first!.attrs["begin"] as readonly number[];
  let at = begin[axis]!;
  for (const i of n.inputs) {
    const from = i.attrs["begin"] as readonly number[];
    if (!from.every((v, d) => v === (d === axis ? at : begin[d]))) return undefined;
    at += i.shape[axis]!;
  }
  return { ...n, op: "slice", inputs: [x!], attrs: { begin, size: n.shape } };
}

/** matMul(transpose(a), b) reads `a` the other way round instead of moving it. */
function transposeIntoMatMul(n: Node): Node | undefined {
  if (n.op !== "matMul") return undefined;
  for (const [i, flag] of ["transposeA", "transposeB"].entries()) {
    const x = n.inputs[i]!;
    if (x.op !== "transpose") continue;
    const perm = x.attrs["perm"] as readonly number[];
    const rank = perm.length;
    if (!perm.every((p, d) => p === (d === rank - 1 ? rank - 2 : d === rank - 2 ? rank - 1 : d))) continue;
    const inputs = n.inputs.map((input, j) => (j === i ? x.inputs[0]! : input));
    return { ...n, inputs, attrs: { ...n.attrs, [flag]: n.attrs[flag] !== true } };
  }
  return undefined;
}
