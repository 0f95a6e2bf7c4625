// Times what a warm run costs the page's own thread: the script that hands it to the device, not the device.
import { LibraryPage } from "./browser.ts";
import type { Device } from "./libs/library.ts";
import type { Options } from "./options.ts";
import { reasonOf } from "./reason.ts";
import type { PageServer } from "./server.ts";
import { median, spread } from "./statistics.ts";
import { works } from "./works/index.ts";

/** Milliseconds of script that a warm training step may cost. WebGL2, which binds every texture of every draw anew, has none. */
const BUDGET_MS: Partial<Readonly<Record<Device, number>>> = { wasm: 0.2, webgpu: 0.2 };
/** Runs per case, as many of them as `--limit` leaves time for. */
const RUNS = 200;

/** Yields a line for every work on every device. Sets a bad exit code when one is over the budget or fails. */
export async function* timeOverhead(server: PageServer, options: Options): AsyncGenerator<string> {
  for (const device of options.devices) {
    for (const { name } of works) if (options.works.includes(name)) yield await timeOne(name, device, server, options);
  }
}

async function timeOne(work: string, device: Device, server: PageServer, { limitMs }: Options): Promise<string> {
  const page = new LibraryPage(server.url("weir"));
  try {
    await page.open();
    await page.call(limitMs, "open", device);
    await page.call(limitMs, "prepare", work, 2);
    const samples = await page.call(2 * limitMs, "overhead", RUNS, limitMs / 3);
    const [low, high] = spread(samples).map((ms) => ms.toFixed(3));
    const budget = BUDGET_MS[device] ?? Infinity;
    const over = median(samples) > budget;
    if (over) process.exitCode = 1;
    const line = `${device}  ${work}  ${median(samples).toFixed(3)} ms of script (${low}–${high}) in ${samples.length} runs`;
    return over ? `${line}: over ${budget} ms` : line;
  } catch (error) {
    process.exitCode = 1;
    return `${device}  ${work}  ${reasonOf(error)}`;
  } finally {
    await page.close();
  }
}
