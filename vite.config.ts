// The one configuration of Vite and Vitest: the gallery's server and build, and the test projects "node" and "browser".
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { chromiumFlags } from "./chromium-flags.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Makes pages cross-origin isolated, which SharedArrayBuffer (WASM threads) and precise clocks require. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const testing = process.env["VITEST"] !== undefined;

export default defineConfig({
  root: testing ? root : `${root}apps/gallery`,
  base: "./",
  // Tests need no hot reloading, and React lies in the apps' folders, not in the root's.
  plugins: testing ? [] : [react()],
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: { format: "es" },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1_500,
    rollupOptions: { input: ["index", "board"].map((page) => `${root}apps/gallery/${page}.html`) },
  },
  test: {
    // A kernel that hangs must fail its test, not the whole run.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["{packages,apps}/*/{src,conformance}/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/*.browser.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["{packages,apps}/*/src/**/*.browser.test.{ts,tsx}"],
          // One page at a time: software WebGPU uses every core already, and pages would only wait for one another.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: process.env["CHROMIUM_PATH"], args: [...chromiumFlags] },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
