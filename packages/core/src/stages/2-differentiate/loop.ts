/**
 * The derivative of a loop: a loop in the other direction. Its body is the derivative of the body; its carries are the cotangents of
 * the carries. What it needs of the forward turns is stacked by the forward loop: the carries and the values of contractions,
 * reductions and composites, or what becomes of one that nobody else needs. Arithmetic in between is done again, which costs less than
 * memory. A value that all turns share has the sum of all turns' cotangents; where that is a sum of matrix products, the factors are
 * stacked and multiplied once, after the loop.
 */
import { isInexact } from "../../ir/dtype.ts";
import type { Node } from "../../ir/graph.ts";
import { consumersOf, inputNode, literalNode, topologicalOrder, withInputs } from "../../ir/graph.ts";
import { isLeaf } from "../../ir/group.ts";
import { formOf, loopNode, resultNode } from "../../ir/loop.ts";
import { bytesOf } from "../../ir/program.ts";
import { loweringOf } from "../../ops/lowering.ts";
import type { Tensor } from "../../tensor.ts";
import type { Differentiator } from "./differentiate.ts";

type Differentiate = (
  outputs: readonly Node[],
  cotangents: readonly Tensor[],
  wrt: readonly Node[],
  d: Differentiator,
) => (Tensor | undefined)[];

/** The cotangents of the inputs of `loop`, for those of its results. */
export function loopRule(
  loop: Node,
  given: readonly (Tensor | undefined)[],
  needs: readonly boolean[],
  d: Differentiator,
  differentiate: Differentiate,
): (Tensor | undefined)[] {
  return new LoopDerivative(loop, given, d).run(needs, differentiate);
}

/** A list of the inputs of the loop in the making, each with what it is given from outside. */
class Inputs {
  readonly inner: Node[] = [];
  readonly outer: Node[] = [];
  add(inner: Node, outer: Node): Node {
    this.inner.push(inner);
    this.outer.push(outer);
    return inner;
  }
}

class LoopDerivative {
  private readonly loop: Node;
  private readonly given: readonly (Tensor | undefined)[];
  private readonly d: Differentiator;
  /** Nodes of the forward body that the forward loop stacks for us. */
  private readonly saved: Node[] = [];
  private readonly carries = new Inputs();
  private readonly slices = new Inputs();
  private readonly whole = new Inputs();
  /** What the backward body computes: the next carries, then what is stacked. */
  private readonly next: Node[] = [];
  private readonly stacked: Node[] = [];
  private readonly built = new Map<Node, Node>();
  private dependent = new Set<Node>();
  /** What a forward turn computes, but for its next carries. */
  private readonly passing: ReadonlySet<Node>;
  /** Who reads a node on the way to the gradients. */
  private users = new Map<Node, Node[]>();
  private backward: Node | undefined;
  private augmented: Node | undefined;

  constructor(loop: Node, given: readonly (Tensor | undefined)[], d: Differentiator) {
    this.loop = loop;
    this.given = given;
    this.d = d;
    const { outputs } = loop.body!;
    const next = new Set(outputs.slice(0, formOf(loop).carries));
    this.passing = new Set(topologicalOrder(outputs).filter((n) => !next.has(n)));
  }

  run(needs: readonly boolean[], differentiate: Differentiate): (Tensor | undefined)[] {
    const { loop, given, d } = this;
    const form = formOf(loop);
    const body = loop.body!;
    const outputs: Node[] = [];
    const cotangents: Node[] = [];
    body.outputs.forEach((n, i) => {
      if (!isInexact(n.dtype) || (i >= form.carries && !given[i])) return;
      const g = inputNode(n.shape, n.dtype, `g${i}`);
      outputs.push(n);
      cotangents.push(g);
      this.built.set(g, g);
      const zero = literalNode(0, n.shape, n.dtype);
      if (i < form.carries) this.carries.add(g, given[i] ? d.nodeOf(given[i]) : zero);
      else this.slices.add(g, d.nodeOf(given[i]!));
    });
    const wanted = body.inputs.map((n, i) => isInexact(n.dtype) && (i < form.carries || needs[i] === true));
    const wrt = body.inputs.filter((_, i) => wanted[i]);
    const seeds = cotangents.map((g) => d.tensorOf(g));
    const found = differentiate(outputs, seeds, wrt, d);
    const gradients = wanted.map((w) => (w ? found.shift() : undefined)?.node);
    const order = topologicalOrder(gradients.filter((n) => n !== undefined));
    this.dependent = dependents(order, cotangents);
    this.users = consumersOf(order);

    const results = body.inputs.map((n, i): (() => Tensor) | undefined => {
      const g = gradients[i];
      if (i < form.carries) {
        if (!isInexact(n.dtype)) return undefined;
        const at = this.next.push(g ? this.build(g) : literalNode(0, n.shape, n.dtype)) - 1;
        return () => this.result(at);
      }
      if (!g) return undefined;
      return i < form.carries + form.slices ? this.stack(g) : undefined;
    });
    // accumulators follow the cotangents of the carries
    const totals = body.inputs.map((_, i) =>
      gradients[i] && i >= form.carries + form.slices ? this.total(gradients[i]) : undefined,
    );
    this.finish();
    return body.inputs.map((_, i) => (results[i] ?? totals[i])?.());
  }

