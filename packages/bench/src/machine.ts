// Where and with what the bench ran: processor, browser, versions.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import type { LibraryName } from "./libs/library.ts";

const require = createRequire(import.meta.url);

/** What a reader needs to judge the numbers. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  readonly versions: Readonly<Record<LibraryName, string>>;
}

/** Describes this machine; asks the browser at CHROMIUM_PATH for its version. */
export function describeMachine(): Machine {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? "unknown processor",
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.arch()}`,
    node: process.versions.node,
    browser: output(process.env["CHROMIUM_PATH"], ["--version", "--no-sandbox"]) ?? "Playwright's Chromium",
    versions: {
      weir: weirVersion(),
      tfjs: versionOf("@tensorflow/tfjs-core"),
      jax: versionOf("@jax-js/jax"),
      onnx: versionOf("onnxruntime-web"),
    },
  };
}

/** Weir has no released version beside itself: the commit says what was measured. */
function weirVersion(): string {
  return output("git", ["describe", "--always", "--dirty", "--abbrev=10"]) ?? "working tree";
}

function versionOf(name: string): string {
  const entry = require.resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(path.normalize(name)) + name.length);
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

function output(program: string | undefined, args: readonly string[]): string | undefined {
  if (program === undefined) return undefined;
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
  } catch {
    return undefined;
  }
}
