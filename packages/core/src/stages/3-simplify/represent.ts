/**
 * Every dtype becomes one that kernels know. Ops compute float16 and bfloat16 in float32 and int8 and uint8 in int32, and what they make
 * is `narrow`ed; a complex value is two real ones, and where it enters or leaves, one float32 value [..., 2]. A dtype that memory holds
 * (`Target.narrow`) stays that of the narrowed value, and ops that compute see it `widen`ed. From here on there is no other dtype.
 *
 * It comes before decomposition, so that a composite op computes in 32 bits and narrows its result once.
 */
import type { DType } from "../../ir/dtype.ts";
import { DTYPES } from "../../ir/dtype.ts";
import type { Graph, Node } from "../../ir/graph.ts";
import { literalNode, rewrite, topologicalOrder, withInputs } from "../../ir/graph.ts";
import { isResult } from "../../ir/loop.ts";
import type { Target } from "../../ir/target.ts";
import { storedAs } from "../../ir/target.ts";
import { opRecord } from "../../ops/record.ts";
import type { Composer } from "./decompose.ts";

/** The real and the imaginary part of a complex value. */
type Pair = readonly [Node, Node];

export function represent(graph: Graph, c: Composer, target: Target): Graph {
  const order = topologicalOrder([...graph.inputs, ...graph.outputs]);
  return order.every(isPlain) ? graph : new Representation(c, target).run(graph, order);
}

/**
 * Lets kernels read narrow values where they are: a load widens. What is left of `widen` is what leaves the graph or enters a loop. It
 * comes after simplification, whose rules count on an op's inputs having its dtype.
 */
export function readNarrow(graph: Graph): Graph {
  return rewrite(graph, (node, inputs) =>
    node.body
      ? withInputs(node, inputs)
      : withInputs(
          node,
          inputs.map((i) => (i.op === "widen" ? i.inputs[0]! : i)),
        ),
  );
}

function isPlain(n: Node): boolean {
  if (n.body && !topologicalOrder([...n.body.inputs, ...n.body.outputs]).every(isPlain)) return false;
  return DTYPES[n.dtype].device === n.dtype;
}

class Representation {
  private readonly reals = new Map<Node, Node>();
  private readonly pairs = new Map<Node, Pair>();
  /** Complex values as they enter or leave. */
  private readonly stored = new Map<Node, Node>();
  /** Narrow values as ops compute with them. */
  private readonly widened = new Map<Node, Node>();
  private readonly c: Composer;
  private readonly target: Target;

  constructor(c: Composer, target: Target) {
    this.c = c;
    this.target = target;
  }

  run(graph: Graph, order: readonly Node[]): Graph {
    for (const n of order) {
      if (n.dtype !== "complex64") this.reals.set(n, this.real(n));
      else if (n.op === "input" || isResult(n)) {
        const inputs = n.inputs.map((i) => this.reals.get(i)!);
        const node: Node = { ...n, inputs, shape: [...n.shape, 2], dtype: "float32" };
        this.stored.set(n, node);
        this.pairs.set(n, this.separate(n, node));
      } else this.pairs.set(n, this.pair(n));
    }
    return { inputs: graph.inputs.map(this.store), outputs: graph.outputs.map(this.store) };
  }

  private readonly store = (n: Node): Node => {
    let node = this.reals.get(n) ?? this.stored.get(n);
    if (!node) this.stored.set(n, (node = this.join(n, this.pairs.get(n)!)));
    return node;
  };

  /** A real node in the dtype its device form has. */
  private real(n: Node): Node {
    // a body's inputs and outputs are represented as those of any graph
    if (n.body) return { ...n, inputs: n.inputs.map(this.store), body: represent(n.body, this.c, this.target) };
    const record = n.op === "input" || n.op === "literal" || isResult(n) ? undefined : opRecord(n.op);
    // the parts of a complex value
    if (record?.part !== undefined) return this.pairs.get(n.inputs[0]!)![record.part];
    const dtype = storedAs(n.dtype, this.target);
    if (n.op === "literal") return this.literal(n, n.attrs["value"] as number, dtype);
    if (!record || record.moves) {
      const inputs = n.inputs.map((i) => this.reals.get(i)!);
      return dtype === n.dtype ? withInputs(n, inputs) : { ...n, inputs, dtype };
    }
    const wide: Node = { ...withInputs(n, n.inputs.map(this.widen)), dtype: DTYPES[n.dtype].device };
    if (n.dtype === wide.dtype) return wide;
    return { ...wide, op: "narrow", inputs: [wide], attrs: { dtype: n.dtype }, dtype };
  }

  /** A real value in the dtype that kernels compute in. */
  private readonly widen = (n: Node): Node => {
    const real = this.reals.get(n)!;
    const dtype = DTYPES[n.dtype].device;
    if (real.dtype === dtype) return real;
    let wide = this.widened.get(real);
    if (!wide)
      this.widened.set(
        real,
        (wide =
          real.op === "literal" ? { ...real, dtype } : { ...real, op: "widen", inputs: [real], attrs: {}, dtype }),
      );
    return wide;
  };

  private literal(n: Node, value: number, dtype: DType): Node {
    return literalNode(DTYPES[n.dtype].round(value), n.shape, dtype, n.origin);
  }

  private pair(n: Node): Pair {
    if (n.op === "literal")
      return [this.literal(n, n.attrs["value"] as number, "float32"), this.literal(n, 0, "float32")];
    if (opRecord(n.op).complex === "joins") return [this.widen(n.inputs[0]!), this.widen(n.inputs[1]!)];
    // everything else acts on both parts alike
    const part = (p: 0 | 1): Node => ({
      ...n,
      inputs: n.inputs.map((i) => this.pairs.get(i)?.[p] ?? this.widen(i)),
      dtype: "float32",
    });
    return [part(0), part(1)];
  }

  private separate(n: Node, stored: Node): Pair {
    const { ops, tensorOf } = this.c;
    const part = (p: 0 | 1): Node =>
      this.made(n, () =>
        ops.reshape(ops.slice(tensorOf(stored), [...n.shape.map(() => 0), p], [...n.shape, 1]), n.shape),
      );
    return [part(0), part(1)];
  }

  private join(n: Node, [re, im]: Pair): Node {
    const { ops, tensorOf } = this.c;
    return this.made(n, () => ops.stack([tensorOf(re), tensorOf(im)], -1));
  }

  private made(n: Node, f: () => ReturnType<Composer["tensorOf"]>): Node {
    return this.c.onBehalfOf(n.origin, () => this.c.nodeOf(f()));
  }
}
