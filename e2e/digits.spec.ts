// The Digits demo in a real browser: it trains on every device, obeys its controls, reads what one draws, and never freezes the page.
import { expect, test, type Page } from "@playwright/test";
import { openDemo, steps, untilStep, type Demo } from "./digits-demo.ts";

declare const window: { readonly demo: Demo } & Window;

/** The full runs on software GPUs take minutes: `npm run e2e:full`. */
const full = process.env["FULL"] === "1";

/** Means of the first and of the last tenth. */
async function lossFall(page: Page): Promise<readonly [before: number, after: number]> {
  const losses = await page.evaluate(() => [...window.demo.losses]);
  const tenth = Math.max(1, Math.floor(losses.length / 10));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean(losses.slice(0, tenth)), mean(losses.slice(-tenth))];
}

/** The share of pixels of a canvas that were drawn on. */
function inked(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
    });
}

/** The ten bars as percentages. */
async function bars(page: Page): Promise<readonly string[]> {
  return page.getByRole("list", { name: "Probability of each digit" }).locator(".prediction-share").allTextContents();
}

/** Draws a stroke on the pad; places run from 0 to 1. */
async function draw(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const box = (await page.getByRole("application", { name: /^Pad/ }).boundingBox())!;
  const [first, ...rest] = points.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
  await page.mouse.move(...first!);
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point, { steps: 4 });
  await page.mouse.up();
}

const ring = Array.from(
  { length: 25 },
  (_, i) => [0.5 + 0.22 * Math.sin((i * Math.PI) / 12), 0.5 - 0.32 * Math.cos((i * Math.PI) / 12)] as const,
);

test("training on wasm fills the curves and the graph, and obeys keys", async ({ page }) => {
  const complaints = await openDemo(page, "device=wasm&autostart=1&epochs=2");
  await untilStep(page, 40);
  const [before, after] = await lossFall(page);
  expect(after).toBeLessThan(0.7 * before);
  expect(await inked(page, ".digits-scalars canvas")).toBeGreaterThan(0.001);
  expect(await inked(page, ".digits-gradients canvas")).toBeGreaterThan(0.001);
  await expect(page.getByRole("application", { name: /^Graph of the .*training.* ops in \d+ scopes/ })).toBeVisible();
  await expect.poll(() => inked(page, ".weir-graph-canvas canvas")).toBeGreaterThan(0.01);
  for (const layer of ["conv2d", "conv2d_1", "dense", "dense_1"]) {
    await expect(page.locator(".digits-gradients").getByRole("rowheader", { name: layer, exact: true })).toBeVisible();
  }
  await expect(page.locator(".digits-status")).toContainText("wasm");

  await page.getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  const held = await steps(page);
  await page.waitForTimeout(600);
  expect(await steps(page)).toBe(held);

  await page.getByRole("button", { name: "One step" }).press("Enter");
  await expect.poll(() => steps(page)).toBe(held + 1);

  const rate = page.getByRole("slider", { name: "Learning rate" });
  await rate.press("ArrowLeft");
  await expect(rate).toHaveAttribute("aria-valuetext", "0.00089");

  await page.getByRole("button", { name: "Resume" }).press("Space");
  await untilStep(page, held + 5);

  await page.getByRole("button", { name: "Reset" }).press("Enter");
  await expect(page.getByRole("button", { name: "Start training" })).toBeEnabled();
  expect(await steps(page)).toBe(0);
  await page.getByRole("button", { name: "Start training" }).press("Enter");
  await untilStep(page, 3);
  expect(complaints).toEqual([]);
});

test("what one draws changes the prediction, also while it trains", async ({ page }) => {
  const complaints = await openDemo(page, "device=wasm&autostart=1&epochs=2");
  await untilStep(page, 10);
  const example = await bars(page);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("The network's reading shows here.")).toBeVisible();
  await draw(page, ring);
  await expect.poll(() => bars(page)).not.toEqual(example);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();

  await page.evaluate(() => window.demo.done);
  await expect(page.locator(".predictions-head")).toContainText("Reads a 0");
  await page.getByRole("button", { name: "Clear" }).click();
  await draw(page, [
    [0.52, 0.15],
    [0.48, 0.85],
  ]);
  await expect(page.locator(".predictions-head")).toContainText("Reads a 1");

  // Without a pointer: a digit key on the pad shows a held-out digit.
  await page.getByRole("application", { name: /^Pad/ }).press("7");
  await expect(page.getByRole("application", { name: /Shows a held-out 7/ })).toBeVisible();
  await expect(page.locator(".predictions-head")).toContainText(/Reads an? \d(Right|Wrong)/);
  expect(complaints).toEqual([]);
});

test("wasm reads at least 97 % of the held-out digits", async ({ page }) => {
  const complaints = await openDemo(page, "device=wasm&autostart=1&epochs=4");
  const result = await page.evaluate(() => window.demo.done);
  console.log(
    `      wasm: ${(100 * result.accuracy).toFixed(2)} % after ${result.steps} steps in ${result.seconds.toFixed(1)} s`,
  );
  expect(result).toMatchObject({ device: "wasm", steps: 4 * 125 });
  expect(result.accuracy).toBeGreaterThanOrEqual(0.97);
  await expect(
    page.getByRole("status").filter({ hasText: "held-out digits read correctly after 500 steps" }),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

for (const device of ["webgl2", "webgpu"]) {
  test(`${device} trains: the loss falls`, async ({ page }) => {
    const complaints = await openDemo(page, `device=${device}&autostart=1&epochs=1`);
    await untilStep(page, 20);
    const [before, after] = await lossFall(page);
    expect(after).toBeLessThan(0.8 * before);
    expect(complaints).toEqual([]);
  });

  test(`${device} reads at least 97 % of the held-out digits`, async ({ page }) => {
    test.skip(!full, "a run of minutes on a software GPU: npm run e2e:full");
    test.setTimeout(1_800_000);
    await openDemo(page, `device=${device}&autostart=1&epochs=4`);
    const result = await page.evaluate(() => window.demo.done);
    console.log(
      `      ${device}: ${(100 * result.accuracy).toFixed(2)} % after ${result.steps} steps in ${result.seconds.toFixed(1)} s`,
    );
    expect(result.device).toBe(device);
    expect(result.accuracy).toBeGreaterThanOrEqual(0.97);
  });
}

test("a device that is not there is explained, and another can be chosen", async ({ page }) => {
  await page.addInitScript(() => {
    // A worker has a navigator of its own, so the API is taken away there, before anything else is loaded.
    const Native = globalThis.Worker;
    const script = (text: string) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    globalThis.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        const without = script('Object.defineProperty(navigator, "gpu", { value: undefined });');
        super(script(`import "${without}"; import "${String(url)}";`), options);
      }
    };
  });
  await page.goto("./?device=webgpu");
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("This browser could not open webgpu");
  await expect(notice).toContainText("Choose another device");
  await page.getByLabel("Device").selectOption("wasm");
  await expect(page.getByRole("button", { name: "Start training" })).toBeEnabled();
  await expect(notice).toHaveCount(0);
});

test("missing data is explained with the next step", async ({ page }) => {
  await page.route("**/data/digits.bin", (route) => route.fulfill({ status: 404, body: "no" }));
  await page.goto("./?device=wasm");
  await expect(page.getByRole("alert")).toContainText("The digits could not be loaded");
  await expect(page.getByRole("alert")).toContainText("npm start");
});
