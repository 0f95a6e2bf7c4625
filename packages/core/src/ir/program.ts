/**
 * THE PROGRAM: what a compiled graph is: kernels, the buffers they work on, and the dispatches in order. A device turns it
 * into a recording and replays that. Every byte a program uses is known here, before the first allocation.
 */
import type { DeviceDType, DType } from "./dtype.ts";
import { DTYPES } from "./dtype.ts";
import type { Kernel } from "./kernel.ts";
import type { Shape } from "./shape.ts";
import { sizeOf } from "./shape.ts";

/** Who owns a buffer of a program. */
export type SlotKind =
  /** Given by the caller at every run, only read. */
  | "input"
  /** Given by the caller and updated in place: parameters, optimizer state, random state. */
  | "state"
  /** Made by the program for the caller. */
  | "output"
  /** Owned by the program; several values share one over time. */
  | "temporary";

export interface Slot {
  readonly kind: SlotKind;
  readonly dtype: DeviceDType;
  /** Elements of the largest value that lives here. */
  readonly size: number;
}

export interface Dispatch {
  /** Index into `kernels`. */
  readonly kernel: number;
  /** For each kernel argument, the slot it is bound to. */
  readonly slots: readonly number[];
}

/** Dispatches begin … end−1 are run `trips` times. Loops lie inside one another or apart; outer ones come first. */
export interface ProgramLoop {
  readonly begin: number;
  readonly end: number;
  readonly trips: number;
}

export interface ProgramValue {
  readonly slot: number;
  readonly shape: Shape;
  readonly dtype: DeviceDType;
}

export interface Program<K = Kernel> {
  readonly kernels: readonly K[];
  readonly slots: readonly Slot[];
  readonly dispatches: readonly Dispatch[];
  /** Absent: none. */
  readonly loops?: readonly ProgramLoop[];
  /** Graph inputs in order; an input that no kernel reads still has a slot. */
  readonly inputs: readonly ProgramValue[];
  readonly outputs: readonly ProgramValue[];
}

/** A program with the bound that its plan is measured by. */
export interface PlannedProgram<K = Kernel> extends Program<K> {
  /** Bytes of the temporary values that are needed at once at the worst dispatch: no plan can do with less. */
  readonly leastTemporaryBytes: number;
}

/** Bytes that a value takes on a device. */
export function bytesOf({ shape, dtype }: { readonly shape: Shape; readonly dtype: DType }): number {
  return Math.max(1, sizeOf(shape)) * DTYPES[dtype].bytes;
}

/** Bytes of all slots of `kind`, or of all slots. */
export function programBytes(program: Program<unknown>, kind?: SlotKind): number {
  return program.slots.reduce((sum, s) => sum + (kind && s.kind !== kind ? 0 : s.size * DTYPES[s.dtype].bytes), 0);
}

/** One run of a dispatch. */
export interface Launch {
  readonly dispatch: number;
  /** The turn of every loop around it, outermost first. */
  readonly turns: readonly number[];
}

/** Everything that one run of the program launches, in order. */
export function launchesOf({ dispatches, loops = [] }: Pick<Program<unknown>, "dispatches" | "loops">): Launch[] {
  const out: Launch[] = [];
  const range = (begin: number, end: number, inside: readonly ProgramLoop[], turns: readonly number[]): void => {
    for (let d = begin; d < end;) {
      const loop = inside.find((l) => l.begin === d);
      if (!loop) {
        out.push({ dispatch: d++, turns });
        continue;
      }
      const inner = inside.filter((l) => l !== loop && l.begin >= loop.begin && l.end <= loop.end);
      for (let t = 0; t < loop.trips; t++) range(loop.begin, loop.end, inner, [...turns, t]);
      d = loop.end;
    }
  };
  range(0, dispatches.length, loops, []);
  return out;
}

/** How many kernels one run launches. */
export function launchCount({ dispatches, loops = [] }: Pick<Program<unknown>, "dispatches" | "loops">): number {
  return dispatches.reduce(
    (sum, _, d) => sum + loops.reduce((p, l) => (l.begin <= d && d < l.end ? p * l.trips : p), 1),
    0,
  );
}

/** The program as text: slots, then one dispatch a line. */
export function printProgram(program: Program): string {
  const lines = program.slots.map((s, i) => `@${i}: ${s.kind} ${s.dtype}[${s.size}]`);
  const { loops = [] } = program;
  program.dispatches.forEach((d, i) => {
    const depth = loops.filter((l) => l.begin <= i && i < l.end).length;
    const opened = loops.filter((l) => l.begin === i);
    opened.forEach((l, k) => lines.push(`${"  ".repeat(depth - opened.length + k)}${l.trips} times`));
    const kernel = program.kernels[d.kernel]!;
    const args = d.slots.map((s) => `@${s}`).join(", ");
    lines.push(`${"  ".repeat(depth)}${kernel.name}#${d.kernel}(${args})  tasks ${kernel.tasks}`);
  });
  lines.push(`return ${program.outputs.map((o) => `@${o.slot}`).join(", ")}`);
  return lines.join("\n") + "\n";
}
