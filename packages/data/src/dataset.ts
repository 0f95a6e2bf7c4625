// Datasets: examples in memory, shuffled and cut into batches as they are iterated. The names are tf.data's.
import { countRows, takeRows, type Columns } from "./column.ts";
import { permutation } from "./permutation.ts";

/** Options of {@link Dataset.shuffle}. */
export interface ShuffleOptions {
  /** Whether every iteration (epoch) gets an order of its own. Default `true`. */
  readonly reshuffleEachIteration?: boolean;
}

/** Options of {@link Dataset.batch}. */
export interface BatchOptions {
  /** Whether a last batch with fewer than `batchSize` examples is left out. Default `false`. */
  readonly dropRemainder?: boolean;
}

/**
 * Examples that can be iterated any number of times, each time from the start.
 *
 * Every step returns a new dataset and leaves the old one as it is. Iterating yields one batch after another; a dataset
 * that was never batched yields batches of one example.
 * @typeParam C the columns, for example `{ x: Column<Float32Array>, y: Column<Int32Array> }`
 * @throws RangeError from `batch` when the size is not a whole number from 1
 * @example
 * const numbers = fromArrays({ x: { data: Float32Array.of(1, 2, 3), shape: [3] } }).batch(2);
 * const batches = [];
 * for await (const { x } of numbers) batches.push(x.data);
 * batches // [[1, 2], [3]]
 */
export class Dataset<C extends Columns> implements AsyncIterable<C> {
  /** How many examples one iteration covers, before `dropRemainder`. */
  readonly length: number;
  /** How many batches one iteration yields. */
  readonly size: number;
  readonly #columns: C;
  readonly #plan: Plan;

  /** Made by {@link fromArrays}. */
  constructor(columns: C, plan: Plan) {
    this.#columns = columns;
    this.#plan = plan;
    this.length = plan.length;
    this.size = plan.dropRemainder ? Math.floor(plan.length / plan.batchSize) : Math.ceil(plan.length / plan.batchSize);
  }

  /**
   * Returns the same examples in an order that `seed` decides. All examples are in memory, so all take part: there is
   * no buffer size to choose. It is examples that change places, also where the dataset is batched already.
   * @param seed any number; the same seed gives the same orders on every machine
   * @example
   * const numbers = fromArrays({ x: { data: Float32Array.of(1, 2, 3), shape: [3] } }).shuffle(1).batch(3);
   * const batches = [];
   * for await (const { x } of numbers) batches.push(...x.data);
   * batches.sort() // [1, 2, 3]
   */
  shuffle(seed: number, { reshuffleEachIteration = true }: ShuffleOptions = {}): Dataset<C> {
    const { order, length } = this.#plan;
    const reorder: Plan["order"] = (epoch) => {
      const before = order(epoch);
      const shuffled = permutation(length, seed, reshuffleEachIteration ? epoch : 0);
      return shuffled.map((i) => before[i]!);
    };
    return new Dataset(this.#columns, { ...this.#plan, order: reorder });
  }

  /**
   * Returns the first `count` examples, or all when there are fewer.
   * @example fromArrays({ x: { data: Float32Array.of(1, 2, 3), shape: [3] } }).take(2).length // 2
   */
  take(count: number): Dataset<C> {
    return this.#slice(0, count);
  }

  /**
   * Returns the examples after the first `count`.
   * @example fromArrays({ x: { data: Float32Array.of(1, 2, 3), shape: [3] } }).skip(2).length // 1
   */
  skip(count: number): Dataset<C> {
    return this.#slice(count, this.length);
  }

  /**
   * Returns the examples in batches.
   * @param batchSize examples per batch, a whole number from 1
   * @throws RangeError when `batchSize` is not a whole number from 1
   * @example fromArrays({ x: { data: Float32Array.of(1, 2, 3), shape: [3] } }).batch(2, { dropRemainder: true }).size // 1
   */
  batch(batchSize: number, { dropRemainder = false }: BatchOptions = {}): Dataset<C> {
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(`batch: batchSize must be a whole number from 1, got ${batchSize}. Try batch(32).`);
    }
    return new Dataset(this.#columns, { ...this.#plan, batchSize, dropRemainder });
  }

  /** Yields the batches of one epoch; each call of the iterator is the next epoch. Batches own their data. */
  async *[Symbol.asyncIterator](): AsyncGenerator<C, void, undefined> {
    const { batchSize, order, epochs } = this.#plan;
    const rows = order(epochs.next++);
    for (let batch = 0; batch < this.size; batch++) {
      yield this.#gather(rows.subarray(batch * batchSize, (batch + 1) * batchSize));
    }
  }

  #gather(rows: Uint32Array): C {
    const taken = Object.entries(this.#columns).map(([name, column]) => [name, takeRows(column, rows)]);
    // takeRows keeps each column's array type, which Object.fromEntries cannot express.
    return Object.fromEntries(taken) as C;
  }

  #slice(start: number, end: number): Dataset<C> {
    const { order, length } = this.#plan;
    return new Dataset(this.#columns, {
      ...this.#plan,
      length: Math.max(0, Math.min(end, length) - start),
      order: (epoch) => order(epoch).subarray(start, end),
    });
  }
}

/** How a dataset walks its columns: which examples, in which order, how many at a time. */
interface Plan {
  readonly length: number;
  readonly batchSize: number;
  readonly dropRemainder: boolean;
  /** The examples' row numbers in the order of that epoch. */
  readonly order: (epoch: number) => Uint32Array;
  /** Counts iterations, so that each epoch gets an order of its own. */
  readonly epochs: { next: number };
}

/**
 * Returns a dataset over columns in memory. The data is not copied until batches are made.
 * @param columns columns with the same number of examples
 * @throws RangeError when a shape does not fit its data or columns differ in length
 * @example fromArrays({ x: { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }, y: { data: Int32Array.of(0, 1), shape: [2] } }).length // 2
 */
export function fromArrays<C extends Columns>(columns: C): Dataset<C> {
  const length = countRows(columns);
  return new Dataset(columns, {
    length,
    batchSize: 1,
    dropRemainder: false,
    order: () => Uint32Array.from({ length }, (_, i) => i),
    epochs: { next: 0 },
  });
}
