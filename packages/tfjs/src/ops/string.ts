/** Strings. They live on the host, and so do these ops. */
import type { Input } from "../convert.ts";
import { convert, makeTensor } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike, TypedArray } from "../types.ts";
import { fingerPrint64 } from "./farmhash.ts";
import { encode } from "../util.ts";

const texts = (x: Input): string[] => x.dataSync() as string[];

/**
 * Returns each string with `pattern` replaced by `rewrite`: everywhere, or with `replaceGlobal` false where first found.
 * @example tf.string.staticRegexReplace(["a1b2"], "[0-9]", "#") // ["a#b#"]
 */
export function staticRegexReplace(input: TensorLike, pattern: string, rewrite: string, replaceGlobal = true): Tensor {
  const x = convert(input, "input", "staticRegexReplace", "string");
  const regex = new RegExp(pattern, replaceGlobal ? "g" : "");
  return makeTensor(
    texts(x).map((s) => s.replace(regex, rewrite)),
    x.shape,
    "string",
  );
}

/**
 * Returns the runs of n words of each row of a ragged tensor, joined by `separator`, for each width n.
 * @throws Error when data or splits are no vectors, or the splits do not cover the data
 * @example tf.string.stringNGrams(["a", "b", "c"], tf.tensor1d([0, 3], "int32"), " ", [2], "", "", 0, false) // { nGrams: ["a b", "b c"], nGramsSplits: [0, 2] }
 */
export function stringNGrams(
  data: TensorLike,
  dataSplits: TensorLike,
  separator: string,
  nGramWidths: readonly number[],
  leftPad: string,
  rightPad: string,
  padWidth: number,
  preserveShortSequences: boolean,
): Record<"nGrams" | "nGramsSplits", Tensor> {
  const x = convert(data, "data", "stringNGrams", "string");
  const splitsIn = convert(dataSplits, "dataSplits", "stringNGrams");
  if (splitsIn.dtype !== "int32") throw new Error("Data splits must be of datatype int32");
  if (x.rank !== 1) throw new Error(`Data must be a vector, saw: ${x.shape}`);
  if (splitsIn.rank !== 1) throw new Error(`Data splits must be a vector, saw: ${splitsIn.shape}`);
  const words = texts(x);
  const splits = Array.from(splitsIn.dataSync() as TypedArray);
  checkSplits(splits, words.length);
  const grams: string[] = [];
  const out = [0];
  const rows = Math.max(0, splits.length - 1);
  for (let r = 0; r < rows; r++) {
    const row = words.slice(splits[r], splits[r + 1]);
    const before = grams.length;
    for (const n of nGramWidths) {
      const pads = padWidth < 0 ? n - 1 : Math.min(padWidth, n - 1);
      const padded = [...new Array<string>(pads).fill(leftPad), ...row, ...new Array<string>(pads).fill(rightPad)];
      for (let i = 0; i + n <= padded.length; i++) {
        // a run of padding alone is none
        if (i + n > pads && i < pads + row.length) grams.push(padded.slice(i, i + n).join(separator));
      }
    }
    if (preserveShortSequences && grams.length === before && row.length > 0) {
      const pads = padWidth < 0 ? 0 : padWidth;
      grams.push(
        [...new Array<string>(pads).fill(leftPad), ...row, ...new Array<string>(pads).fill(rightPad)].join(separator),
      );
    }
    out.push(grams.length);
  }
  return {
    nGrams: makeTensor(grams, [grams.length], "string"),
    nGramsSplits: makeTensor(words.length === 0 || splits.length === 0 ? splits : out, splitsIn.shape, "int32"),
  };
}

function checkSplits(splits: readonly number[], size: number): void {
  if (splits.length === 0) return;
  if (splits[0] !== 0) throw new Error(`First split value must be 0, got ${splits[0]}`);
  for (let i = 1; i < splits.length; i++) {
    const valid = splits[i]! >= splits[i - 1]! && splits[i]! <= size;
    if (!valid) throw new Error(`Invalid split value ${splits[i]}, must be in [${splits[i - 1]}, ${size}]`);
  }
  if (splits[splits.length - 1] !== size)
    throw new Error(`Last split value must be data size. Expected ${size}, got ${splits[splits.length - 1]}`);
}

/**
 * Returns the pieces of each string as a sparse matrix: between any of the delimiter's characters, or for "" every character.
 * @throws Error when the input is no vector or the delimiter no scalar
 * @example tf.string.stringSplit(["a b", "c"], " ").values // ["a", "b", "c"]
 */
export function stringSplit(
  input: TensorLike,
  delimiter: TensorLike,
  skipEmpty = true,
): Record<"indices" | "values" | "shape", Tensor> {
  const x = convert(input, "input", "stringSplit", "string");
  const d = convert(delimiter, "delimiter", "stringSplit", "string");
  if (x.rank !== 1) throw new Error(`Input should be Tensor1D but received shape ${x.shape}`);
  if (d.rank !== 0) throw new Error(`Delimiter should be a scalar but received shape ${d.shape}`);
  const pieces = texts(x).map((s) => piecesOf(s, texts(d)[0]!, skipEmpty));
  const flat = pieces.flat();
  return {
    indices: makeTensor(
      pieces.flatMap((row, r) => row.flatMap((_, c) => [r, c])),
      [flat.length, 2],
      "int32",
    ),
    values: makeTensor(flat, [flat.length], "string"),
    shape: makeTensor([pieces.length, Math.max(0, ...pieces.map((row) => row.length))], [2], "int32"),
  };
}

function piecesOf(text: string, delimiter: string, skipEmpty: boolean): string[] {
  if (text === "") return [];
  if (delimiter === "") return Array.from(text);
  const out = [""];
  for (const c of text) {
    if (delimiter.includes(c)) out.push("");
    else out[out.length - 1] += c;
  }
  return skipEmpty ? out.filter((s) => s !== "") : out;
}

/**
 * Returns the FarmHash fingerprint of each string modulo `numBuckets`, int32.
 * @throws Error when there is not one bucket at least
 * @example tf.string.stringToHashBucketFast(["a", "a", "b"], 1) // [0, 0, 0]
 */
export function stringToHashBucketFast(input: TensorLike, numBuckets: number): Tensor {
  const x = convert(input, "input", "stringToHashBucketFast", "string");
  if (numBuckets <= 0) throw new Error("Number of buckets must be at least 1");
  const buckets = texts(x).map((s) => Number(fingerPrint64(encode(s)) % BigInt(numBuckets)));
  return makeTensor(buckets, x.shape, "int32");
}
