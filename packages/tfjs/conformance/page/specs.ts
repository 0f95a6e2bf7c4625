// The part of Jasmine's vocabulary that the published tests speak, and a runner that reports each case as it ends.

type Body = (done: DoneCallback) => unknown;
type DoneCallback = (() => void) & { fail(error?: unknown): void };

interface Suite {
  readonly name: string;
  readonly parent: Suite | undefined;
  readonly hooks: { readonly [K in "beforeAll" | "beforeEach" | "afterEach" | "afterAll"]: Body[] };
  readonly children: (Suite | Case)[];
}

interface Case {
  readonly name: string;
  readonly body: Body;
}

/** What became of one case. */
export interface CaseResult {
  readonly name: string;
  /** Why it failed; absent when it passed. */
  readonly message?: string;
}

const newSuite = (name: string, parent?: Suite): Suite => ({
  name,
  parent,
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
  children: [],
});

const root = newSuite("");
let current = root;

/** Milliseconds after which a case that waits for a promise has failed. */
const jasmine = { DEFAULT_TIMEOUT_INTERVAL: 20_000 };

function describe(name: string, declare: () => void): void {
  const suite = newSuite(name, current);
  current.children.push(suite);
  current = suite;
  try {
    declare();
  } catch (error) {
    suite.children.push({ name: "can be declared", body: () => Promise.reject(error) });
  } finally {
    current = suite.parent!;
  }
}

function it(name: string, body: Body): void {
  current.children.push({ name, body });
}

const hook = (kind: keyof Suite["hooks"]) => (body: Body) => void current.hooks[kind].push(body);

// ---- expectations -------------------------------------------------------------------------------------------------------

/** Expectations that did not hold, of the case that is running. */
let failures: string[] = [];

function show(x: unknown): string {
  if (typeof x === "function") return x.name || "function";
  if (x instanceof Error) return `${x.name}: ${x.message}`;
  if (ArrayBuffer.isView(x)) return `${x.constructor.name} [${Array.from(x as Uint8Array)}]`;
  try {
    return JSON.stringify(x) ?? typeof x;
  } catch {
    return typeof x;
  }
}

/** Equality of structure: same class, same keys; NaN equals itself, as in Jasmine. */
function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b && a !== 0;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (k) => Object.hasOwn(b, k) && equal((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]),
    )
  );
}

function thrownBy(f: unknown): { readonly error: unknown } | undefined {
  try {
    (f as () => unknown)();
    return undefined;
  } catch (error) {
    return { error };
  }
}

function matchesError(error: unknown, expected: readonly unknown[]): boolean {
  if (!(error instanceof Error)) return false;
  return expected.every((e) => {
    if (e instanceof RegExp) return e.test(error.message);
    if (typeof e === "function") return error instanceof e;
    return error.message === e;
  });
}

type Matcher = (actual: unknown, ...expected: unknown[]) => boolean;

const matchers: Readonly<Record<string, Matcher>> = {
  toBe: (a, b) => Object.is(a, b) || (a === 0 && b === 0),
  toEqual: equal,
  toBeCloseTo: (a, b, digits = 2) => Math.abs((a as number) - (b as number)) < 10 ** -(digits as number) / 2,
  toBeFalsy: (a) => !a,
  toBeTruthy: (a) => Boolean(a),
  toBeGreaterThan: (a, b) => (a as number) > (b as number),
  toBeLessThan: (a, b) => (a as number) < (b as number),
  toBeLessThanOrEqual: (a, b) => (a as number) <= (b as number),
  toBeGreaterThanOrEqual: (a, b) => (a as number) >= (b as number),
  toBeDefined: (a) => a !== undefined,
  toBeUndefined: (a) => a === undefined,
  toBeNull: (a) => a === null,
  toMatch: (a, b) => new RegExp(b as string | RegExp).test(String(a)),
  toContain: (a, b) => (a as { includes(x: unknown): boolean }).includes(b),
  nothing: () => true,
  toThrow: (f, ...expected) => {
    const thrown = thrownBy(f);
    return thrown !== undefined && (expected.length === 0 || equal(thrown.error, expected[0]));
  },
  toThrowError: (f, ...expected) => {
    const thrown = thrownBy(f);
    return thrown !== undefined && matchesError(thrown.error, expected);
  },
};

