import { describe, expect, it } from "vitest";
import type { Target } from "../../ir/target.ts";
import { chooseQuadTile } from "./contraction-quads.ts";
import { chooseTile } from "./contraction-tiles.ts";

const target: Target = {
  shape: "grid",
  maxArgs: 8,
  maxOutputs: 8,
  parallelism: 32768,
  software: false,
  maxWorkgroup: 256,
  localBytes: 16384,
  native: new Set(["fma"]),
  narrow: {},
};

describe("chooseQuadTile", () => {
  it("takes 16 rows and 4 columns a lane for a large product, unrolled by two", () => {
    expect(chooseQuadTile(1024, 1024, 1024, true)).toEqual({ rows: 16, columns: 4, unroll: 2 });
  });

  it("takes larger tiles where each lane must load every row itself", () => {
    expect(chooseQuadTile(1024, 1024, 1024, false)).toEqual({ rows: 16, columns: 8, unroll: 1 });
  });

  it("fits the columns to a narrow result", () => {
    expect(chooseQuadTile(128, 10, 256, true).columns).toBe(3);
    expect(chooseQuadTile(9, 32, 28, true).rows).toBe(12);
  });
});

describe("chooseTile", () => {
  it("takes the largest tile when there are enough of them", () => {
    expect(chooseTile(1, 4096, 4096, target)).toMatchObject({ m: 128, n: 128, rows: 8, columns: 8 });
  });

  it("takes smaller tiles rather than leave the GPU idle", () => {
    const tile = chooseTile(1, 256, 256, target);
    expect(tile.m * tile.n).toBeLessThanOrEqual(32 * 32);
  });

  it("keeps within the workgroup memory and invocations of the device", () => {
    const small = { ...target, maxWorkgroup: 64, localBytes: 8192 };
    const tile = chooseTile(1, 4096, 4096, small);
    expect((tile.m / tile.rows) * (tile.n / tile.columns)).toBeLessThanOrEqual(64);
    expect(4 * tile.k * (tile.m + tile.n + 8)).toBeLessThanOrEqual(8192);
  });
});
