/**
 * THE PROGRAM: what a compiled graph is: kernels, the buffers they work on, and the dispatches in order. A device turns it
 * into a recording and replays that. Every byte a program uses is known here, before the first allocation.
 */
import type { DeviceDType } from "./dtype.ts";
import { BYTES_PER_ELEMENT } from "./dtype.ts";
import type { Kernel } from "./kernel.ts";
import type { Shape } from "./shape.ts";

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

export interface ProgramValue {
  readonly slot: number;
  readonly shape: Shape;
  readonly dtype: DeviceDType;
}

/** An output that is also the next value of input `input`, in place. */
export interface Program<K = Kernel> {
  readonly kernels: readonly K[];
  readonly slots: readonly Slot[];
  readonly dispatches: readonly Dispatch[];
  /** Graph inputs in order; an input that no kernel reads still has a slot. */
  readonly inputs: readonly ProgramValue[];
  readonly outputs: readonly ProgramValue[];
}

/** Bytes of all slots of `kind`, or of all slots. */
export function programBytes(program: Program<unknown>, kind?: SlotKind): number {
  return program.slots.reduce((sum, s) => sum + (kind && s.kind !== kind ? 0 : s.size * BYTES_PER_ELEMENT), 0);
}

/** The program as text: slots, then one dispatch a line. */
export function printProgram(program: Program): string {
  const lines = program.slots.map((s, i) => `@${i}: ${s.kind} ${s.dtype}[${s.size}]`);
  for (const d of program.dispatches) {
    const kernel = program.kernels[d.kernel]!;
    lines.push(`${kernel.name}#${d.kernel}(${d.slots.map((s) => `@${s}`).join(", ")})  tasks ${kernel.tasks}`);
  }
  lines.push(`return ${program.outputs.map((o) => `@${o.slot}`).join(", ")}`);
  return lines.join("\n") + "\n";
}
