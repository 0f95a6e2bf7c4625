// What the published comparison helpers take from TFJS's internals, from our package instead.
export { inferShape } from "../../src/convert.ts";
export { arraysEqual, encode as encodeString, flatten, isTypedArray } from "../../src/util.ts";

export function isString(x: unknown): x is string {
  return typeof x === "string" || x instanceof String;
}
