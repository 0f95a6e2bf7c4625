/** Strings: tensors of them stay on the host, and ops that only move elements move them there at once. */
import { OpError } from "./ir/error.ts";
import type { Attrs, Node } from "./ir/graph.ts";
import { sizeOf } from "./ir/shape.ts";
import type { HostTensor, OpRecord } from "./ops/record.ts";
import { valueOf } from "./pending.ts";
import { Value } from "./runtime.ts";

/** Values that hold `strings`. */
export function stringValue(strings: readonly string[]): Value {
  const value = new Value("string", strings.length);
  value.strings = strings;
  return value;
}

/**
 * What `record` makes of `inputs`, some of them strings: its reference is run on the numbers of the strings, counted from 1, and
 * where it gives 0 (padding) the string is empty.
 * @throws OpError for an op that computes, or one that needs numbers not known on the host
 */
export function moveStrings(record: OpRecord, inputs: readonly Node[], attrs: Attrs): Value {
  if (!record.moves) throw new OpError(record.name, "takes numbers, got strings");
  const all: string[] = [""];
  const numbered = inputs.map((n): HostTensor => {
    const value = valueOf(n);
    const { shape, dtype } = n;
    if (dtype === "string") {
      const from = all.length;
      all.push(...(value?.strings ?? []));
      return { shape, dtype, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => from + i) };
    }
    const known = value?.live ? undefined : value?.host;
    if (!known)
      throw new OpError(
        record.name,
        `moves strings by ${dtype} values that are not on the host; read them with data() first`,
      );
    return { shape, dtype, data: Float64Array.from(known) };
  });
  const moved = record.reference(numbered, attrs, record.infer(inputs, attrs));
  return stringValue(Array.from(moved, (i) => all[i]!));
}
