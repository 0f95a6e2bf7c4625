/** What has been recorded and not computed yet, and what has been: the state that eager mode and the tracer share. */
import type { Node } from "./ir/graph.ts";
import type { Value } from "./runtime.ts";
import { enqueue } from "./runtime.ts";
import type { Tensor } from "./tensor.ts";

/** Numbers behind leaf nodes, and behind nodes that have been computed. */
const values = new WeakMap<Node, Value>();

export function valueOf(node: Node): Value | undefined {
  return values.get(node);
}

export function setValue(node: Node, value: Value): void {
  values.set(node, value);
}

/** Tensors made by ops and not computed yet, oldest first; weak, since nobody may want them. */
let pending: WeakRef<Tensor>[] = [];

const owners = new WeakMap<Node, WeakRef<Tensor>>();

/** Notes that `t` awaits computing. Returns how many do. */
export function addPending(t: Tensor): number {
  const ref = new WeakRef(t);
  owners.set(t.node, ref);
  return pending.push(ref);
}

/** The tensor that a call returned for `node`, if somebody may still hold it. */
export function ownerOf(node: Node): Tensor | undefined {
  const t = owners.get(node)?.deref();
  return t && !t.isDisposed && t.node === node ? t : undefined;
}

/** Empties the list of pending tensors and returns those still wanted. */
export function takePending(): Tensor[] {
  const alive = pending.flatMap((ref) => ref.deref() ?? []).filter((t) => !t.isDisposed && !valueOf(t.node));
  pending = [];
  return alive;
}

/** Values whose last tensor was disposed of while others, recorded but not computed, might still need them. */
let condemned: Value[] = [];

/** Frees `value` as soon as nothing recorded can need it. */
export function condemn(value: Value): void {
  // what is being recorded waits in nobody's list
  if (pending.length === 0 && !isRecording()) free(value);
  else condemned.push(value);
}

export function hasCondemned(): boolean {
  return condemned.length > 0;
}

/** Frees what was condemned: everything that could need it has been enqueued. */
export function freeCondemned(): void {
  const list = condemned;
  condemned = [];
  list.forEach(free);
}

function free(value: Value): void {
  enqueue({ now: () => value.destroy(), fail: () => undefined });
}

/** How many transforms are recording: their graph must survive the computing of values. */
let depth = 0;

/** Runs `f` with the graph kept, as derivatives and traces need it. */
export function recording<T>(f: () => T): T {
  depth++;
  try {
    return f();
  } finally {
    depth--;
  }
}

/**
 * Notes those of `tensors` that a recording made and hands out: what they are made of lives on until they are computed, and they are
 * computed with whatever is asked for. Returns `tensors`.
 */
export function released<T extends readonly Tensor[]>(tensors: T): T {
  if (!isRecording()) for (const t of tensors) if (t.node.inputs.length > 0 && !owners.has(t.node)) addPending(t);
  return tensors;
}

export function isRecording(): boolean {
  return depth > 0;
}
