// Rows as tables: for the terminal and for docs/benchmarks.md.
import type { Device, LibraryName } from "./libs/library.ts";
import type { Machine } from "./machine.ts";
import type { Row } from "./row.ts";
import type { Size } from "./size.ts";

const titles: Readonly<Record<LibraryName, string>> = {
  weir: "Weir",
  tfjs: "TFJS",
  jax: "jax-js",
  onnx: "ONNX Runtime",
};

/** Returns the results as Markdown: the machine, a table per device, and why a cell is empty. */
export function markdown(
  rows: readonly Row[],
  sizes: readonly Size[],
  machine: Machine,
  command: string,
  date: Date,
): string {
  const { versions } = machine;
  const head = [
    `Measured ${date.toISOString().slice(0, 10)} with \`${command}\`.`,
    "",
    `- machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}`,
    `- browser: ${machine.browser}, headless, cross-origin isolated`,
    `- Weir ${versions.weir}, TFJS ${versions.tfjs}, jax-js ${versions.jax}, ONNX Runtime Web ${versions.onnx}`,
    "",
  ];
  const sections = distinct(rows.map((row) => row.device)).flatMap((device) => [
    `### ${device}`,
    "",
    ...table(rows, device),
    "",
  ]);
  return [...head, ...sections, ...memory(rows), ...weights(sizes), ...reasons(rows)].join("\n").trimEnd() + "\n";
}

/** Returns one line per row, aligned, for a terminal. */
export function lines(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.device,
    row.work,
    titles[row.lib],
    time(row),
    row.check,
    row.reason ?? weight(row),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Puts `text` between the markers of a document that are called `name`, or makes it the document if there are none. */
export function insert(document: string | undefined, text: string, name = "results"): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = document?.indexOf(open) ?? -1;
  const to = document?.indexOf(close) ?? -1;
  if (document === undefined || from < 0 || to < from) return text;
  return `${document.slice(0, from + open.length)}\n\n${text}\n${document.slice(to)}`;
}

/** Bytes at peak, where at least one library tells. */
function memory(all: readonly Row[]): readonly string[] {
  const rows = all.filter((row) => row.peakBytes !== undefined);
  if (rows.length === 0) return [];
  const libraries = distinct(rows.map((row) => row.lib));
  const cases = distinct(rows.map((row) => `${row.device} ${row.work}`));
  const body = cases.map((one) => {
    const of = rows.filter((row) => `${row.device} ${row.work}` === one);
    return [one, ...libraries.map((lib) => megabytes(of.find((row) => row.lib === lib)?.peakBytes))];
  });
  const head = ["device and work", ...libraries.map((lib) => `${titles[lib]} MB`)];
  return ["### Memory at peak", "", ...layOut(head, body), ""];
}

function weights(sizes: readonly Size[]): readonly string[] {
  if (sizes.length === 0) return [];
  const libraries = distinct(sizes.map((size) => size.lib));
  const body = distinct(sizes.map((size) => size.bundle)).map((bundle) => [
    bundle,
    ...libraries.map((lib) => {
      const size = sizes.find((one) => one.bundle === bundle && one.lib === lib);
      return size === undefined ? "" : `${(size.bytes / 1000).toFixed(0)}`;
    }),
  ]);
  return ["### Script, gzipped", "", ...layOut(["bundle", ...libraries.map((lib) => `${titles[lib]} kB`)], body), ""];
}

/** Returns the lines of a Markdown table. */
export function layOut(head: readonly string[], body: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...body].map((line) => `| ${line.join(" | ")} |`);
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? "not told" : (bytes / 1e6).toFixed(1);
}

/** Returns a table, one line per work: every library's time, and Weir's share of the fastest peer's. */
export function table(all: readonly Row[], device: Device): readonly string[] {
  const rows = all.filter((row) => row.device === device);
  const libraries = distinct(rows.map((row) => row.lib));
  const compared = libraries.includes("weir") && libraries.length > 1;
  const columns = ["work", ...libraries.map((lib) => `${titles[lib]} ms`), ...(compared ? ["Weir ÷ best peer"] : [])];
  const body = distinct(rows.map((row) => row.work)).map((work) => {
    const of = rows.filter((row) => row.work === work);
    const times = libraries.map((lib) =>
      cell(
        of.find((row) => row.lib === lib),
        all,
      ),
    );
    return [work, ...times, ...(compared ? [share(of)] : [])];
  });
  return layOut(columns, body);
}

function cell(row: Row | undefined, all: readonly Row[]): string {
  if (row === undefined) return "";
  if (row.ms === null) return `– [${1 + failed(all).indexOf(row)}]`;
  return [time(row), weight(row)].filter(Boolean).join(", ");
}

function share(rows: readonly Row[]): string {
  const weir = rows.find((row) => row.lib === "weir")?.ms ?? undefined;
  const peers = rows.flatMap((row) => (row.lib === "weir" || row.ms === null ? [] : [row.ms]));
  if (weir === undefined) return "–";
  if (peers.length === 0) return "no peer";
  const ratio = weir / Math.min(...peers);
  return ratio < 1 ? `**${ratio.toFixed(2)}**` : ratio.toFixed(2);
}

/** Returns why each row without a time has none, by its number in {@link table}. */
export function reasons(rows: readonly Row[]): readonly string[] {
  return failed(rows).map((row, i) => `[${i + 1}] ${titles[row.lib]}, ${row.work} on ${row.device}: ${row.reason}  `);
}

function failed(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row.ms === null);
}

function time({ ms, spread }: Row): string {
  if (ms === null) return "–";
  return spread === null ? digits(ms) : `${digits(ms)} (${digits(spread[0])}–${digits(spread[1])})`;
}

function weight({ bytes }: Row): string {
  return bytes === undefined ? "" : `${Math.round(bytes / 1000)} kB`;
}

/** Returns three significant digits, without an exponent. */
export function digits(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(3);
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
