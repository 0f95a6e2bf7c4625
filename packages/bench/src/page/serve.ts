// Serves one library to the bench: prepares works, checks them, and holds the clock.
import { fingerprintOf, fingerprintOfLosses } from "../fingerprint.ts";
import { devices, type Job, type Library } from "../libs/library.ts";
import { coldWorks, gpuWorks } from "../works/index.ts";
import { trains, type Work } from "../works/work.ts";
import type { BenchPage } from "./api.ts";

/** Serves the library on `window.bench`; with `?first=work&device=…` in the address it runs that work's first step at once. */
export function serve(library: Library): void {
  window.bench = benchPage(library);
  const query = new URLSearchParams(location.search);
  const first = query.get("first");
  const device = devices.find((name) => name === query.get("device"));
  if (first !== null && device !== undefined) window.firstStep = window.bench.firstStep(first, device);
}

/** What `library` answers the bench. */
export function benchPage(library: Library): BenchPage {
  let work: Work;
  let job: Job | undefined;
  return {
    open: (device) => library.open(device),

    async prepare(name, steps) {
      work = find(gpuWorks, name);
      job?.close();
      job = await library.prepare(work);
      if (!trains(work)) {
        await job.start();
        return fingerprintOf(await job.result());
      }
      const losses: number[] = [];
      for (let step = 0; step < steps; step++) {
        await job.start();
        losses.push((await job.result())[0]!);
      }
      return fingerprintOfLosses(losses);
    },

    async sample(runs) {
      const ready = job!;
      const began = performance.now();
      if (trains(work)) {
        // Each step needs the one before, so one loss at the end waits for all.
        for (let run = 0; run < runs; run++) await ready.start();
        await ready.finish();
      } else {
        // Runs that do not depend on one another are awaited one by one: a lazy library might skip what nobody reads.
        for (let run = 0; run < runs; run++) {
          await ready.start();
          await ready.finish();
        }
      }
      return (performance.now() - began) / runs;
    },

    async overhead(runs, limitMs) {
      const ready = job!;
      const samples: number[] = [];
      const restore = stopGpus();
      const end = performance.now() + limitMs;
      while (samples.length < runs && performance.now() < end) {
        const idle = await untilNextTask(() => undefined);
        samples.push(Math.max(0, (await untilNextTask(() => ready.start())) - idle));
        await ready.finish();
      }
      restore();
      return samples;
    },

    peakBytes: async () => (await job?.peakBytes?.()) ?? null,

    async close() {
      job?.close();
      job = undefined;
    },

    async firstStep(name, device) {
      await library.open(device);
      const first = await library.prepare(find(coldWorks, name).step);
      await first.start();
      const [loss = NaN] = Array.from(await first.result());
      return { ms: performance.now(), loss };
    },
  };
}

/**
 * Makes the GPUs of this page take everything and do nothing, so that a software one leaves the cores to the script. Returns what undoes
 * it. Nobody looks at the page meanwhile: for one that is looked at, what takes a software GPU long goes in many submits.
 */
function stopGpus(): () => void {
  const nothing = { value: () => undefined, configurable: true };
  const replaced = [
    [globalThis.GPUQueue?.prototype, "submit", nothing],
    [WebGL2RenderingContext.prototype, "drawArrays", nothing],
    [WebGL2RenderingContext.prototype, "flush", nothing],
    [document, "visibilityState", { value: "hidden", configurable: true }],
  ] as const;
  const before = replaced.map(([owner, name]) => owner && Object.getOwnPropertyDescriptor(owner, name));
  for (const [owner, name, put] of replaced) if (owner) Object.defineProperty(owner, name, put);
  return () =>
    replaced.forEach(([owner, name], i) => {
      const old = before[i];
      if (!owner) return;
      if (old) Object.defineProperty(owner, name, old);
      else Reflect.deleteProperty(owner, name);
    });
}

/** Runs `action` and returns the milliseconds until the next task: what its promises do on the way is counted, too. */
async function untilNextTask(action: () => void | Promise<void>): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  const task = new Promise<number>((resolve) => (port1.onmessage = () => resolve(performance.now())));
  const began = performance.now();
  void action();
  port2.postMessage(null);
  const ended = await task;
  port1.close();
  return ended - began;
}

function find<W extends { readonly name: string }>(list: readonly W[], name: string): W {
  const found = list.find((work) => work.name === name);
  if (!found) throw new Error(`bench: there is no work "${name}". Works: ${list.map((work) => work.name).join(", ")}`);
  return found;
}
