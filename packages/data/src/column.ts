// A column: many examples of one thing, as one typed array with a shape. The unit that datasets shuffle, slice and batch.

/** The typed arrays a column may hold: one per numeric dtype of the core. */
export type ColumnArray = Float32Array | Int32Array | Uint32Array | Uint8Array | Int8Array;

/**
 * Examples laid out one after another, row-major.
 * `shape[0]` counts the examples; the rest is the shape of one example. `data.length` is the product of `shape`.
 */
export interface Column<A extends ColumnArray = ColumnArray> {
  readonly data: A;
  readonly shape: readonly number[];
}

/** Named columns with the same number of examples, for example `{ x: images, y: labels }`. */
export type Columns = Readonly<Record<string, Column>>;

/** Returns how many numbers one example of the column takes. */
export function rowLength(column: Column): number {
  return column.shape.slice(1).reduce((product, size) => product * size, 1);
}

/**
 * Returns the number of examples that all columns share.
 *
 * @throws RangeError when there is no column, a shape does not fit its data, or columns differ in length.
 */
export function countRows(columns: Columns): number {
  const entries = Object.entries(columns);
  const first = entries[0];
  if (!first) {
    throw new RangeError("fromArrays: at least one column is needed, got {}. Pass for example { x, y }.");
  }
  const rows = first[1].shape[0] ?? 0;
  for (const [name, column] of entries) {
    assertShape(name, column);
    if (column.shape[0] !== rows) {
      throw new RangeError(
        `fromArrays: columns must hold the same number of examples: ${first[0]} has ${rows}, ${name} has ${column.shape[0]}. Slice the longer one.`,
      );
    }
  }
  return rows;
}

function assertShape(name: string, { data, shape }: Column): void {
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length === 0 || size !== data.length) {
    throw new RangeError(
      `fromArrays: ${name} has shape [${shape.join(", ")}], which holds ${shape.length === 0 ? "no examples" : `${size} numbers`}, but its data has ${data.length}. Give a shape whose product is ${data.length}.`,
    );
  }
}

/** Returns a new column with the named examples, in the order given. */
export function takeRows<A extends ColumnArray>(column: Column<A>, rows: Uint32Array): Column<A> {
  const length = rowLength(column);
  const data = emptyLike(column.data, rows.length * length);
  rows.forEach((row, i) => data.set(column.data.subarray(row * length, (row + 1) * length), i * length));
  return { data, shape: [rows.length, ...column.shape.slice(1)] };
}

function emptyLike<A extends ColumnArray>(array: A, length: number): A {
  return new (array.constructor as new (length: number) => A)(length);
}
