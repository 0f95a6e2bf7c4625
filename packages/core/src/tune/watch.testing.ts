/** For tests: a watch whose kernels take what it is told. */
import type { Stopwatch } from "../stages/7-run/device.ts";

interface FakeTimes {
  /** Milliseconds of one run of each kernel. */
  readonly each: readonly number[];
  /** The steps in which time is told. */
  readonly step?: number;
  /** Milliseconds to add to a measurement, by its number and whether it is the kernel's first. */
  readonly disturb?: (call: number, first: boolean) => number;
  /** How much slower all is, by the number of the measurement. */
  readonly slow?: (call: number) => number;
}

/** A watch that keeps in `totals` how long each measurement took. */
export function fakeWatch({ each, step = 0, disturb, slow }: FakeTimes): Stopwatch & { readonly totals: number[] } {
  const totals: number[] = [];
  const seen = new Set<number>();
  return {
    shortest: 4,
    totals,
    time(kernel, runs) {
      const call = totals.length;
      const exact = each[kernel]! * runs * (slow?.(call) ?? 1) + (disturb?.(call, !seen.has(kernel)) ?? 0);
      seen.add(kernel);
      totals.push(exact);
      return Promise.resolve(step > 0 ? Math.floor(exact / step) * step : exact);
    },
    destroy: () => undefined,
  };
}
