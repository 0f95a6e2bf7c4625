// ONNX models as bytes: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto in the wire format of Protocol Buffers.

/** One operator: names of what it reads and writes, and its attributes. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** A second result that nobody reads. */
  readonly unused?: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A float32 array that is given at every run, or the one that a run gives. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A constant of the model: int64 for shapes and counts. */
export interface OnnxConstant {
  readonly name: string;
  readonly values: readonly number[];
  readonly type: "float32" | "int64";
  readonly scalar?: boolean;
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  /** What the last node writes. */
  readonly outputShape: readonly number[];
  readonly constants: readonly OnnxConstant[];
  readonly nodes: readonly OnnxNode[];
}

const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1;
const INT64 = 7;

/** Returns the model whose output is what the last node writes. */
export function encodeModel({ inputs, constants, nodes, outputShape }: OnnxGraph): Uint8Array<ArrayBuffer> {
  const graph = new Message();
  for (const node of nodes) graph.message(1, encodeNode(node));
  graph.text(2, "bench");
  for (const constant of constants) graph.message(5, encodeConstant(constant));
  for (const input of inputs) graph.message(11, encodeValue(input));
  graph.message(12, encodeValue({ name: nodes.at(-1)!.output, shape: outputShape }));
  return new Message()
    .integer(1, IR_VERSION)
    .message(7, graph)
    .message(8, new Message().text(1, "").integer(2, OPSET))
    .bytes();
}

function encodeNode({ op, inputs, output, unused, attributes = {} }: OnnxNode): Message {
  const node = new Message();
  for (const input of inputs) node.text(1, input);
  node.text(2, output);
  if (unused !== undefined) node.text(2, unused);
  node.text(4, op);
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = new Message().text(1, name);
    if (typeof value === "number") attribute.integer(3, value).integer(20, 2);
    else {
      for (const one of value) attribute.integer(8, one);
      attribute.integer(20, 7);
    }
    node.message(5, attribute);
  }
  return node;
}

function encodeConstant({ name, values, type, scalar = false }: OnnxConstant): Message {
  const tensor = new Message();
  if (!scalar) tensor.integer(1, values.length);
  const raw = type === "float32" ? new Float32Array(values) : new BigInt64Array(values.map(BigInt));
  return tensor
    .integer(2, type === "float32" ? FLOAT : INT64)
    .text(8, name)
    .raw(9, new Uint8Array(raw.buffer));
}

function encodeValue({ name, shape }: OnnxValue): Message {
  const dimensions = new Message();
  for (const size of shape) dimensions.message(1, new Message().integer(1, size));
  const type = new Message().integer(1, FLOAT).message(2, dimensions);
  return new Message().text(1, name).message(2, new Message().message(1, type));
}

/** Fields of a Protocol Buffers message, in the order in which they are added. */
class Message {
  readonly #bytes: number[] = [];

  integer(field: number, value: number): this {
    return this.#varint(field << 3).#varint(value);
  }
  text(field: number, value: string): this {
    return this.raw(field, new TextEncoder().encode(value));
  }
  message(field: number, value: Message): this {
    return this.raw(field, value.#bytes);
  }
  raw(field: number, value: Iterable<number> & { readonly length: number }): this {
    this.#varint((field << 3) | 2).#varint(value.length);
    for (const byte of value) this.#bytes.push(byte);
    return this;
  }
  bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes);
  }

  #varint(value: number): this {
    let left = BigInt.asUintN(64, BigInt(value));
    for (; left > 0x7fn; left >>= 7n) this.#bytes.push(Number(left & 0x7fn) | 0x80);
    this.#bytes.push(Number(left));
    return this;
  }
}
