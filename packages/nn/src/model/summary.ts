// The table of a model's layers, as Keras prints it.
import { showBatched, sizeOf } from "../shape.ts";
import type { Plan, Variable } from "./plan.ts";

/** Returns the table as text of several lines. */
export function summarize(name: string, plan: Plan): string {
  const rows = plan.layers
    .filter(({ layer }) => layer.className !== "InputLayer")
    .map(({ layer, name: layerName, output, variables }) => [
      `${layerName} (${layer.className})`,
      showBatched(output),
      grouped(countOf(variables)),
    ]);
  const table = boxed([["Layer (type)", "Output shape", "Params"], ...rows]);
  const trainable = plan.variables.filter((v) => v.trainable);
  const frozen = plan.variables.filter((v) => !v.trainable);
  return [
    `Model: "${name}"`,
    ...table,
    ` Total params: ${amount(plan.variables)}`,
    ` Trainable params: ${amount(trainable)}`,
    ` Non-trainable params: ${amount(frozen)}`,
  ].join("\n");
}

/** How many numbers the variables hold together. */
export function countOf(variables: readonly Variable[]): number {
  return variables.reduce((count, v) => count + sizeOf(v.shape), 0);
}

function boxed(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const rule = (left: string, line: string, cross: string, right: string) =>
    left + widths.map((width) => line.repeat(width + 2)).join(cross) + right;
  const text = (row: readonly string[], bar: string) =>
    bar + row.map((cell, i) => ` ${i === 2 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)} `).join(bar) + bar;
  const [head, ...body] = rows;
  return [
    rule("┏", "━", "┳", "┓"),
    text(head!, "┃"),
    rule("┡", "━", "╇", "┩"),
    ...body.flatMap((row, i) => (i === 0 ? [text(row, "│")] : [rule("├", "─", "┼", "┤"), text(row, "│")])),
    rule("└", "─", "┴", "┘"),
  ];
}

function amount(variables: readonly Variable[]): string {
  const count = countOf(variables);
  return `${grouped(count)} (${bytes(count * 4)})`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function bytes(count: number): string {
  const power = count < 1024 ? 0 : Math.min(3, Math.floor(Math.log2(count) / 10));
  return `${(count / 1024 ** power).toFixed(2)} ${["B", "KB", "MB", "GB"][power]}`;
}
