// TypeScript as scripts for a bare machine with Node and Dawn.
import { mkdirSync } from "node:fs";
import { build } from "esbuild";

/** Writes a `NAME.mjs` into `folder` for every `NAME: script`, with all that the script imports in it; what `first` names is run before each. */
export async function bundle(
  folder: string,
  scripts: Readonly<Record<string, string>>,
  first: readonly string[] = [],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: { ...scripts },
    inject: [...first],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // found at run time, through DAWN_NODE where there is no node_modules
    external: ["webgpu"],
    // CommonJS dependencies ask for Node's own modules by `require`
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; globalThis.require ??= makeRequire(import.meta.url);',
    },
    logLevel: "error",
  });
}
