// The bench on one page: options → pages → reference → turns → report.
import { readFileSync, writeFileSync } from "node:fs";
import { LibraryPage } from "./browser.ts";
import { buildPage, type Files } from "./build.ts";
import { timeCold } from "./cold.ts";
import type { Device, LibraryName } from "./libs/library.ts";
import { pack } from "./gpu/pack.ts";
import { gpuMarkdown } from "./gpu/report.ts";
import { describeMachine } from "./machine.ts";
import { timeOverhead } from "./overhead.ts";
import { readOptions, usage, type Options } from "./options.ts";
import { expected } from "./reference/index.ts";
import { insert, lines, markdown } from "./report.ts";
import { timeWork } from "./rounds.ts";
import type { Row } from "./row.ts";
import { servePages, type PageServer } from "./server.ts";
import { measureSizes, type Size } from "./size.ts";
import { coldWorks, gpuWorks, works } from "./works/index.ts";

/** Runs the bench as the arguments say, prints every row as it comes, and writes the files asked for. */
export async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--specs")) {
    console.log(JSON.stringify(gpuWorks));
    return;
  }
  if (args[0] === "--gpu") {
    await pack(args[1] ?? ".gpu");
    return;
  }
  if (args[0] === "--gpu-results") {
    const [, folder, file] = args;
    if (!folder || !file) throw new Error("bench: --gpu-results takes the folder with gpu.json, and a Markdown file");
    writeFileSync(file, insert(readIfThere(file), gpuMarkdown(folder), "gpu"));
    return;
  }
  const options = readOptions(args);
  if (options === undefined) {
    console.log(usage);
    return;
  }
  // Exiting is what makes Playwright end its browsers.
  process.once("SIGTERM", () => process.exit(143));
  const pages = await buildPages(options.libraries);
  const server = await servePages(pages);
  const rows: Row[] = [];
  try {
    if (options.overhead) {
      for await (const line of timeOverhead(server, options)) console.log(line);
      return;
    }
    for (const device of options.devices) {
      for await (const some of timeDevice(device, [...pages.keys()], server, options)) {
        rows.push(...some);
        console.log(lines(some));
      }
    }
  } finally {
    server.close();
  }
  const sizes = await measureSizes(options.libraries);
  for (const { bundle, lib, bytes } of sizes) console.log(`${bundle}: ${lib} ${Math.round(bytes / 1000)} kB gzipped`);
  write(rows, sizes, options, commandOf(args));
}

/** The command to repeat this run with; where its results were written is nobody's business. */
function commandOf(args: readonly string[]): string {
  const isFile = (at: number) => /^--(json|markdown)$/.test(args[at] ?? "");
  const told = args.filter((arg, at) => !isFile(at) && !isFile(at - 1) && !/^--(json|markdown)=/.test(arg));
  return ["npm run bench", ...(told.length > 0 ? ["--", ...told] : [])].join(" ");
}

/** Bundles the libraries' pages. One that cannot be bundled is left out, and said so. */
async function buildPages(libraries: readonly LibraryName[]): Promise<ReadonlyMap<LibraryName, Files>> {
  const pages = new Map<LibraryName, Files>();
  for (const library of libraries) {
    try {
      pages.set(library, await buildPage(library));
    } catch (error) {
      console.error(`bench: the page of ${library} could not be built and is left out.`, error);
      process.exitCode = 1;
    }
  }
  return pages;
}

/** Yields the rows of one work after the other. */
async function* timeDevice(device: Device, libraries: readonly LibraryName[], server: PageServer, options: Options) {
  const pages = new Map(libraries.map((library) => [library, new LibraryPage(server.url(library))]));
  try {
    for (const work of works) {
      if (options.works.includes(work.name)) yield await timeWork(work, device, pages, expected(work), options);
    }
  } finally {
    for (const page of pages.values()) await page.close();
  }
  for (const work of coldWorks) {
    if (options.works.includes(work.name))
      yield await timeCold(work, device, libraries, server, expected(work.step), options);
  }
}

function write(rows: readonly Row[], sizes: readonly Size[], { json, markdown: file }: Options, command: string): void {
  if (json !== undefined) writeFileSync(json, `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
  if (file === undefined) return;
  const text = markdown(rows, sizes, describeMachine(), command, new Date());
  writeFileSync(file, insert(readIfThere(file), text));
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
