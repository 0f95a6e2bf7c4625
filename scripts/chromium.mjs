// Finds a Chromium that starts, or gets one; and the flags that give it WebGPU on a machine without a GPU.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { binOf, root, runQuietly } from "./root.mjs";

/** Names and places where a system's package manager puts Chromium or Chrome. */
const CANDIDATES = [
  "/usr/bin/chromium",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Returns the path of a Chromium that starts: CHROMIUM_PATH, the system's, Playwright's, or a newly installed one. */
export function ensureChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    const found = starts(given);
    if (found) return found;
    stop(`CHROMIUM_PATH is "${given}", which does not start. Give the path of a Chromium or Chrome program`);
  }
  return firstThatStarts(CANDIDATES) ?? starts(playwrightChromium()) ?? installWithPlaywright() ?? installWithApt();
}

/** @param {readonly string[]} candidates */
function firstThatStarts(candidates) {
  for (const candidate of candidates) {
    const found = starts(candidate);
    if (found) return found;
  }
  return undefined;
}

/**
 * Returns the program's full path if it runs: a file may be there and still lack its shared libraries.
 * @param {string} program
 */
function starts(program) {
  const file = path.isAbsolute(program) ? program : lookUp(program);
  if (!file || !existsSync(file)) return undefined;
  // Chrome on Windows opens a window instead of answering --version.
  if (process.platform === "win32") return file;
  return runQuietly(file, ["--version", "--no-sandbox"]).ok ? file : undefined;
}

/** @param {string} program */
function lookUp(program) {
  const { PATH = "" } = process.env;
  return PATH.split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => existsSync(file));
}

/** @returns {string} */
function playwrightChromium() {
  const require = createRequire(path.join(root, "package.json"));
  return require("playwright").chromium.executablePath();
}

function installWithPlaywright() {
  console.log("Downloading Chromium …");
  runQuietly(process.execPath, [binOf("playwright"), "install", "--no-shell", "chromium"]);
  return starts(playwrightChromium());
}

/** @returns {string} */
function installWithApt() {
  if (process.getuid?.() === 0 && lookUp("apt-get")) {
    console.log("Installing Chromium with apt-get …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    runQuietly("apt-get", ["update"], { env });
    const { output } = runQuietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
    const found = firstThatStarts(CANDIDATES);
    if (found) return found;
    console.error(output.split("\n").slice(-15).join("\n"));
  }
  return stop(
    "no Chromium was found and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to it",
  );
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(`test: ${message}.`);
  process.exit(1);
}
