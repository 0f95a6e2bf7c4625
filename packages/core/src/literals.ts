/**
 * Numbers that change from turn to turn. A JavaScript number in eager code is text in a kernel, which is fastest, until the same calls
 * come with other numbers: `x.mul(rate * decay ** i)`. From then on the numbers are an input, and one program serves every turn.
 */
import type { DType, HostArray } from "./ir/dtype.ts";
import { hostArray } from "./ir/dtype.ts";
import type { Node } from "./ir/graph.ts";
import { inputNode, rewrite } from "./ir/graph.ts";
import type { Cut } from "./realize.ts";
import type { Executable } from "./runtime.ts";
import { enqueue, ensureBuffer, isCompiled, Value } from "./runtime.ts";

/** dtypes whose literals may become inputs. */
const LOOSE: ReadonlySet<DType> = new Set<DType>(["float32", "int32"]);

/** Whether `n` is a number that simplification knows nothing special about, and that may be another one next time. */
export function isLoose(n: Node): boolean {
  if (n.op !== "literal" || !LOOSE.has(n.dtype)) return false;
  const v = n.attrs["value"] as number;
  return Number.isFinite(v) && !(Math.abs(v) <= 2 && Number.isInteger(2 * v));
}

/** Forms that have been compiled with their numbers in them. */
let forms = new Set<string>();
const KEPT_FORMS = 4096;

/** A cut whose loose literals, if any became inputs, are given in `fed`: one array for each of the last inputs. */
export interface Fed {
  readonly cut: Cut;
  readonly fed: readonly HostArray[];
}

/** `cut` as it should be compiled: with its numbers when its form is new, else with the numbers as inputs. */
export function withoutChangingLiterals(cut: Cut): Fed {
  if (cut.literals.length === 0 || isCompiled(cut.key)) return { cut, fed: [] };
  if (forms.has(cut.form)) return lifted(cut);
  if (forms.size >= KEPT_FORMS) forms = new Set();
  forms.add(cut.form);
  return { cut, fed: [] };
}

/** The values that an executable reads its literals from: its own, and written anew for every run. */
const feeds = new WeakMap<Executable, readonly Value[]>();

/** Hands `fed` to the next run of `executable`; returns the values to run with. */
export function feed(executable: Executable, { cut, fed }: Fed): readonly Value[] {
  let values = feeds.get(executable);
  if (!values)
    feeds.set(
      executable,
      (values = fed.map((data, i) => new Value(cut.graph.inputs.at(i - fed.length)!.dtype, data.length))),
    );
  values.forEach((value, i) =>
    enqueue({
      now: (device) => device.write(ensureBuffer(value, device), fed[i]!),
      fail: (error) => (value.error = error),
    }),
  );
  return values;
}

/** `cut` with the loose literals of each dtype read from one more input. */
function lifted(cut: Cut): Fed {
  const views = new Map<Node, Node>();
  const vectors: Node[] = [];
  const fed: HostArray[] = [];
  for (const dtype of LOOSE) {
    const literals = cut.literals.filter((n) => n.dtype === dtype);
    if (literals.length === 0) continue;
    const vector = inputNode([literals.length], dtype, "literals");
    const host = hostArray(dtype, literals.length);
    literals.forEach((n, i) => {
      host[i] = n.attrs["value"] as number;
      views.set(n, elementOf(vector, i, n));
    });
    vectors.push(vector);
    fed.push(host);
  }
  const { inputs, outputs } = rewrite(cut.graph, (n, of) => views.get(n) ?? { ...n, inputs: of });
  const graph = { inputs: [...inputs, ...vectors], outputs };
  return { cut: { ...cut, graph, key: `literals as inputs: ${cut.form}` }, fed };
}

/** Element `i` of `vector` in the place of `literal`. */
function elementOf(vector: Node, i: number, { shape, dtype, origin }: Node): Node {
  const element: Node = { op: "slice", inputs: [vector], attrs: { begin: [i], size: [1] }, shape: [1], dtype, origin };
  const op = shape.length === 0 ? "reshape" : "broadcastTo";
  return { op, inputs: [element], attrs: { shape }, shape, dtype, origin };
}
