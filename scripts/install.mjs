// Installs the workspace's dependencies when they are missing or out of date, so that plain npm commands work on a fresh clone.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readJson, root, runQuietly } from "./root.mjs";

const stamp = path.join(root, "node_modules", ".weir-installed");

/** Installs what the lockfile names, unless the last install was made from the same files. */
export function ensureInstalled() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;

  console.log("Installing dependencies …");
  const { ok, output } = runQuietly(
    "npx",
    [
      "-y",
      readJson("package.json").packageManager,
      "install",
      "--frozen-lockfile",
      "--config.confirmModulesPurge=false",
    ],
    // npx is a .cmd file on Windows, which only a shell can start.
    { shell: process.platform === "win32" },
  );
  if (!ok) {
    console.error(output);
    console.error(
      "install: the dependencies could not be installed (see above). Check the network and run the command again.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Hashes every file that decides what an install yields. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests()]) {
    hash.update(file).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

function manifests() {
  const folders = ["packages", "apps"].flatMap((group) =>
    readdirSync(path.join(root, group)).map((name) => `${group}/${name}`),
  );
  return ["package.json", ...[...folders, "e2e"].sort().map((folder) => `${folder}/package.json`)].filter((file) =>
    existsSync(path.join(root, file)),
  );
}