function expect(actual: unknown): unknown {
  const checks = (negated: boolean): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(matchers).map(([name, matches]) => [
        name,
        (...expected: unknown[]) => {
          if (matches(actual, ...expected) === negated)
            failures.push(
              `expected ${outcome(name, actual)} ${negated ? "not " : ""}${name} ${expected.map(show).join(", ")}`,
            );
        },
      ]),
    );
  return { ...checks(false), not: checks(true), withContext: () => checks(false) };
}

function outcome(matcher: string, actual: unknown): string {
  if (!matcher.startsWith("toThrow")) return show(actual);
  const thrown = thrownBy(actual);
  return thrown ? `throwing ${show(thrown.error)}` : "no error";
}

function expectAsync(actual: Promise<unknown>): unknown {
  return {
    async toBeRejectedWithError(...expected: unknown[]) {
      const outcomes = await actual.then(
        (value) => `resolved to ${show(value)}`,
        (error: unknown) => (matchesError(error, expected) ? "" : `was rejected with ${show(error)}`),
      );
      if (outcomes) failures.push(`expected a rejection ${expected.map(show).join(", ")}, but it ${outcomes}`);
    },
  };
}

// ---- running ------------------------------------------------------------------------------------------------------------

/** Runs a case or a hook, whether it returns, awaits, or calls `done`. */
async function call(body: Body): Promise<void> {
  const waits = new Promise<void>((resolve, reject) => {
    const done = Object.assign(() => resolve(), {
      fail: (error?: unknown) =>
        reject(error instanceof Error ? error : new Error(error === undefined ? "done.fail" : show(error))),
    });
    const result = body(done);
    if (body.length === 0) Promise.resolve(result).then(() => resolve(), reject);
    else if (result instanceof Promise) result.catch(reject);
  });
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = window.setTimeout(
      () => reject(new Error("no end within the time limit")),
      jasmine.DEFAULT_TIMEOUT_INTERVAL,
    );
  });
  await Promise.race([waits, late]).finally(() => clearTimeout(timer));
}

async function attempt(bodies: readonly Body[]): Promise<void> {
  for (const body of bodies) {
    try {
      await call(body);
    } catch (error) {
      failures.push(show(error));
    }
  }
}

function lineage(suite: Suite): Suite[] {
  return suite.parent ? [...lineage(suite.parent), suite] : [suite];
}

interface Wanted {
  /** Whether the case of this full name is run. */
  wants(name: string): boolean;
  starts(name: string): Promise<void>;
  ends(result: CaseResult): void;
}

async function runCase(suite: Suite, c: Case, name: string, wanted: Wanted): Promise<void> {
  const path = lineage(suite);
  failures = [];
  await wanted.starts(name);
  const before = path.flatMap((s) => s.hooks.beforeEach);
  const after = [...path].reverse().flatMap((s) => s.hooks.afterEach);
  await attempt(before);
  if (failures.length === 0) await attempt([c.body]);
  await attempt(after);
  wanted.ends(failures.length > 0 ? { name, message: failures[0]!.slice(0, 400) } : { name });
}

async function runSuite(suite: Suite, prefix: string, wanted: Wanted): Promise<void> {
  if (!anyWanted(suite, prefix, wanted)) return;
  await attempt(suite.hooks.beforeAll);
  for (const child of suite.children) {
    const name = `${prefix}${child.name}`;
    if ("children" in child) await runSuite(child, `${name} `, wanted);
    else if (wanted.wants(name)) await runCase(suite, child, name, wanted);
  }
  await attempt(suite.hooks.afterAll);
}

function anyWanted(suite: Suite, prefix: string, wanted: Wanted): boolean {
  return suite.children.some((child) => {
    const name = `${prefix}${child.name}`;
    return "children" in child ? anyWanted(child, `${name} `, wanted) : wanted.wants(name);
  });
}

/** Runs every wanted case in the order of declaration. */
export async function runAll(wanted: Wanted): Promise<void> {
  await runSuite(root, "", wanted);
}

Object.assign(globalThis, {
  describe,
  it,
  expect,
  expectAsync,
  jasmine,
  fail: (message?: unknown) => void failures.push(`fail: ${show(message)}`),
  beforeAll: hook("beforeAll"),
  beforeEach: hook("beforeEach"),
  afterEach: hook("afterEach"),
  afterAll: hook("afterAll"),
});
