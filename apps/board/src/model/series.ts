// One tag's curve: growable typed-array columns with a min/max pyramid, so that a million points draw as fast as a thousand.

/** Blocks grow by this factor per level of the pyramid. 16 keeps the extra memory below 5 % and any range within a few hundred reads. */
const FACTOR = 16;

/** Marks a block without a finite value. */
const NONE = 0xffffffff;

/** What a range of points holds: row indices of its extremes, or -1 where there is no such point. */
export interface Extremes {
  /** Row of the smallest finite value. */
  readonly min: number;
  /** Row of the largest finite value. */
  readonly max: number;
  /** Row of the first NaN or infinity. */
  readonly bad: number;
}

interface Level {
  min: Uint32Array;
  max: Uint32Array;
  bad: Uint32Array;
  /** Complete blocks. */
  count: number;
}

/** A curve of (step, value) points with ascending steps. Appending is amortised O(1); extremes of any range are O(log n). */
export class Series {
  #steps = new Float64Array(64);
  #values = new Float32Array(64);
  #length = 0;
  #rewinds = 0;
  readonly #levels: Level[] = [];

  /** Points held. */
  get length(): number {
    return this.#length;
  }

  /** How often points were dropped: what is derived from the series starts over when this changes. */
  get rewinds(): number {
    return this.#rewinds;
  }

  /** Step of row `i`. */
  step(i: number): number {
    return this.#steps[i] as number;
  }

  /** Value of row `i`. */
  value(i: number): number {
    return this.#values[i] as number;
  }

  /** Step of the last point, or -Infinity when empty. */
  get lastStep(): number {
    return this.#length > 0 ? this.step(this.#length - 1) : -Infinity;
  }

  /** Value of the last point, or NaN when empty. */
  get lastValue(): number {
    return this.#length > 0 ? this.value(this.#length - 1) : NaN;
  }

  /**
   * Appends a point. A step at or below the last one rewinds: the points at or after it are dropped first.
   */
  append(step: number, value: number): void {
    if (step <= this.lastStep) this.#truncate(this.indexAtOrAfter(step));
    if (this.#length === this.#steps.length) this.#grow();
    this.#steps[this.#length] = step;
    this.#values[this.#length] = value;
    this.#length += 1;
    this.#closeBlocks();
  }

  /** Drops every point. */
  clear(): void {
    this.#truncate(0);
  }

  /** Row of the first point whose step is at or after `step`; `length` when there is none. */
  indexAtOrAfter(step: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.step(middle) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Row of the point nearest to `step`, or -1 when empty. */
  nearest(step: number): number {
    const after = this.indexAtOrAfter(step);
    if (after === 0) return this.#length > 0 ? 0 : -1;
    if (after === this.#length) return after - 1;
    return step - this.step(after - 1) <= this.step(after) - step ? after - 1 : after;
  }

  /** Returns the extremes of rows `from` up to but without `to`. */
  extremes(from: number, to: number): Extremes {
    const found = { min: -1, max: -1, bad: -1 };
    let i = Math.max(0, from);
    const end = Math.min(to, this.#length);
    while (i < end) {
      const level = this.#largestBlockAt(i, end);
      if (level < 0) this.#mergePoint(found, i++);
      else {
        this.#mergeBlock(found, level, i);
        i += FACTOR ** (level + 1);
      }
    }
    return found;
  }

  /** The highest level with a complete block that begins at row `i` and ends by `end`, or -1. */
  #largestBlockAt(i: number, end: number): number {
    let best = -1;
    for (let k = 0, size = FACTOR; k < this.#levels.length; k++, size *= FACTOR) {
      if (i % size !== 0 || i + size > end || i / size >= (this.#levels[k] as Level).count) break;
      best = k;
    }
    return best;
  }

  #mergePoint(into: { min: number; max: number; bad: number }, i: number): void {
    const value = this.value(i);
    if (!Number.isFinite(value)) {
      if (into.bad < 0) into.bad = i;
      return;
    }
    if (into.min < 0 || value < this.value(into.min)) into.min = i;
    if (into.max < 0 || value > this.value(into.max)) into.max = i;
  }

  #mergeBlock(into: { min: number; max: number; bad: number }, k: number, i: number): void {
    const level = this.#levels[k] as Level;
    const block = i / FACTOR ** (k + 1);
    const bad = level.bad[block] as number;
    if (into.bad < 0 && bad !== NONE) into.bad = bad;
    if (level.min[block] === NONE) return;
    this.#mergePoint(into, level.min[block] as number);
    this.#mergePoint(into, level.max[block] as number);
  }

  /** After an append: stores the extremes of each block that has just become complete, level by level. */
  #closeBlocks(): void {
    for (let k = 0, size = FACTOR; this.#length % size === 0; k++, size *= FACTOR) {
      const level = (this.#levels[k] ??= {
        min: new Uint32Array(16),
        max: new Uint32Array(16),
        bad: new Uint32Array(16),
        count: 0,
      });
      const { min, max, bad } = this.extremes(this.#length - size, this.#length);
      if (level.count === level.min.length) growLevel(level);
      // -1 stored as an unsigned integer is NONE.
      level.min[level.count] = min;
      level.max[level.count] = max;
      level.bad[level.count] = bad;
      level.count += 1;
    }
  }

  #truncate(length: number): void {
    this.#rewinds += 1;
    this.#length = length;
    this.#levels.forEach((level, k) => (level.count = Math.floor(length / FACTOR ** (k + 1))));
  }

  #grow(): void {
    this.#steps = doubled(this.#steps, new Float64Array(this.#steps.length * 2));
    this.#values = doubled(this.#values, new Float32Array(this.#values.length * 2));
  }
}

function growLevel(level: Level): void {
  level.min = doubled(level.min, new Uint32Array(level.count * 2));
  level.max = doubled(level.max, new Uint32Array(level.count * 2));
  level.bad = doubled(level.bad, new Uint32Array(level.count * 2));
}

function doubled<T extends Float32Array | Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
