// A Chromium of its own for each library, which can be ended when the library does not come back.
import { chromium, type BrowserServer, type Page } from "playwright-core";
import { chromiumFlags } from "../../../chromium-flags.ts";

/** Said when a case has used up its time. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/** One page in one browser, started when first used and again after it was ended. */
export class LibraryPage {
  readonly #url: string;
  #server: BrowserServer | undefined;
  #page: Page | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Opens the page and returns true, or returns false if it is open. `query` is appended to its address. */
  async open(query = ""): Promise<boolean> {
    if (this.#page) return false;
    const executablePath = process.env["CHROMIUM_PATH"] ?? chromium.executablePath();
    this.#server = await chromium.launchServer({ executablePath, headless: true, args: [...chromiumFlags] });
    const browser = await chromium.connect(this.#server.wsEndpoint());
    const page = await browser.newPage();
    this.#page = page;
    const broken = new Promise<never>((_, reject) => page.once("pageerror", reject));
    // Later errors surface in the calls that meet them.
    broken.catch(() => undefined);
    await page.goto(this.#url + query);
    await Promise.race([page.waitForFunction(() => window.bench !== undefined), broken]);
    return true;
  }

  /** Runs `action` on the page. If it takes longer than `limitMs`, ends the browser and throws `OutOfTime`. */
  async use<T>(limitMs: number, action: (page: Page) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new OutOfTime(`no answer within ${Math.round(limitMs / 1000)} s`)),
        Math.max(limitMs, 0),
      );
    });
    try {
      if (!this.#page) throw new Error("bench: the page is not open. Call open() first");
      return await Promise.race([action(this.#page), late]);
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the browser, also one that no longer answers. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#page = undefined;
    await server?.kill();
  }
}
