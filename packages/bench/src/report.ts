// Rows as tables: for the terminal and for docs/benchmarks.md.
import type { Device, LibraryName } from "./libs/library.ts";
import type { Machine } from "./machine.ts";
import type { Row } from "./row.ts";

const titles: Readonly<Record<LibraryName, string>> = { weir: "Weir", tfjs: "TFJS", jax: "jax-js" };

/** Returns the results as Markdown: the machine, a table per device, and why a cell is empty. */
export function markdown(rows: readonly Row[], machine: Machine, command: string, date: Date): string {
  const { versions } = machine;
  const head = [
    `Measured ${date.toISOString().slice(0, 10)} with \`${command}\`.`,
    "",
    `- machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}`,
    `- browser: ${machine.browser}, headless, cross-origin isolated`,
    `- Weir ${versions.weir}, TFJS ${versions.tfjs}, jax-js ${versions.jax}`,
    "",
  ];
  const sections = distinct(rows.map((row) => row.device)).flatMap((device) => [
    `### ${device}`,
    "",
    ...table(rows, device),
    "",
  ]);
  return [...head, ...sections, ...reasons(rows)].join("\n").trimEnd() + "\n";
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

/** Puts `text` between the markers of a document, or makes it the document if there are none. */
export function insert(document: string | undefined, text: string): string {
  const [open, close] = ["<!-- results -->", "<!-- /results -->"];
  const from = document?.indexOf(open) ?? -1;
  const to = document?.indexOf(close) ?? -1;
  if (document === undefined || from < 0 || to < from) return text;
  return `${document.slice(0, from + open.length)}\n\n${text}\n${document.slice(to)}`;
}

/** One line per work: every library's time, and Weir's share of the fastest peer's. */
function table(all: readonly Row[], device: Device): readonly string[] {
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
  return [columns, columns.map((_, i) => (i === 0 ? "---" : "---:")), ...body].map((line) => `| ${line.join(" | ")} |`);
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

function reasons(rows: readonly Row[]): readonly string[] {
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

/** Three significant digits, without an exponent. */
function digits(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2);
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
