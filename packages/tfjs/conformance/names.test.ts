// Every op that TensorFlow.js exports is here, by the name and in the namespace it has there.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import * as tf from "../src/index.ts";

type Names = Readonly<Record<string, unknown>>;

/** What its ops file exports besides ops: helpers for those who write kernels. */
const HELPERS = new Set(["op", "OP_SCOPE_SUFFIX", "cosineWindow", "enclosingPowerOfTwo"]);
const NAMESPACES = ["fused", "image", "linalg", "losses", "signal", "sparse", "spectral", "string"];

const functionsIn = (names: Names, prefix = ""): string[] =>
  Object.keys(names)
    .filter((name) => typeof names[name] === "function" && !HELPERS.has(name))
    .map((name) => prefix + name);

test("every op of TensorFlow.js has its name here", async () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-core/package.json"));
  const theirs = (await import(pathToFileURL(path.join(folder, "dist/ops/ops.js")).href)) as Names;
  const listed = (all: Names): string[] => [
    ...functionsIn(all),
    ...NAMESPACES.flatMap((space) => functionsIn(all[space] as Names, `${space}.`)),
  ];
  const ours = new Set(listed(tf));
  const wanted = listed(theirs);
  expect(wanted.length).toBeGreaterThanOrEqual(240);
  expect(wanted.filter((name) => !ours.has(name))).toEqual([]);
});
