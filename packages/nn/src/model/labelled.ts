// Examples with their labels, checked against what the model and its loss take.
import { OpError } from "@weir/core";
import { rejectBadClasses, rejectNaN, toRows, type Data, type Rows } from "./host-data.ts";
import type { Recipe } from "./recipe.ts";

/** As many labels as examples. */
export interface Labelled {
  readonly count: number;
  readonly x: Rows;
  readonly y: Rows;
}

/** Returns arrays for `size` examples and their labels, in the dtypes that the compiled steps take. */
export function emptyBatch(recipe: Recipe, { x, y }: Pick<Labelled, "x" | "y">, size: number) {
  const length = size * y.length;
  const labels: Int32Array | Float32Array =
    recipe.labels.dtype === "int32" ? new Int32Array(length) : new Float32Array(length);
  return [new Float32Array(size * x.length), labels] as const;
}

/**
 * Returns x and y as rows.
 * @throws OpError when they are empty, of another shape, of different numbers, hold NaN, or labels are no class numbers where the loss wants those
 */
export async function checkedPair(
  op: string,
  [xName, yName]: readonly [string, string],
  recipe: Recipe,
  x: Data,
  y: Data,
): Promise<Labelled> {
  const { plan, loss, labels } = recipe;
  const [xWanted, yWanted] = [
    { op, name: xName, shape: plan.input },
    { op, name: yName, shape: labels.shape },
  ];
  const [xs, ys] = [await toRows(x, xWanted), await toRows(y, yWanted)];
  if (xs.count !== ys.count) {
    throw new OpError(
      op,
      `${xName} has ${xs.count} examples, but ${yName} has ${ys.count}. Give one label to each example.`,
    );
  }
  rejectNaN(xs, xWanted);
  rejectNaN(ys, yWanted);
  if (loss.labels === "classes") rejectBadClasses(ys, yWanted, plan.output.at(-1)!);
  return { count: xs.count, x: xs, y: ys };
}
