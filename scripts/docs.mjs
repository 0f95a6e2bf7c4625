// `npm run docs`: the API reference of every package, in api/.
import "./node-version.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, runNode } from "./root.mjs";

ensureInstalled();
const entries = ["core", "nn", "data", "tfjs"].flatMap((name) => ["--entryPoints", `packages/${name}/src/index.ts`]);
const options = ["--name", "Weir", "--readme", "README.md", "--out", "api", "--excludePrivate", "--excludeInternal"];
// the checks of types and links are `npm run check`'s
const args = [...entries, ...options, "--tsconfig", "tsconfig.json", "--skipErrorChecking", "--logLevel", "Error"];
process.exitCode = await runNode(binOf("typedoc"), args);
