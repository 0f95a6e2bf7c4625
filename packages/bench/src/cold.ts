// Times the first training step in a browser that has just started, library by library in turns.
import { LibraryPage } from "./browser.ts";
import { difference, fingerprintOfLosses, type Fingerprint } from "./fingerprint.ts";
import type { Device, LibraryName } from "./libs/library.ts";
import type { Options } from "./options.ts";
import { reasonOf } from "./reason.ts";
import { TOLERANCE } from "./rounds.ts";
import type { Row } from "./row.ts";
import type { PageServer } from "./server.ts";
import { median, spread } from "./statistics.ts";
import type { ColdWork } from "./works/work.ts";

interface ColdStart {
  readonly ms: number;
  readonly loss: number;
  readonly bytes: number;
}

/** Returns one row per library. `expected` holds the losses of the work's step. */
export async function timeCold(
  work: ColdWork,
  device: Device,
  libraries: readonly LibraryName[],
  server: PageServer,
  expected: Fingerprint,
  { coldRounds, limitMs }: Options,
): Promise<readonly Row[]> {
  const starts = new Map<LibraryName, ColdStart[]>(libraries.map((lib) => [lib, []]));
  const reasons = new Map<LibraryName, string>();
  for (let round = 0; round < coldRounds; round++) {
    for (const lib of libraries) {
      if (reasons.has(lib)) continue;
      try {
        starts.get(lib)?.push(await coldStart(work, device, lib, server, limitMs / coldRounds));
      } catch (error) {
        reasons.set(lib, reasonOf(error));
      }
    }
  }
  return libraries.map((lib) => rowOf(work, device, lib, starts.get(lib) ?? [], expected, reasons.get(lib)));
}

async function coldStart(
  work: ColdWork,
  device: Device,
  lib: LibraryName,
  server: PageServer,
  limitMs: number,
): Promise<ColdStart> {
  const page = new LibraryPage(server.url(lib));
  const before = server.sentBytes();
  try {
    await page.open(`?first=${work.name}&device=${device}`);
    const { ms, loss } = await page.use(limitMs, (tab) => tab.evaluate(() => window.firstStep!));
    return { ms, loss, bytes: server.sentBytes() - before };
  } finally {
    await page.close();
  }
}

function rowOf(
  work: ColdWork,
  device: Device,
  lib: LibraryName,
  starts: readonly ColdStart[],
  expected: Fingerprint,
  failed?: string,
): Row {
  const first = fingerprintOfLosses(expected.values.slice(0, 1));
  const worst = Math.max(...starts.map(({ loss }) => difference(fingerprintOfLosses([loss]), first)));
  const times = starts.map(({ ms }) => ms);
  const base = { suite: work.suite, work: work.name, lib, device, samples: times.length };
  if (failed !== undefined || times.length === 0) {
    return { ...base, ms: null, spread: null, check: "none", difference: null, reason: failed ?? "no sample" };
  }
  const bytes = starts[0]?.bytes ?? 0;
  if (worst > TOLERANCE) {
    const reason = `its first loss differs from the float64 reference by ${worst.toExponential(1)}`;
    return { ...base, ms: null, spread: null, check: "differs", difference: worst, reason, bytes };
  }
  return { ...base, ms: median(times), spread: spread(times), check: "equal", difference: worst, bytes };
}
