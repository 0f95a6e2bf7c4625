// The tests that TensorFlow.js publishes, in a headless Chromium, on one device, against the list of what may fail.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { chromiumFlags } from "../../../chromium-flags.ts";
import { bundle } from "./bundle.ts";
import { compare, type Exception } from "./exceptions.ts";
import type { CaseResult } from "./page/specs.ts";

const HELP = `npm run conformance -- [options]
  --device wasm|webgl2|webgpu   where to run (wasm)
  --filter TEXT                 only cases whose name contains TEXT
  --json FILE                   write {device, passed, failed, skipped, failures: [{name, message}]}`;

const DEVICES = ["wasm", "webgl2", "webgpu"];
/** Milliseconds without a case ending after which the page is taken for stuck. */
const STUCK = 60_000;

/** Runs the command; sets the exit code to 1 when something fails that is not listed, or is listed and passes. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      device: { type: "string", default: "wasm" },
      filter: { type: "string", default: "" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { device, filter, json } = values;
  if (values.help || !DEVICES.includes(device)) {
    console.log(HELP);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const start = performance.now();
  const folder = await bundle();
  const built = performance.now();
  const results = await runOn(device, filter, folder);
  const seconds = (performance.now() - built) / 1000;
  const failures = results.filter((r) => r.message !== undefined);
  const passed = results.length - failures.length;
  const unexpected = report(device, results, filter);
  console.log(
    `${device}: ${passed} passed, ${failures.length} failed in ${seconds.toFixed(1)} s, ${Math.round(results.length / seconds)} cases/s` +
      ` (bundling ${((built - start) / 1000).toFixed(1)} s)`,
  );
  if (json)
    writeFileSync(
      json,
      `${JSON.stringify({ device, passed, failed: failures.length, skipped: 0, failures }, null, 1)}\n`,
    );
  process.exitCode = unexpected > 0 ? 1 : 0;
}

/** Prints what differs from the list, and returns how many cases do. */
function report(device: string, results: readonly CaseResult[], filter: string): number {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), "exceptions.json");
  const exceptions = JSON.parse(readFileSync(file, "utf8")) as readonly Exception[];
  const { unlisted, passing } = compare(device, results, exceptions, filter);
  for (const { name, message } of unlisted) console.log(`FAILS  ${name}\n       ${message?.split("\n")[0]}`);
  for (const name of passing) console.log(`PASSES, though conformance/exceptions.json lists it  ${name}`);
  return unlisted.length + passing.length;
}

async function runOn(device: string, filter: string, folder: string): Promise<CaseResult[]> {
  const server = await serve(folder);
  const { port } = server.address() as AddressInfo;
  const executablePath = process.env["CHROMIUM_PATH"] ?? chromium.executablePath();
  const browser = await chromium.launchServer({ executablePath, headless: true, args: [...chromiumFlags] });
  const results: CaseResult[] = [];
  try {
    const page = await (await chromium.connect(browser.wsEndpoint())).newPage();
    let running = "loading";
    let last = performance.now();
    await page.exposeFunction("caseStarts", (name: string) => void (running = name));
    await page.exposeFunction("caseEnds", (result: CaseResult) => {
      results.push(result);
      last = performance.now();
    });
    page.on("pageerror", (error) => console.log(`page: ${String(error).slice(0, 300)}`));
    await page.goto(`http://127.0.0.1:${port}/?device=${device}`);
    let watch: NodeJS.Timeout | undefined;
    const stuck = new Promise<never>((_, reject) => {
      watch = setInterval(() => {
        if (performance.now() - last > STUCK) reject(new Error(`conformance: stuck in "${running}"`));
      }, 1000);
    });
    await Promise.race([page.waitForFunction(() => window.conformance !== undefined), stuck]);
    await Promise.race([page.evaluate((text) => window.conformance(text), filter), stuck]).finally(() =>
      clearInterval(watch),
    );
  } finally {
    await browser.kill();
    server.close();
  }
  return results;
}

const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves `folder` and a page that loads its `page.js`, cross-origin isolated as WASM threads need. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    if (pathname === "/") {
      response.setHeader("Content-Type", "text/html");
      response.end(
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
      );
      return;
    }
    try {
      const body = readFileSync(path.join(folder, path.normalize(pathname)));
      response.setHeader("Content-Type", TYPES[path.extname(pathname)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
