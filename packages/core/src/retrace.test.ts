// Why jit traces again, and what it tells; what JavaScript's operators say of tensors.
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import * as w from "./index.ts";

beforeAll(async () => {
  await w.setDevice("wasm");
});
afterEach(() => {
  vi.restoreAllMocks();
});

type Args = readonly unknown[];
const by2 = (x: number): number => 2 * x;
const by3 = (x: number): number => 3 * x;
class Rate {}

/** Two calls, and why the second is a trace of its own. */
const CHANGES: readonly (readonly [string, Args, Args, readonly (string | RegExp)[]])[] = [
  ["a shape", [{ x: w.zeros([2, 3]) }], [{ x: w.zeros([4, 3]) }], ["argument 0.x: float32[2, 3] → float32[4, 3]"]],
  ["a dtype", [w.zeros([2])], [w.zeros([2], "int32")], ["argument 0: float32[2] → int32[2]"]],
  ["a number", [w.zeros([2]), 1], [w.zeros([2]), 2], ["argument 1: 1 → 2"]],
  ["NaN and null", [NaN], [null], ["argument 0: NaN → null"]],
  ["the sign of zero", [0], [-0], ["argument 0: 0 → -0"]],
  ["a string that looks like a number", [1], ["1"], ['argument 0: 1 → "1"']],
  ["what a typed array holds", [Int8Array.of(1)], [Int8Array.of(2)], ["argument 0: Int8Array[1] → Int8Array[2]"]],
  ["a function", [by2], [by3], [/^argument 0: function by2 #\d+ → function by3 #\d+$/]],
  ["an object with a class", [new Rate()], [new Rate()], [/^argument 0: Rate #\d+ → Rate #\d+$/]],
  ["one more argument", [[w.zeros([])]], [[w.zeros([]), 5]], ["argument 0.1: absent → 5"]],
];

test.each(CHANGES)("%s is a reason to trace again", (_, first, second, expected) => {
  const told: w.JitTrace[] = [];
  const f = w.jit((...args: Args) => w.tensor(args.length), { onRetrace: (trace) => told.push(trace) });
  f(...first);
  f(...first);
  f(...second);
  f(...second);
  expect(f.traces().length).toBe(2);
  expect(f.traces()[0]!.changes).toEqual([]);
  expect(told).toEqual([f.traces()[1]]);
  expect(told[0]!.changes.length).toBe(expected.length);
  for (const [i, e] of expected.entries())
    if (typeof e === "string") expect(told[0]!.changes[i]).toBe(e);
    else expect(told[0]!.changes[i]).toMatch(e);
});

test("what a function is given decides its result, whichever came first", async () => {
  const f = w.jit((x: w.Tensor, g: (n: number) => number) => x.mul(g(10)));
  expect(await f(w.tensor(1), by2).array()).toBe(20);
  expect(await f(w.tensor(1), by3).array()).toBe(30);
});

test("the closest earlier trace is compared with", () => {
  const f = w.jit((x: w.Tensor, rate: number) => x.mul(rate));
  f(w.zeros([2]), 1);
  f(w.zeros([3]), 2);
  f(w.zeros([3]), 1);
  expect(f.traces()[1]!.changes.length).toBe(2);
  expect(f.traces()[2]!.changes).toEqual(["argument 1: 2 → 1"]);
});

describe("at the tenth trace the console is told once", () => {
  test.each([
    ["shapes", (i: number) => [w.zeros([i + 1]), 1], "argument 0: float32[9] → float32[10]. Pad to one"],
    ["numbers", (i: number) => [w.zeros([1]), i], "argument 1: 8 → 9. Pass what changes as a tensor"],
    ["functions", () => [w.zeros([1]), () => 1], /function .+#\d+\. Make the function or object once/],
  ] as const)("%s", (_, argsOf, expected) => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const f = w.jit(function layer(x: unknown) {
      return x;
    } as (...args: Args) => unknown);
    for (let i = 0; i < 12; i++) f(...(argsOf(i) as Args));
    expect(warn).toHaveBeenCalledTimes(1);
    const [said] = warn.mock.calls[0]! as [string];
    expect(said).toContain("jit: layer has been traced 10 times, last because of ");
    if (typeof expected === "string") expect(said).toContain(expected);
    else expect(said).toMatch(expected);
  });
});

describe("a tensor is no number for JavaScript", () => {
  const uses: readonly (readonly [string, (t: w.Tensor) => unknown])[] = [
    ["t > 0", (t) => (t as unknown as number) > 0],
    // oxlint-disable-next-line eqeqeq -- this is what is tested
    ["t == 1", (t) => (t as unknown as number) == 1],
    ["+t", (t) => +(t as unknown as number)],
    ["t + 1", (t) => (t as unknown as number) + 1],
  ];
  test.each(uses)("%s names the ways out, traced and not", (_, use) => {
    const expected = /tensor: float32\[2\] is no number .+ where\(\), cond\(\) or whileLoop\(\)/;
    expect(() => use(w.tensor([1, 2]))).toThrow(expected);
    expect(() => w.jit((t: w.Tensor) => [use(t), t])(w.tensor([1, 2]))).toThrow(expected);
  });

  test("text is there, with values where they are known", () => {
    let traced = "";
    w.jit((t: w.Tensor) => {
      traced = String(t);
      return t;
    })(w.tensor([1, 2]));
    expect(traced).toBe("Tensor float32[2]");
    expect(String(w.tensor([1, 2.5]))).toBe("[1.  2.5]");
    expect(String(w.tensor([1, 2]).add(0.5))).toBe("[1.5 2.5]");
    expect(String(w.tensor(["a", "b"]))).toBe("['a' 'b']");
    const gone = w.tensor([1]);
    gone.dispose();
    expect(gone.toString()).toBe("Tensor float32[1]");
  });
});

test.each(["dataSync", "arraySync", "data", "array"] as const)(
  "%s of a placeholder names the ways out",
  async (read) => {
    const f = w.jit((x: w.Tensor) => x[read]() as unknown);
    const out = async (): Promise<unknown> => f(w.tensor([1]));
    await expect(out()).rejects.toThrow(/where\(\) or cond\(\) .+ whileLoop\(\)/);
  },
);

test("print logs what NumPy would", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await w.print(w.tensor([[1, 2.5]]));
  await w.tensor([1 / 3]).print({ precision: 2 });
  expect(log.mock.calls).toEqual([["[[1.  2.5]]"], ["[0.33]"]]);
});
