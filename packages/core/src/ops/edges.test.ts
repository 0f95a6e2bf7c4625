/** Which edges each record is tested at: all, but for those that it says it has not, and why. */
import { describe, expect, test } from "vitest";
import { COVERS } from "./edges.testing.ts";
import "./index.ts";
import type { Edge } from "./record.ts";
import { opTable } from "./record.ts";

/** Of an op that takes no such number, nothing is asked. */
const OF_NUMBERS: ReadonlySet<string> = new Set<Edge>(["special", "zeroSign", "large"]);
const edges = Object.keys(COVERS) as Edge[];

describe.each([...opTable().values()])("$name", (record) => {
  test.each(edges.filter((e) => !OF_NUMBERS.has(e)))("has a case of %s, or says why not", (edge) => {
    expect(COVERS[edge](record)).toBe(record.without?.[edge] === undefined);
  });

  test("leaves out no number that it does not take", () => {
    const said = Object.keys(record.without ?? {}).filter((e) => OF_NUMBERS.has(e)) as Edge[];
    expect(said.filter((edge) => !COVERS[edge](record))).toEqual([]);
  });
});
