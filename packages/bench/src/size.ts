// What a page has to fetch before it can do something: scripts of each library, bundled, minified, gzipped.
import { gzipSync } from "node:zlib";
import { builtinModules } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { LibraryName } from "./libs/library.ts";

/** One line of the table of sizes. */
export interface Size {
  readonly bundle: string;
  readonly lib: LibraryName;
  /** All chunks together: a page on one device fetches fewer. */
  readonly bytes: number;
}

interface Bundle {
  readonly name: string;
  /** A module in each library's words. WASM binaries that a library fetches beside its script are not counted. */
  readonly sources: Readonly<Partial<Record<LibraryName, string>>>;
}

/** The bundles, as one would write them. */
export const bundles: readonly Bundle[] = [
  {
    name: "one matrix product on WebGPU",
    sources: {
      weir: 'import { matMul, setDevice } from "@weir/core"; await setDevice("webgpu"); console.log(await matMul([[1]], [[2]]).data());',
      tfjs: 'import { matMul } from "@tensorflow/tfjs-core"; import "@tensorflow/tfjs-backend-webgpu"; console.log(await matMul([[1]], [[2]]).data());',
      jax: 'import { init, numpy as np } from "@jax-js/jax"; await init("webgpu"); console.log(await np.matmul(np.array([[1]]), np.array([[2]])).data());',
      onnx: 'import { InferenceSession, Tensor } from "onnxruntime-web/webgpu"; console.log(InferenceSession, Tensor);',
    },
  },
  {
    name: "everything: tensors, layers, training",
    sources: {
      weir: 'import * as core from "@weir/core"; import * as nn from "@weir/nn"; Object.assign(globalThis, { core, nn });',
      tfjs: 'import * as core from "@tensorflow/tfjs-core"; import * as layers from "@tensorflow/tfjs-layers"; import "@tensorflow/tfjs-backend-webgpu"; Object.assign(globalThis, { core, layers });',
      jax: 'import * as jax from "@jax-js/jax"; Object.assign(globalThis, { jax });',
    },
  },
];

/** Returns the sizes of all bundles of the libraries. */
export async function measureSizes(libraries: readonly LibraryName[]): Promise<readonly Size[]> {
  const sizes: Size[] = [];
  for (const { name, sources } of bundles) {
    for (const lib of libraries) {
      const source = sources[lib];
      if (source !== undefined) sizes.push({ bundle: name, lib, bytes: await gzipped(source) });
    }
  }
  return sizes;
}

async function gzipped(source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: path.dirname(fileURLToPath(import.meta.url)), loader: "ts" },
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    outdir: "out",
    write: false,
    logLevel: "silent",
    // Node's own modules, which a library asks for behind a test of where it runs
    external: [...builtinModules],
  });
  return outputFiles.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
}