  private finish(): void {
    const { loop, carries, slices, whole } = this;
    const form = formOf(loop);
    const body = loop.body!;
    this.augmented = loopNode(
      form,
      loop.inputs,
      { inputs: body.inputs, outputs: [...body.outputs, ...this.saved] },
      loop.origin,
    );
    const savedSlices = this.saved.map((n, s) => ({
      inner: this.built.get(n)!,
      outer: resultNode(this.augmented!, body.outputs.length + s),
    }));
    this.backward = loopNode(
      {
        ...form,
        reverse: !form.reverse,
        carries: carries.inner.length,
        slices: slices.inner.length + savedSlices.length,
      },
      [...carries.outer, ...slices.outer, ...savedSlices.map((s) => s.outer), ...whole.outer],
      {
        inputs: [...carries.inner, ...slices.inner, ...savedSlices.map((s) => s.inner), ...whole.inner],
        outputs: [...this.next, ...this.stacked],
      },
      { ...loop.origin, phase: "backward" },
    );
  }

  private result(index: number): Tensor {
    return this.d.tensorOf(resultNode(this.backward!, index));
  }

  /** The node of the backward body that computes what `n`, a node over the forward body and the cotangents, does. */
  private build(n: Node): Node {
    const known = this.built.get(n);
    if (known) return known;
    const made = this.make(n);
    this.built.set(n, made);
    return made;
  }

  private make(n: Node): Node {
    const { carries, slices } = formOf(this.loop);
    const at = this.loop.body!.inputs.indexOf(n);
    const copy = (name: string): Node => inputNode(n.shape, n.dtype, name, n.origin);
    if (at >= carries + slices) return this.whole.add(copy("whole"), this.loop.inputs[at]!);
    if (at >= carries) return this.slices.add(copy("slice"), this.loop.inputs[at]!);
    if (at >= 0) return this.save(n);
    if (n.op === "literal") return n;
    if (!this.dependent.has(n) && this.isKept(n)) return this.save(n);
    return withInputs(
      n,
      n.inputs.map((i) => this.build(i)),
    );
  }

  private save(n: Node): Node {
    this.saved.push(n);
    return inputNode(n.shape, n.dtype, "saved", n.origin);
  }

  /** Whether the forward loop keeps `n` rather than that it is computed again. */
  private isKept(n: Node): boolean {
    if (formOf(this.loop).checkpoint) return false;
    const lowering = loweringOf(n);
    if (lowering?.kind !== "element") return lowering?.kind !== "loop";
    return lowering.access === "gather" || (this.passing.has(n) && n.inputs.some((i) => this.standsFor(n, i)));
  }

  /** Whether `input` would be kept for the sake of `n` alone, which is no larger. */
  private standsFor(n: Node, input: Node): boolean {
    const alone = this.users.get(input)!.every((u) => u === n);
    return alone && !isLeaf(input) && bytesOf(n) <= bytesOf(input) && this.isKept(input);
  }

  /** The values of `n` in all turns, stacked. */
  private stack(n: Node): () => Tensor {
    const { loop, d } = this;
    const { carries } = formOf(loop);
    const given = this.slices.inner.indexOf(n);
    if (given >= 0) return () => d.tensorOf(this.slices.outer[given]!);
    const at = loop.body!.inputs.indexOf(n);
    if (at >= carries && at < carries + formOf(loop).slices) return () => d.tensorOf(loop.inputs[at]!);
    const node = this.build(n);
    if (this.saved.includes(n))
      return () => d.tensorOf(resultNode(this.augmented!, loop.body!.outputs.length + this.saved.indexOf(n)));
    let y = this.stacked.indexOf(node);
    if (y < 0) y = this.stacked.push(node) - 1;
    return () => this.result(this.carries.inner.length + y);
  }

  /** Σ over all turns of `n`. Moves and matrix products are taken out of the loop. */
  private total(n: Node): () => Tensor {
    const { ops } = this.d;
    const [x, y] = n.inputs;
    if (n.op === "reshape") {
      const sum = this.total(x!);
      return () => ops.reshape(sum(), n.shape);
    }
    if (n.op === "transpose") {
      const sum = this.total(x!);
      return () => ops.transpose(sum(), n.attrs["perm"] as readonly number[]);
    }
    if (n.op === "add") {
      const [p, q] = [this.total(x!), this.total(y!)];
      return () => ops.add(p(), q());
    }
    if (n.op === "sum" && Array.isArray(n.attrs["axes"])) {
      const terms = this.stack(x!);
      const axes = n.attrs["axes"] as readonly number[];
      return () => ops.sum(terms(), [0, ...axes.map((a) => a + 1)]);
    }
    if (n.op === "matMul" && n.shape.length === 2) {
      const [ta, tb] = [n.attrs["transposeA"] === true, n.attrs["transposeB"] === true];
      const [p, q] = [this.stack(x!), this.stack(y!)];
      return () => ops.matMul(this.joinTurns(p(), ta), this.joinTurns(q(), !tb), ta, tb);
    }
    const sum = inputNode(n.shape, n.dtype, "sum");
    this.carries.add(sum, literalNode(0, n.shape, n.dtype));
    const at = this.next.push(this.d.nodeOf(ops.add(this.d.tensorOf(sum), this.d.tensorOf(this.build(n))))) - 1;
    return () => this.result(at);
  }

  /** Matrices of all turns, joined along the axis that is summed over: the first or the last. */
  private joinTurns(stack: Tensor, first: boolean): Tensor {
    const { ops } = this.d;
    const [t, p, q] = stack.shape as [number, number, number];
    return first ? ops.reshape(stack, [t * p, q]) : ops.reshape(ops.transpose(stack, [1, 0, 2]), [p, t * q]);
  }
}

/** The nodes of `order` that depend on `sources`. */
function dependents(order: readonly Node[], sources: readonly Node[]): Set<Node> {
  const out = new Set<Node>(sources);
  for (const n of order) if (n.inputs.some((i) => out.has(i))) out.add(n);
  return out;
}
