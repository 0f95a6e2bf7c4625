// Bundles one library's page, minified, as it would be shipped.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { LibraryName } from "./libs/library.ts";

const source = path.dirname(fileURLToPath(import.meta.url));
const cache = path.resolve(source, "../node_modules/.cache/pages");

/** File names, with `/`, and contents. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Returns the files of a page whose entry is `page.js`. Throws if the library cannot be bundled. */
export async function buildPage(library: LibraryName): Promise<Files> {
  const outDir = path.join(cache, library);
  await build({
    root: source,
    base: "./",
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      // TFJS starts its WASM threads from the text of a function, which must survive the minifier: esbuild's leaves it whole.
      minify: "esbuild",
      modulePreload: false,
      rolldownOptions: {
        input: path.join(source, "page", `${library}.ts`),
        output: { entryFileNames: "page.js" },
      },
    },
  });
  return new Map([...filesIn(outDir), ...(fetchedByName[library]?.() ?? [])]);
}

/** What a library's script fetches from a folder that it is told, by names of its own. */
const fetchedByName: Readonly<Partial<Record<LibraryName, () => Files>>> = {
  // plain, with SIMD, or with SIMD and threads
  tfjs: () => beside("@tensorflow/tfjs-backend-wasm", /\.wasm$/, "tfjs-wasm"),
  onnx: () => beside("onnxruntime-web", /^ort-wasm.*\.(wasm|mjs)$/, "onnx-wasm"),
};

/** The files whose names match, in the folder of a package's entry. */
function beside(name: string, pattern: RegExp, as: string): Files {
  const folder = path.dirname(createRequire(import.meta.url).resolve(name));
  const names = readdirSync(folder).filter((file) => pattern.test(file));
  return new Map(names.map((file) => [`${as}/${file}`, readFileSync(path.join(folder, file))]));
}

function filesIn(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Map(
    names
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .map((name) => [name.replaceAll(path.sep, "/"), readFileSync(path.join(folder, name))]),
  );
}
