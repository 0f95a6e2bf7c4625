// Playwright's configuration: the gallery, served by Vite, in a headless Chromium. `npm test` sets the two variables.
import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { chromiumFlags } from "../chromium-flags.ts";

const port = Number(process.env["WEIR_E2E_PORT"] ?? 5174);
const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Demos train for seconds on software WebGPU.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 1,
  use: {
    baseURL: `http://localhost:${port}/`,
    launchOptions: { executablePath: process.env["CHROMIUM_PATH"], args: [...chromiumFlags] },
    trace: "retain-on-failure",
  },
  webServer: {
    command: "node scripts/start.mjs",
    cwd: root,
    env: { PORT: String(port), WEIR_RELOAD: "0" },
    url: `http://localhost:${port}/`,
    timeout: 60_000,
  },
});
