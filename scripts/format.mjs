// `npm run format`: writes every file in the one format.
import "./node-version.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, runNode } from "./root.mjs";

ensureInstalled();
process.exitCode = await runNode(binOf("oxfmt"), ["--write"]);
