/** Reading einsum equations. */
import { OpError } from "../../ir/error.ts";
import type { Shape } from "../../ir/shape.ts";
import { broadcastShapes, showShape } from "../../ir/shape.ts";

/** An axis by name: a letter of the equation, or `…0`, `…1` for those of an ellipsis, counted from the last. */
export type Label = string;

export interface Equation {
  /** The labels of each operand's axes. */
  readonly inputs: readonly (readonly Label[])[];
  readonly output: readonly Label[];
  readonly sizes: ReadonlyMap<Label, number>;
}

const LETTERS = /^[A-Za-z]*(\.\.\.)?[A-Za-z]*$/;

/**
 * The equation `text` for operands of these `shapes`. Without an arrow the output has the labels that occur once, in alphabetical order,
 * after the ellipsis.
 */
export function parseEquation(text: string, shapes: readonly Shape[]): Equation {
  const fail = (why: string): never => {
    throw new OpError("einsum", `"${text}" with ${shapes.map(showShape).join(", ")}: ${why}`);
  };
  const [left, right, ...more] = text.replace(/\s/g, "").split("->") as [string, string?, ...string[]];
  const terms = left.split(",");
  if (more.length > 0) fail("an equation has one arrow");
  if (terms.length !== shapes.length) fail(`the equation names ${terms.length} operands, ${shapes.length} were given`);
  for (const term of [...terms, right ?? ""])
    if (!LETTERS.test(term)) fail(`"${term}" is not made of letters and at most one ellipsis "..."`);

  const sizes = new Map<Label, number>();
  const note = (label: Label, size: number): void => {
    const known = sizes.get(label) ?? 1;
    const [joint] = broadcastShapes([known], [size]) ?? [];
    if (joint === undefined) fail(`"${label}" is both ${known} and ${size}; an axis has one size, or 1`);
    sizes.set(label, joint!);
  };
  const inputs = terms.map((term, i) => {
    const shape = shapes[i]!;
    const named = term.replace("...", "").length;
    const free = shape.length - named;
    if (term.includes("...") ? free < 0 : free !== 0) fail(`"${term}" does not fit ${showShape(shape)}`);
    const labels = labelsOf(term, free);
    labels.forEach((label, axis) => note(label, shape[axis]!));
    return labels;
  });
  const dotted = Math.max(0, ...inputs.map((labels) => labels.filter((l) => l.length > 1).length));
  const output = labelsOf(right ?? implicitOutput(left, dotted > 0), dotted);
  for (const label of output) if (!sizes.has(label)) fail(`the output's "${label}" is in no operand`);
  if (new Set(output).size !== output.length) fail("the output names an axis twice");
  return { inputs, output, sizes };
}

function labelsOf(term: string, dots: number): Label[] {
  const [before, after] = term.split("...") as [string, string?];
  if (after === undefined) return before.split("");
  return [...before.split(""), ...Array.from({ length: dots }, (_, i) => `…${dots - 1 - i}`), ...after.split("")];
}

function implicitOutput(left: string, dotted: boolean): string {
  const letters = left.split("").filter((c) => /[A-Za-z]/.test(c));
  const once = letters.filter((c) => letters.indexOf(c) === letters.lastIndexOf(c));
  return (dotted ? "..." : "") + once.sort().join("");
}
