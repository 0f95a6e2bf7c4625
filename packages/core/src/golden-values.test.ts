/** Ops against other libraries, on `wasm`: all of `packages/core/goldens`. */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe } from "vitest";
import type { GoldenCase } from "./golden-values.testing.ts";
import { testGoldens } from "./golden-values.testing.ts";
import { setDevice } from "./index.ts";

const FOLDER = new URL("../goldens/", import.meta.url);

beforeAll(async () => {
  await setDevice("wasm");
});

describe.each(readdirSync(FOLDER))("%s", (file) => {
  testGoldens(JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as readonly GoldenCase[]);
});
