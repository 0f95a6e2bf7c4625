// Bundles the tests that @tensorflow/tfjs-core publishes in its npm package with Weir in place of the library they test.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const here = path.dirname(fileURLToPath(import.meta.url));
const published = path.dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-core/package.json")) + "/dist";
const outDir = path.resolve(here, "../node_modules/.cache/conformance");

/** What a test file may import: the public index and the helpers, but none of the library's internals. */
const PUBLIC =
  /^(\.{1,2}\/)+(index|jasmine_util|test_util|image_test_util|reduce_util|selu_util|rand_util)$|^seedrandom$/;
/** Modules whose exports are public names too. */
const OPS = /^\.\/(ops|bitwise_and|ensure_shape|gather_nd)$/;

/** Returns the published test files that need nothing but public names. */
export function testFiles(): string[] {
  const inFolder = (folder: string): string[] =>
    readdirSync(path.join(published, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("_test.js"))
      .sort()
      .map((name) => path.join(published, folder, name));
  const single = ["gradients", "variable", "tensor", "buffer"].map((name) => path.join(published, `${name}_test.js`));
  return [...inFolder("ops"), ...inFolder("optimizers"), ...single].filter((file) =>
    [...readFileSync(file, "utf8").matchAll(/^(?:import|export) .* from '([^']+)';$/gm)].every(
      ([, name]) => PUBLIC.test(name!) || OPS.test(name!),
    ),
  );
}

const ENTRY = "virtual:conformance";

/** Puts Weir and our harness where the tests expect TFJS and its own. */
function redirect(files: readonly string[]): Plugin {
  const ours: Readonly<Record<string, string>> = {
    index: path.resolve(here, "../src/index.ts"),
    jasmine_util: path.join(here, "page/environment.ts"),
  };
  return {
    name: "conformance",
    enforce: "pre",
    resolveId(id, importer) {
      if (id === ENTRY) return { id: `\0${ENTRY}`, moduleSideEffects: true };
      if (files.includes(id)) return { id, moduleSideEffects: true };
      if (importer?.endsWith("tfjs-core/dist/test_util.js")) return path.join(here, "page/test-util.ts");
      const stands = OPS.test(id) ? ours["index"] : ours[path.basename(id)];
      return stands && importer?.startsWith(published) && /(_test|image_test_util)\.js$/.test(importer) ? stands : null;
    },
    load(id) {
      if (id !== `\0${ENTRY}`) return null;
      const names = [path.join(here, "page/specs.ts"), ...files, path.join(here, "page/start.ts")];
      return names.map((name) => `import ${JSON.stringify(name)};`).join("\n");
    },
    transform(code, id) {
      // The helpers ask TFJS's engine how precise floats are. It is 32 bits here.
      if (!id.endsWith("tfjs-core/dist/test_util.js")) return null;
      return code
        .replace(/import \{ ENGINE \} from '.\/engine';/, "")
        .replace(/ENGINE\.backend\.floatPrecision\(\)/, "32");
    },
  };
}

/** Bundles everything into one folder and returns it; the entry is `page.js`. */
export async function bundle(): Promise<string> {
  await build({
    root: here,
    base: "./",
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [redirect(testFiles())],
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2024",
      minify: false,
      modulePreload: false,
      chunkSizeWarningLimit: 50_000,
      rolldownOptions: { input: ENTRY, output: { entryFileNames: "page.js" } },
    },
  });
  return outDir;
}
