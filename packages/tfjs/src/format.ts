/** Tensors as text, printed the way NumPy does: aligned columns, abridged when long. */
import type { DataType, DataValues, Nested } from "./types.ts";
import { nest } from "./util.ts";

/** Elements per axis above which the middle is left out, and how many then stay at either end. */
const LONG = 20;
const ENDS = 3;
/** Significant digits. */
const DIGITS = 7;

/** Returns `data` as text; with `verbose`, dtype, rank and shape come first. */
export function formatTensor(data: DataValues, shape: readonly number[], dtype: DataType, verbose: boolean): string {
  const complex = dtype === "complex64";
  const cells: string[] = [];
  const collect = (x: Nested, depth: number): void => {
    if (depth === shape.length) cells.push(cell(x, dtype));
    else abridge(x as readonly Nested[], shape[depth]!).forEach((y) => y !== undefined && collect(y, depth + 1));
  };
  const tree = nest(data, shape, complex);
  collect(tree, 0);
  const width = Math.max(0, ...cells.map((c) => c.length));
  let at = 0;
  const lines = (x: Nested, depth: number): string => {
    if (depth === shape.length) return shape.length === 0 ? cells[at++]! : cells[at++]!.padEnd(width);
    const items = abridge(x as readonly Nested[], shape[depth]!);
    const inner = depth === shape.length - 1;
    const gap = inner ? ", " : `,\n${"\n".repeat(Math.max(0, shape.length - depth - 2))}${" ".repeat(depth + 1)}`;
    return `[${items.map((y) => (y === undefined ? "..." : lines(y, depth + 1))).join(gap)}]`;
  };
  const body = lines(tree, 0)
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
  const head = verbose ? `\n  dtype: ${dtype}\n  rank: ${shape.length}\n  shape: [${shape}]\n  values:` : "";
  return `Tensor${head}\n${body}`;
}

/** The items shown of a row; `undefined` stands for those left out. */
function abridge(items: readonly Nested[], size: number): readonly (Nested | undefined)[] {
  return size > LONG ? [...items.slice(0, ENDS), undefined, ...items.slice(-ENDS)] : items;
}

function cell(x: Nested, dtype: DataType): string {
  if (Array.isArray(x)) {
    const [re, im] = x as [number, number];
    return `${number(re)} + ${number(im)}j`;
  }
  if (typeof x === "string") return `'${x}'`;
  if (dtype === "bool") return x ? "true" : "false";
  return number(Number(x));
}

const number = (x: number): string => String(parseFloat(x.toFixed(DIGITS)));
