// `npm run screenshot`: trains the Digits demo in a real browser and pictures the page as it ran, for the README.
// `npm run screenshot -- --device webgpu --epochs 2 --out FILE --width 420 --theme dark` for other pictures.
import "./node-version.mjs";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureChromium } from "./chromium.mjs";
import { ensureDigits } from "./digits.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./root.mjs";

const { values } = parseArgs({
  options: {
    device: { type: "string", default: "wasm" },
    epochs: { type: "string", default: "4" },
    out: { type: "string", default: path.join(root, "docs", "images", "digits.png") },
    width: { type: "string", default: "1280" },
    theme: { type: "string", default: "light" },
  },
});

ensureInstalled();
ensureDigits();
const { createServer, runnerImport } = await import("vite");
const { chromium } = await import("playwright");
/** @type {{ module: typeof import("../chromium-flags.ts") }} */
const { module: flags } = await runnerImport(path.join(root, "chromium-flags.ts"));

const server = await createServer({
  configFile: path.join(root, "vite.config.ts"),
  logLevel: "warn",
  server: { host: "127.0.0.1", port: 0, hmr: false },
});
await server.listen();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...flags.chromiumFlags] });
try {
  await picture();
} finally {
  await browser.close();
  await server.close();
}

async function picture() {
  const { device, epochs, out, width, theme } = values;
  const page = await browser.newPage({ viewport: { width: Number(width), height: 900 }, deviceScaleFactor: 2 });
  const query = new URLSearchParams({ device, epochs, theme, autostart: "1" });
  await page.goto(`${server.resolvedUrls?.local[0]}?${query}`);
  const result = await page.evaluate("window.demo.done");
  console.log(result);
  await drawThree(page);
  // The last predictions and the layout's glide.
  await page.waitForTimeout(1_500);
  mkdirSync(path.dirname(out), { recursive: true });
  await page.screenshot({ path: out, fullPage: true });
  console.log(`screenshot: ${path.relative(process.cwd(), out)}`);
}

/** @param {import("playwright").Page} page */
async function drawThree(page) {
  await page.getByRole("button", { name: "Clear" }).click();
  const box = await page.getByRole("application", { name: /^Pad/ }).boundingBox();
  if (!box) throw new Error("screenshot: the pad is not on the page");
  const arc = (/** @type {number} */ cy, /** @type {number} */ from, /** @type {number} */ to) =>
    Array.from({ length: 13 }, (_, i) => {
      const angle = ((from + ((to - from) * i) / 12) * Math.PI) / 180;
      return { x: 0.47 + 0.17 * Math.cos(angle), y: cy + 0.16 * Math.sin(angle) };
    });
  const points = [...arc(0.33, -150, 85), ...arc(0.655, -85, 150)];
  points.forEach((p) => ((p.x = box.x + p.x * box.width), (p.y = box.y + p.y * box.height)));
  await page.mouse.move(points[0]?.x ?? 0, points[0]?.y ?? 0);
  await page.mouse.down();
  for (const { x, y } of points) await page.mouse.move(x, y, { steps: 3 });
  await page.mouse.up();
}
