// The board's page with the sample run: curves, gradients, graph, by pointer and by keys, wide and narrow.
import { expect, test, type Page } from "@playwright/test";

async function openBoard(page: Page, query: string): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`./board.html?${query}`);
  return complaints;
}

function inked(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
    });
}

for (const width of [1280, 420]) {
  test(`the sample run fills every panel at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const complaints = await openBoard(page, "sample=done");
    for (const name of ["Status", "Scalars", "Gradient norms", "Graph"])
      await expect(page.getByRole("region", { name })).toBeVisible();
    await expect.poll(() => inked(page, ".weir-chart canvas")).toBeGreaterThan(0.001);
    await expect.poll(() => inked(page, ".weir-graph-canvas canvas")).toBeGreaterThan(0.01);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    expect(complaints).toEqual([]);
  });
}

test("without a run the board says what is missing, and the sample run can be loaded", async ({ page }) => {
  await openBoard(page, "channel=nobody");
  await expect(page.getByRole("region", { name: "Status" })).toContainText("No run yet");
  await page.getByRole("button", { name: "Load sample run" }).press("Enter");
  await expect(page.getByRole("region", { name: "Status" })).toContainText("steps/s");
});

test("the graph is walked and opened with keys", async ({ page }) => {
  await openBoard(page, "sample=done");
  const graph = page.getByRole("application", { name: /^Graph of the/ });
  await expect.poll(() => inked(page, ".weir-graph-canvas canvas")).toBeGreaterThan(0.01);
  await graph.focus();
  await page.keyboard.press("ArrowDown");
  const live = graph.locator("[aria-live]");
  await expect(live).not.toBeEmpty();
  const first = await live.textContent();
  await page.keyboard.press("ArrowDown");
  await expect(live).not.toHaveText(first!);
  await page.keyboard.press("Escape");
  await expect(live).toBeEmpty();
});
