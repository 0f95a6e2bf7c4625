// Where a library runs while it is timed: a page of a browser (`browser.ts`) or a process of Node (`gpu/process.ts`).
import type { BenchPage } from "./page/api.ts";

type Method = Exclude<keyof BenchPage, "firstStep">;

/** One library's place, started when first used and again after it was ended. */
export interface Host {
  /** Starts it and returns true, or returns false if it runs. */
  open(): Promise<boolean>;
  /** Calls a method of what it serves. If that takes longer than `limitMs`, ends it and throws `OutOfTime`. */
  call<M extends Method>(
    limitMs: number,
    method: M,
    ...args: Parameters<BenchPage[M]>
  ): Promise<Awaited<ReturnType<BenchPage[M]>>>;
  /** Ends it, also when it no longer answers. */
  close(): Promise<void>;
}

/** Said when a case has used up its time. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/** Resolves with `work`, or throws `OutOfTime` when that takes longer than `limitMs`. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const say = () => reject(new OutOfTime(`no answer within ${Math.round(limitMs / 1000)} s`));
    timer = setTimeout(say, Math.max(limitMs, 0));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Stops or wakes a process group: threads that wait by spinning would otherwise take cores from whoever's turn it is. */
export function signalGroup(id: number | undefined, signal: "SIGCONT" | "SIGSTOP"): void {
  // Windows has no such signals
  if (id === undefined || process.platform === "win32") return;
  try {
    process.kill(-id, signal);
  } catch {
    // it has ended
  }
}
