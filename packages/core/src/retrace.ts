/** Why a function was traced again: what differs from the closest trace before, in words. */

/** One trace of a `jit` function. */
export interface JitTrace {
  /**
   * What each argument was, by its path (`0` is the first argument, `0.x` its property): dtype and shape of a tensor, a plain value in
   * words.
   */
  readonly signature: Readonly<Record<string, string>>;
  /** How it differs from the closest trace before: `argument 0.x: float32[2, 3] → float32[4, 3]`. Empty for the first trace. */
  readonly changes: readonly string[];
}

/** Traces after which the console is told, once for a function. */
export const MANY_TRACES = 10;

/** What an argument that is not there is called. */
const ABSENT = "absent";

/** A trace of `signature`, compared with the traces `before`. */
export function newTrace(signature: ReadonlyMap<string, string>, before: readonly JitTrace[]): JitTrace {
  let closest: readonly string[] | undefined;
  for (const trace of before) {
    const changes = changesFrom(trace.signature, Object.fromEntries(signature));
    if (!closest || changes.length <= closest.length) closest = changes;
  }
  return { signature: Object.fromEntries(signature), changes: closest ?? [] };
}

function changesFrom(before: JitTrace["signature"], now: JitTrace["signature"]): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...paths]
    .filter((path) => before[path] !== now[path])
    .map((path) => `argument ${path}: ${before[path] ?? ABSENT} → ${now[path] ?? ABSENT}`);
}

/** What the console is told of a function that was traced many times: the last reason, and what to do about it. */
export function manyTraces(name: string, traces: readonly JitTrace[]): string {
  const reasons = traces.at(-1)!.changes;
  return `jit: ${name || "a function"} has been traced ${traces.length} times, last because of ${reasons.join("; ")}. ${nextStep(reasons.at(0) ?? "")}`;
}

function nextStep(change: string): string {
  if (change.includes("#")) return "Make the function or object once, outside of the call: it is known by identity.";
  if (/\[[\d, ]*\]$/.test(change)) return "Pad to one of a few shapes: every shape is a trace of its own.";
  return "Pass what changes as a tensor: a plain value is a constant of its trace.";
}
