/** Where calls come from: the name scope, the phase of a training step, and the user's line. Ambient, because tracing is. */
import type { Origin, Phase } from "../../ir/graph.ts";

let scope = "";
let phase: Phase = "forward";
/** Set while rules run on behalf of an op: what they make belongs to that op. */
let inherited: Origin | undefined;

/**
 * Returns what `f` returns, with `name` appended to the name scope of every op it calls: `"model/dense_1"`.
 * @see TensorFlow's `tf.name_scope`
 * @example nameScope("loss", () => tensor([1, 2]).sum()) // 3
 */
export function nameScope<T>(name: string, f: () => T): T {
  const before = scope;
  scope = before ? `${before}/${name}` : name;
  try {
    return f();
  } finally {
    scope = before;
  }
}

/**
 * Returns what `f` returns, with its ops marked as part of `p`: the board draws forward, backward and update apart.
 * @see docs/protocol.md: phases are the board's
 * @example phaseScope("update", () => tensor([1, 2]).sum()) // 3
 */
export function phaseScope<T>(p: Phase, f: () => T): T {
  const before = phase;
  phase = p;
  try {
    return f();
  } finally {
    phase = before;
  }
}

/** Runs `f` so that the ops it calls count as part of `origin`; `p` overrides its phase. */
export function onBehalfOf<T>(origin: Origin, f: () => T, p: Phase = origin.phase): T {
  const before = inherited;
  inherited = p === origin.phase ? origin : { ...origin, phase: p };
  try {
    return f();
  } finally {
    inherited = before;
  }
}

/**
 * The origin of an op that is called now, with the user's line if `traced`. The stack is turned into text at once, since an Error
 * holds on to every `this` on it; finding the line in the text waits until somebody asks.
 */
export function currentOrigin(traced: boolean): Origin {
  if (inherited) return inherited;
  if (!traced) return { scope, phase };
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 12;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return { scope, phase, source: () => userLine(stack) };
}

/** The user's `file:line` of the call that is running. */
export function callerLine(): string | undefined {
  return userLine(new Error().stack);
}

/** `digits.ts:41` of the first frame outside this library; `undefined` when there is none. */
function userLine(stack: string | undefined): string | undefined {
  for (const line of (stack ?? "").split("\n").slice(1)) {
    const at = /([^\s()]+?)(?:\?[^:)]*)?:(\d+):\d+\)?$/.exec(line);
    if (!at || isOwnFrame(at[1]!)) continue;
    return `${at[1]!.split("/").pop()}:${at[2]}`;
  }
  return undefined;
}

/** In a bundle all frames share one file, and then no frame is a user's: no line is better than a wrong one. */
const here = /([^\s()]+?)(?:\?[^:)]*)?:\d+:\d+\)?$/m.exec((new Error().stack ?? "").split("\n")[1] ?? "")?.[1] ?? "";
const packages = here.replace(/core\/src\/.*$/, "");

function isOwnFrame(file: string): boolean {
  if (packages === here) return file === here || file.startsWith("node:");
  const inside = file.startsWith(packages) && /^(core|nn|data|weir|io)\//.test(file.slice(packages.length));
  return (inside && !file.endsWith(".test.ts")) || file.startsWith("node:");
}
