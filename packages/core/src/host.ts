/** Ops that the host computes: numbers as they come from a device, through float64, to numbers as they go there. */
import type { DeviceArray, HostArray } from "./ir/dtype.ts";
import { hostArray } from "./ir/dtype.ts";
import type { Node } from "./ir/graph.ts";
import { sizeOf } from "./ir/shape.ts";
import type { HostTensor } from "./ops/record.ts";
import { opRecord } from "./ops/record.ts";

/** The value of `node` for its inputs, literals left out; throws what its record throws. */
export function computeOnHost(node: Node, given: readonly DeviceArray[]): HostArray {
  const record = opRecord(node.op);
  const { lowering } = record;
  let next = 0;
  const inputs = node.inputs.map(({ op, shape, dtype, attrs }): HostTensor => {
    const size = sizeOf(shape);
    if (op === "literal") return { shape, dtype, data: new Float64Array(size).fill(attrs["value"] as number) };
    return { shape, dtype, data: Float64Array.from(given[next++]!.subarray(0, size)) };
  });
  const output = { shape: node.shape, dtype: node.dtype };
  const run = lowering.kind === "host" ? lowering.run : undefined;
  const result = run ? run(inputs, node.attrs, output) : record.reference(inputs, node.attrs, output);
  const data = hostArray(node.dtype, result.length);
  data.set(result);
  return data;
}
