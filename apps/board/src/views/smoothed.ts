// One smoothed copy per curve, kept while the curve lives.
import type { Series } from "../model/series.ts";
import { SmoothedSeries } from "../model/smooth.ts";

const copies = new WeakMap<Series, SmoothedSeries>();

/** Returns a curve smoothed with this weight, up to date; undefined where the weight is 0 and there is nothing to smooth. */
export function smoothed(series: Series, weight: number): Series | undefined {
  if (weight === 0) return undefined;
  const copy = copies.get(series) ?? new SmoothedSeries(series, weight);
  copies.set(series, copy);
  copy.setWeight(weight);
  copy.update();
  return copy.series;
}
