// The script-tag bundle: a classic script sets the global `weir`, which trains, threads and all, with nothing else loaded.
import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The part of the global that is used here. */
interface Weir {
  setDevice(name: string): Promise<{ readonly name: string; readonly description: string }>;
  readonly nn: {
    sequential(layers: readonly unknown[]): Model;
    input(options: unknown): unknown;
    dense(options: unknown): unknown;
    adam(options: unknown): unknown;
  };
}

interface Model {
  compile(options: unknown): void;
  fit(
    x: unknown,
    y: unknown,
    options: unknown,
  ): Promise<{ readonly history: Readonly<Record<string, readonly number[]>> }>;
}

declare const window: { readonly weir: Weir } & Window;

test.beforeAll(() => {
  test.setTimeout(120_000);
  execFileSync(process.execPath, [path.join(root, "scripts", "build.mjs")], { stdio: "pipe" });
});

for (const isIsolated of [true, false]) {
  test(`a page with one script tag trains on wasm ${isIsolated ? "with" : "without"} threads`, async ({ page }) => {
    const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
    const headers: Readonly<Record<string, string>> = isIsolated ? isolation : {};
    await page.route("**/tag/**", (route) => {
      const file = new URL(route.request().url()).pathname.replace("/tag/", "");
      if (file === "")
        return route.fulfill({
          headers,
          contentType: "text/html",
          body: '<!doctype html><script src="weir/weir.js"></script>',
        });
      // The worker must be looked for beside the script, not beside the page.
      if (!file.startsWith("weir/")) return route.fulfill({ status: 404, headers, body: "" });
      const body = readFileSync(path.join(root, "packages", "weir", "dist", file.replace("weir/", "")), "utf8");
      return route.fulfill({ headers, contentType: "text/javascript", body });
    });
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto("./tag/");
    const { device, losses } = await page.evaluate(async () => {
      const { nn, setDevice } = window.weir;
      const opened = await setDevice("wasm");
      const model = nn.sequential([
        nn.input({ shape: [2] }),
        nn.dense({ units: 16, activation: "tanh" }),
        nn.dense({ units: 2, activation: "softmax" }),
      ]);
      model.compile({ optimizer: nn.adam({ learningRate: 0.05 }), loss: "sparseCategoricalCrossentropy" });
      const x = [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ];
      const { history } = await model.fit(x, [0, 1, 1, 0], { epochs: 100, batchSize: 4 });
      return { device: opened.description, losses: history["loss"]! };
    });
    if (isIsolated) expect(device).toMatch(/[1-9]\d* thread/);
    expect(losses.at(-1)).toBeLessThan(0.1);
    expect(complaints).toEqual([]);
  });
}
