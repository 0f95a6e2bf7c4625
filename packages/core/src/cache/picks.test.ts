// What was measured is kept in a folder, for the same device and build.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { serialize } from "node:v8";
import { afterAll, beforeEach, expect, test } from "vitest";
import { TARGETS } from "../interpret-program.testing.ts";
import type { Device } from "../stages/7-run/device.ts";
import { clearCache, flushPrograms, openShelf, pickShelf, setProgramCache } from "./program-cache.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-picks-"));
afterAll(async () => {
  await setProgramCache({ enabled: false });
  rmSync(folder, { recursive: true });
});

const gpu = (description: string): Device => ({ name: "webgpu", description, target: TARGETS[1]! }) as Device;
const settings = { folder, build: "one" };
const problem = "b1-m64-n64-k64-ak4-bx4-f32-e0";

beforeEach(async () => {
  await setProgramCache(settings);
  await clearCache();
  await openShelf(gpu("vendor architecture"));
  pickShelf.keep(problem, "tiles 64x64x16 4x4");
  await flushPrograms();
});

const read = async (description = "vendor architecture"): Promise<Record<string, string>> => {
  await openShelf(gpu(description));
  return Object.fromEntries(pickShelf.read());
};

test("the next visit reads the picks of this device, and no other's", async () => {
  expect(await read()).toEqual({ [problem]: "tiles 64x64x16 4x4" });
  expect(await read("vendor another")).toEqual({});
  expect(await read()).toEqual({ [problem]: "tiles 64x64x16 4x4" });
});

test("another build begins anew", async () => {
  await setProgramCache({ ...settings, build: "two" });
  expect(await read()).toEqual({});
});

test("an entry that is no name is ignored", async () => {
  for (const file of readdirSync(folder)) writeFileSync(path.join(folder, file), serialize({ not: "a name" }));
  expect(await read()).toEqual({});
});

test("a cleared cache has none, and nothing is kept where it is off", async () => {
  await clearCache();
  expect(await read()).toEqual({});
  await setProgramCache({ enabled: false });
  pickShelf.keep(problem, "tiles 64x64x16 4x4");
  await flushPrograms();
  await setProgramCache(settings);
  expect(await read()).toEqual({});
});
