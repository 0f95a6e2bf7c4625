// `npm run build`: the gallery as static files, and the script-tag bundles.
import "./node-version.mjs";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { ensureDigits } from "./digits.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./root.mjs";

/** The script-tag bundles: each entry becomes `<package>/dist/<file>.js`, a script that sets one global. */
const bundles = [{ folder: "packages/weir", entry: "src/index.ts", global: "weir", file: "weir" }];

ensureInstalled();
ensureDigits();

const { build } = await import("vite");

await build({ configFile: path.join(root, "vite.config.ts"), logLevel: "warn" });
console.log("gallery      apps/gallery/dist/");

for (const bundle of bundles) {
  const folder = path.join(root, bundle.folder);
  const entry = path.join(folder, bundle.entry);
  if (!existsSync(entry)) continue;
  await build({
    configFile: false,
    root: folder,
    logLevel: "warn",
    base: "./",
    experimental: {
      renderBuiltUrl: (file) => ({ runtime: `new URL(${JSON.stringify(file)}, scriptAddress).href` }),
    },
    build: {
      target: "es2022",
      // A classic script has no import.meta.url; the address it came from is known only while it first runs.
      rolldownOptions: {
        transform: { define: { "import.meta.url": "scriptAddress" } },
        output: {
          intro: "const scriptAddress = globalThis.document?.currentScript?.src ?? globalThis.location?.href;",
        },
      },
      lib: { entry, name: bundle.global, formats: ["iife"], fileName: () => `${bundle.file}.js` },
    },
  });
  const bytes = readFileSync(path.join(folder, "dist", `${bundle.file}.js`));
  const gzip = (gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1);
  console.log(`script tag   ${bundle.folder}/dist/${bundle.file}.js   ${gzip} kB gzip`);
}
