// `npm test`: the suites "node" and "browser" (Vitest) and "e2e" (Playwright), then one line that sums them up.
// `npm test -- node` runs one suite; words after the suite's name go to its runner: `npm test -- node matmul`.
import "./node-version.mjs";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { ensureDigits } from "./digits.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, runNode } from "./root.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const suites = ["node", "browser", "e2e"];
const [first, ...rest] = process.argv.slice(2);
if (first !== undefined && !suites.includes(first)) {
  console.error(`test: there is no suite "${first}". Suites: ${suites.join(", ")}.`);
  process.exit(1);
}

ensureInstalled();
ensureDigits();
const chosen = first === undefined ? suites : [first];
const env = chosen.some((suite) => suite !== "node") ? { CHROMIUM_PATH: ensureChromium() } : {};
const reports = mkdtempSync(path.join(tmpdir(), "weir-test-"));

const total = { passed: 0, failed: 0, skipped: 0 };
for (const suite of chosen) {
  console.log(`\n── ${suite} ${"─".repeat(60 - suite.length)}`);
  const report = path.join(reports, `${suite}.json`);
  const code = suite === "e2e" ? await runPlaywright(report) : await runVitest(suite, report);
  const counts = readCounts(suite, report);
  // A runner that failed without a failed test (a file that does not load, a crash) still counts as a failure.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
rmSync(reports, { recursive: true, force: true });

if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * @param {string} suite
 * @param {string} report
 */
function runVitest(suite, report) {
  const args = [
    "run",
    "--project",
    suite,
    "--reporter=dot",
    "--reporter=./scripts/vitest-counts.mjs",
    "--passWithNoTests",
  ];
  return runNode(binOf("vitest"), [...args, ...rest], { env: { ...env, WEIR_TEST_COUNTS: report } });
}

/** @param {string} report */
async function runPlaywright(report) {
  const cli = binOf("@playwright/test", "playwright", "e2e");
  const port = String(await freePort());
  return runNode(
    cli,
    ["test", "--config", "e2e/playwright.config.ts", "--reporter=list,json", "--pass-with-no-tests", ...rest],
    {
      env: { ...env, WEIR_E2E_PORT: port, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    },
  );
}

/**
 * Reads a suite's report; a suite that died before writing one has no counts.
 * @param {string} suite
 * @param {string} file
 * @returns {Counts}
 */
function readCounts(suite, file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  if (suite !== "e2e") return report;
  // A test that passed only when tried again is not a test that passes.
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** Asks the system for a port that nobody uses. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
