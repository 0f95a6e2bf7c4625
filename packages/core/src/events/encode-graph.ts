// Packs a graph given as plain records into the columns and string table of a `graph` message.
import { PHASES } from "./event.ts";
import type { GraphEvent, GraphKernels, GraphNodes, Phase } from "./event.ts";

/** A node of the graph as `encodeGraph` takes it. */
export interface GraphNodeRecord {
  readonly id: number;
  readonly op: string;
  /** Default: the op's name. */
  readonly name?: string;
  /** Scope path such as "model/conv2d_1". Default: the root. */
  readonly scope?: string;
  /** Positions in the list of nodes, each below this node's own. */
  readonly inputs: readonly number[];
  /** -1 stands for a symbolic dimension. */
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Default: "forward". */
  readonly phase?: Phase;
  /** Position in the list of kernels. Default: computed by none. */
  readonly kernel?: number;
  /** "digits.ts:41". */
  readonly source?: string;
}

/** A kernel of the graph as `encodeGraph` takes it. */
export interface GraphKernelRecord {
  readonly name: string;
  readonly class: string;
  /** Estimated floating-point operations. Default 0. */
  readonly flops?: number;
  /** Estimated bytes read and written. Default 0. */
  readonly bytes?: number;
  /** Generated shader text. */
  readonly text?: string;
}

/**
 * Returns the `graph` message of these nodes and kernels; its hash depends on everything in it.
 * Throws when an input does not stand before its consumer, or a kernel does not exist.
 * @see docs/protocol.md
 * @example
 * const kernel = { id: 0, op: "parameter", name: "kernel", scope: "dense", inputs: [], shape: [784, 10], dtype: "float32" };
 * encodeGraph("training step", [kernel], []).nodes.op.length // 1
 */
export function encodeGraph(
  name: string,
  nodes: readonly GraphNodeRecord[],
  kernels: readonly GraphKernelRecord[],
): GraphEvent {
  const table = stringTable();
  const columns = nodeColumns(nodes, kernels.length, table.indexOf);
  const kernelRows = kernelColumns(kernels, table.indexOf);
  return {
    type: "graph",
    hash: hashOf(name, table.strings, columns, kernelRows),
    name,
    strings: table.strings,
    nodes: columns,
    kernels: kernelRows,
  };
}

function nodeColumns(
  nodes: readonly GraphNodeRecord[],
  kernelCount: number,
  text: (value: string) => number,
): GraphNodes {
  nodes.forEach((node, row) => checkNode(node, row, kernelCount));
  return {
    count: nodes.length,
    id: Uint32Array.from(nodes, (node) => node.id),
    op: Uint32Array.from(nodes, (node) => text(node.op)),
    name: Uint32Array.from(nodes, (node) => text(node.name ?? node.op)),
    scope: Uint32Array.from(nodes, (node) => text(node.scope ?? "")),
    dtype: Uint32Array.from(nodes, (node) => text(node.dtype)),
    phase: Uint8Array.from(nodes, (node) => PHASES.indexOf(node.phase ?? "forward")),
    kernel: Int32Array.from(nodes, (node) => node.kernel ?? -1),
    source: Int32Array.from(nodes, (node) => (node.source === undefined ? -1 : text(node.source))),
    inputStart: starts(nodes.map((node) => node.inputs.length)),
    inputs: Uint32Array.from(nodes.flatMap((node) => node.inputs)),
    shapeStart: starts(nodes.map((node) => node.shape.length)),
    shape: Int32Array.from(nodes.flatMap((node) => node.shape)),
  };
}

function kernelColumns(kernels: readonly GraphKernelRecord[], text: (value: string) => number): GraphKernels {
  return {
    count: kernels.length,
    name: Uint32Array.from(kernels, (kernel) => text(kernel.name)),
    class: Uint32Array.from(kernels, (kernel) => text(kernel.class)),
    flops: Float64Array.from(kernels, (kernel) => kernel.flops ?? 0),
    bytes: Float64Array.from(kernels, (kernel) => kernel.bytes ?? 0),
    text: Int32Array.from(kernels, (kernel) => (kernel.text === undefined ? -1 : text(kernel.text))),
  };
}

function checkNode(node: GraphNodeRecord, row: number, kernelCount: number): void {
  const late = node.inputs.find((input) => !(input >= 0 && input < row));
  if (late !== undefined)
    throw new RangeError(
      `encodeGraph: inputs stand before their consumers: node ${row} (${node.op}) reads node ${late}. Sort the nodes topologically.`,
    );
  if (node.kernel !== undefined && !(node.kernel >= 0 && node.kernel < kernelCount))
    throw new RangeError(
      `encodeGraph: a node's kernel is one of the ${kernelCount} given: node ${row} (${node.op}) names kernel ${node.kernel}. Leave it out for nodes that no kernel computes.`,
    );
}

function stringTable(): {
  readonly strings: readonly string[];
  readonly indexOf: (value: string) => number;
} {
  const strings: string[] = [];
  const positions = new Map<string, number>();
  function indexOf(value: string): number {
    const known = positions.get(value);
    if (known !== undefined) return known;
    positions.set(value, strings.length);
    return strings.push(value) - 1;
  }
  return { strings, indexOf };
}

function starts(lengths: readonly number[]): Uint32Array {
  const result = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => (result[i + 1] = (result[i] ?? 0) + length));
  return result;
}

/** Two 32-bit FNV-1a lanes with different offsets: cheap, and 64 bits are plenty to tell a page's few graphs apart. */
function hashOf(name: string, strings: readonly string[], nodes: GraphNodes, kernels: GraphKernels): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  function mix(byte: number): void {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x01000193) ^ (low >>> 15);
  }
  for (const text of [name, ...strings]) {
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
    mix(0xffff);
  }
  for (const column of [...Object.values(nodes), ...Object.values(kernels)])
    if (ArrayBuffer.isView(column))
      for (const byte of new Uint8Array(column.buffer, column.byteOffset, column.byteLength)) mix(byte);
  return hex(high) + hex(low);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
