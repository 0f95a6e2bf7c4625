// Measures time without the pauses.

/** A stopwatch. */
export interface Stopwatch {
  pause(): void;
  resume(): void;
  /** Seconds that it has run. */
  seconds(): number;
}

/** Returns a stopwatch that stands still until `resume`. `now` tells milliseconds. */
export function stopwatch(now: () => number = () => performance.now()): Stopwatch {
  let since: number | undefined;
  let milliseconds = 0;

  function elapsed(): number {
    return milliseconds + (since === undefined ? 0 : now() - since);
  }

  return {
    pause() {
      milliseconds = elapsed();
      since = undefined;
    },
    resume() {
      since ??= now();
    },
    seconds: () => elapsed() / 1000,
  };
}
