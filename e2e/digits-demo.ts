// Opening the Digits demo and following its steps.
import { expect, type Page } from "@playwright/test";

/** What the page exposes; written out here because the test only sees it across the browser's border. */
export interface Demo {
  readonly done: Promise<DemoResult>;
  readonly losses: readonly number[];
}

export interface DemoResult {
  readonly accuracy: number;
  readonly loss: number;
  readonly seconds: number;
  readonly steps: number;
  readonly device: string;
}

declare const window: { readonly demo: Demo } & Window;

/** Opens the demo and collects what the page complains about. */
export async function openDemo(page: Page, query: string): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`./?${query}`);
  return complaints;
}

export function steps(page: Page): Promise<number> {
  return page.evaluate(() => window.demo.losses.length);
}

export async function untilStep(page: Page, count: number, timeout = 120_000): Promise<void> {
  await expect.poll(() => steps(page), { timeout, intervals: [250] }).toBeGreaterThanOrEqual(count);
}
