import { describe, expect, test } from "vitest";
import { newCounters } from "./device.ts";
import { MOST_IDLE, SharedPipelines } from "./shared.ts";

interface Pipeline {
  readonly text: string;
}

function sharing(): { counters: ReturnType<typeof newCounters>; erased: string[]; shared: SharedPipelines<Pipeline> } {
  const counters = newCounters();
  const erased: string[] = [];
  return { counters, erased, shared: new SharedPipelines(counters, (p) => erased.push(p.text)) };
}

/** Uses the pipelines of `texts` until the function that it returns is called. */
function take(shared: SharedPipelines<Pipeline>, ...texts: readonly string[]): () => void {
  return shared.lendNow((uses) => {
    for (const text of texts) uses.get(text, () => ({ text }));
    return () => uses.end();
  });
}

const others = (n: number): string[] => Array.from({ length: n }, (_, i) => `other ${i}`);

describe("pipelines of a device", () => {
  test.each([
    { told: "in use", users: 1, ended: 0, followers: MOST_IDLE + 5, stays: true },
    { told: "that one of two users has left", users: 2, ended: 1, followers: MOST_IDLE + 5, stays: true },
    { told: "left by all, and few after it", users: 2, ended: 2, followers: MOST_IDLE - 1, stays: true },
    { told: "left by all, and many after it", users: 2, ended: 2, followers: MOST_IDLE, stays: false },
  ])("one $told stays: $stays", ({ users, ended, followers, stays }) => {
    const { counters, erased, shared } = sharing();
    const ends = Array.from({ length: users }, () => take(shared, "mine"));
    ends.slice(0, ended).forEach((end) => end());
    for (const text of others(followers)) take(shared, text)();
    const made = counters.pipelines;
    take(shared, "mine");
    expect(counters.pipelines - made).toBe(stays ? 0 : 1);
    expect(erased.includes("mine")).toBe(!stays);
    expect(counters.livePipelines).toBeLessThanOrEqual(MOST_IDLE + 1);
  });

  test("the one left longest ago goes first, and one used again counts as new", () => {
    const { erased, shared } = sharing();
    const texts = others(MOST_IDLE);
    for (const text of texts) take(shared, text)();
    take(shared, texts[0]!)();
    take(shared, "one more", "two more")();
    expect(erased).toEqual([texts[1], texts[2]]);
  });

  test.each(["at once", "later"])("what could not be made with them leaves them (it fails %s)", async (when) => {
    const { erased, shared } = sharing();
    const failing = (uses: { get(text: string, make: () => Pipeline): Pipeline }): never => {
      uses.get("mine", () => ({ text: "mine" }));
      throw new Error("no memory");
    };
    if (when === "at once") expect(() => shared.lendNow(failing)).toThrow("no memory");
    else await expect(shared.lend(async (uses) => failing(uses))).rejects.toThrow("no memory");
    for (const text of others(MOST_IDLE)) take(shared, text)();
    expect(erased).toEqual(["mine"]);
  });

  test("one that is no good is made anew, and its first user leaves the second alone", () => {
    const { counters, erased, shared } = sharing();
    const bad = { text: "mine" };
    const end = shared.lendNow((uses) => {
      uses.get("mine", () => bad);
      return () => uses.end();
    });
    shared.forget("mine", bad);
    shared.forget("mine", bad);
    take(shared, "mine");
    end();
    for (const text of others(MOST_IDLE + 1)) take(shared, text)();
    expect(erased).toEqual(["mine", "other 0"]);
    expect(counters.livePipelines).toBe(MOST_IDLE + 1);
  });

  test("all go when the device does", () => {
    const { counters, erased, shared } = sharing();
    take(shared, "in use");
    take(shared, "left")();
    shared.clear();
    expect(erased).toEqual(["in use", "left"]);
    expect(counters.livePipelines).toBe(0);
  });
});
