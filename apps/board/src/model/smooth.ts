// The debiased exponential moving average that TensorBoard users know, kept up to date point by point.
import { Series } from "./series.ts";

/**
 * A smoothed copy of a series: `last ← s·last + (1 − s)·y`, shown as `last / (1 − sⁿ)`, where `n` counts the finite points so far.
 * Dividing by `1 − sⁿ` removes the pull towards 0 that the first points would have. NaN and infinities pass through and do not enter the average.
 */
export class SmoothedSeries {
  readonly series = new Series();
  readonly #source: Series;
  #weight: number;
  #last = 0;
  #finite = 0;
  #rewinds: number;

  constructor(source: Series, weight: number) {
    this.#source = source;
    this.#weight = weight;
    this.#rewinds = source.rewinds;
    this.update();
  }

  /** Smooths anew with another weight, 0 (not at all) up to but without 1. */
  setWeight(weight: number): void {
    if (weight === this.#weight) return;
    this.#weight = weight;
    this.#restart();
    this.update();
  }

  /** Takes in the points that the source gained; smooths anew when the source was rewound. */
  update(): void {
    const source = this.#source;
    if (source.rewinds !== this.#rewinds) this.#restart();
    for (let i = this.series.length; i < source.length; i++)
      this.series.append(source.step(i), this.#next(source.value(i)));
  }

  #restart(): void {
    this.series.clear();
    this.#last = 0;
    this.#finite = 0;
    this.#rewinds = this.#source.rewinds;
  }

  #next(value: number): number {
    if (!Number.isFinite(value)) return value;
    this.#finite += 1;
    this.#last = this.#weight * this.#last + (1 - this.#weight) * value;
    return this.#last / (1 - this.#weight ** this.#finite);
  }
}
