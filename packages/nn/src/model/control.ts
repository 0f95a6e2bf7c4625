// Pause, resume and single steps: a gate that training passes before every step.

/** Whether training may go on. */
export interface Control {
  readonly paused: boolean;
  /** Stops before the next step. */
  pause(): void;
  /** Goes on. */
  resume(): void;
  /** While paused: lets this many steps through. */
  step(count: number): void;
  /** Takes one step through the gate. Returns whether it was open. */
  enter(): boolean;
  /** Resolves when the gate may have opened. */
  opened(): Promise<void>;
}

/** Returns an open gate. */
export function createControl(): Control {
  let paused = false;
  let allowed = 0;
  let waiting: (() => void)[] = [];

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  return {
    get paused() {
      return paused;
    },
    pause() {
      paused = true;
      allowed = 0;
    },
    resume() {
      paused = false;
      wake();
    },
    step(count) {
      allowed += Math.max(0, Math.floor(count));
      wake();
    },
    enter() {
      if (!paused) return true;
      if (allowed === 0) return false;
      allowed -= 1;
      return true;
    },
    opened: () => (paused && allowed === 0 ? new Promise((resolve) => void waiting.push(resolve)) : Promise.resolve()),
  };
}
