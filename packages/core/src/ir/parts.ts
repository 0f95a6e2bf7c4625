/**
 * THE PARTS of a graph: what one program of the device can compute, and the ops between that only the host can. A graph without host
 * ops is one part. The values that parts hand to one another are numbered: the graph's inputs, its outputs, then those between.
 */
import type { DType } from "./dtype.ts";
import type { Graph, Node } from "./graph.ts";
import { printGraph, showAttrs } from "./graph.ts";
import type { Shape } from "./shape.ts";
import { showShape } from "./shape.ts";

/** A graph for the device. */
export interface DevicePart {
  readonly kind: "device";
  readonly graph: Graph;
  /** Outputs that replace an input in place: output index → input index. */
  readonly updates: ReadonlyMap<number, number>;
  /** The number of the value behind each input and each output of `graph`. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** One op that the host computes: its inputs come back from the device, its output goes there. */
export interface HostPart {
  readonly kind: "host";
  readonly node: Node;
  /** Number of the value behind each input; a literal stands for itself. */
  readonly inputs: readonly (number | Node)[];
  readonly output: number;
}

export interface Parts {
  readonly values: readonly { readonly shape: Shape; readonly dtype: DType }[];
  /** In an order in which they can run. */
  readonly parts: readonly (DevicePart | HostPart)[];
}

/** The parts as text: graphs, and between them a line such as `host: $2 = cholesky($3)`. */
export function printParts({ parts }: Parts): string {
  const name = (v: number | Node): string => (typeof v === "number" ? `$${v}` : String(v.attrs["value"]));
  const show = (p: DevicePart | HostPart): string => {
    if (p.kind === "host") {
      const { op, attrs, shape, dtype } = p.node;
      return `host: ${name(p.output)}: ${dtype}${showShape(shape)} = ${op}(${p.inputs.map(name).join(", ")}) {${showAttrs(attrs)}}\n`;
    }
    return `device: ${p.outputs.map(name).join(", ")} = (${p.inputs.map(name).join(", ")})\n${printGraph(p.graph)}`;
  };
  return parts.map(show).join("");
}
