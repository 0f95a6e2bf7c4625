// `npm run check`: types, lint, format, layers, docs and unused code. `npm run check:types` and so on run one of them.
import "./node-version.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, runNode } from "./root.mjs";

/** @type {Record<string, () => Promise<number>>} */
const checks = {
  types: () => runNode(binOf("typescript", "tsc"), ["--noEmit", "--pretty"]),
  lint: () => runNode(binOf("oxlint"), ["--type-aware", "--deny-warnings"]),
  format: () => runNode(binOf("oxfmt"), ["--check"]),
  layers: () =>
    runNode(binOf("dependency-cruiser", "depcruise"), ["--config", ".dependency-cruiser.mjs", "packages", "apps"]),
  docs: () => runNode("scripts/check-docs.mjs", []),
  unused: () => runNode(binOf("knip"), ["--no-progress"]),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`check: there is no check "${unknown.join('", "')}". Checks: ${Object.keys(checks).join(", ")}.`);
  process.exit(1);
}

ensureInstalled();
const failed = [];
for (const name of wanted.length > 0 ? wanted : Object.keys(checks)) {
  console.log(`\n── ${name}`);
  const run = checks[name];
  if (run && (await run()) !== 0) failed.push(name);
}

console.log(failed.length === 0 ? "\ncheck: all is well" : `\ncheck: failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
