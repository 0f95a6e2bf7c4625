// `npm run goldens`: writes shaders/golden anew: what every step of the compiler makes of a few programs.
import "./node-version.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, runNode } from "./root.mjs";

ensureInstalled();
const args = ["run", "--project", "node", "packages/core/src/goldens.test.ts"];
process.exitCode = await runNode(binOf("vitest"), args, { env: { UPDATE_GOLDENS: "1" } });
