// A Chromium of its own for each library, which can be ended when the library does not come back.
import { chromium, type BrowserServer, type Page } from "playwright-core";
import { chromiumFlags } from "../../../chromium-flags.ts";
import { signalGroup, within, type Host } from "./host.ts";

/** One page in one browser. Between two calls all its processes are stopped. */
export class LibraryPage implements Host {
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

  call: Host["call"] = async (limitMs, method, ...args) => {
    type Method = (...args: readonly unknown[]) => unknown;
    const result = await this.use(limitMs, (page) =>
      page.evaluate(([name, given]) => (window.bench![name] as Method)(...given), [method, args] as const),
    );
    return result as never;
  };

  /** Runs `action` on the page. If it takes longer than `limitMs`, ends the browser and throws `OutOfTime`. */
  async use<T>(limitMs: number, action: (page: Page) => Promise<T>): Promise<T> {
    try {
      if (!this.#page) throw new Error("bench: the page is not open. Call open() first");
      this.#signal("SIGCONT");
      const done = await within(limitMs, action(this.#page));
      this.#signal("SIGSTOP");
      return done;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** To the browser and its children, which are a process group of their own. */
  #signal(signal: "SIGCONT" | "SIGSTOP"): void {
    signalGroup(this.#server?.process().pid, signal);
  }

  async close(): Promise<void> {
    const server = this.#server;
    // a stopped process does not end
    this.#signal("SIGCONT");
    this.#server = undefined;
    this.#page = undefined;
    await server?.kill();
  }
}
