// `npm run docs`: the API reference of every package, in api/. A link that leads nowhere fails it.
import "./node-version.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, runNode } from "./root.mjs";

ensureInstalled();
const packages = ["packages/core", "packages/nn", "packages/data", "packages/tfjs", "packages/weir", "apps/board"];
const entries = packages.flatMap((name) => ["--entryPoints", `${name}/src/index.ts`]);
// the first page lists the packages
const options = ["--name", "Weir", "--readme", "docs/api.md", "--out", "api", "--excludePrivate", "--excludeInternal"];
const warnings = ["--validation.notExported", "false", "--treatWarningsAsErrors"];
// types are `npm run check`'s
const args = [...entries, ...options, ...warnings, "--tsconfig", "tsconfig.json", "--skipErrorChecking"];
process.exitCode = await runNode(binOf("typedoc"), [...args, "--logLevel", "Warn"]);
