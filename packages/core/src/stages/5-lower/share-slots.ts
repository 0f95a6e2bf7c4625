/** Which temporaries live in one slot of the memory plan: those whose lives do not overlap, as far as the device lets them. */
import { deviceDType } from "../../ir/dtype.ts";
import type { Node } from "../../ir/graph.ts";
import { bytesOf } from "../../ir/program.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Extent } from "../../ir/texture.ts";
import { bufferExtent } from "../../ir/texture.ts";

/** A temporary value, and the steps from the one that makes it to the last one that needs it. */
export interface Life {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/** How a device lets values share slots. */
export interface Places {
  /** The temporaries, in sets whose slots must have one form. */
  readonly sets: readonly Together[];
  /** The form of a slot that is made for a value. */
  readonly form: (value: Node) => string;
  /** Whether a value fits into a slot that was made for another. */
  readonly fits: (value: Node, first: Node) => boolean;
}

interface Together {
  readonly lives: readonly Life[];
  /** Whether the form is the values' own: values that are no temporaries have it as well. */
  readonly own?: boolean;
}

/** A slot in the making: the value it is made for, and all that live in it. */
interface Shared {
  readonly first: Node;
  readonly form: string;
  readonly users: Life[];
}

/**
 * A slot for every temporary. The largest choose first, and each takes the smallest slot that nobody uses while it lives, so that a
 * slot is never larger than its first value (greedy by size: Pisarchyk and Lee, Efficient Memory Management for Deep Neural Net
 * Inference, 2020). A set takes the form for which the fewest bytes are added.
 */
export function shareSlots({ sets, form, fits }: Places): Shared[] {
  const slots: Shared[] = [];
  const order = sets
    .map((set) => ({ ...set, largest: set.lives.reduce((p, q) => (bytesOf(q.node) > bytesOf(p.node) ? q : p)) }))
    .sort((p, q) => bytesOf(q.largest.node) - bytesOf(p.largest.node) || p.largest.from - q.largest.from);
  for (const { lives, own, largest } of order) {
    const ownForm = form(largest.node);
    const others = own ? [] : slots.filter((s) => s.form !== ownForm && fits(largest.node, s.first));
    others.sort((s, t) => elements(s.first) - elements(t.first));
    const tries = [undefined, ...new Set(others.map((s) => s.form))].map((f) => place(lives, f));
    const best = tries.reduce((p, q) => (q && (!p || q.bytes < p.bytes) ? q : p))!;
    slots.push(...best.made);
    for (const [slot, users] of best.users) slot.users.push(...users);
  }
  return slots;

  /** Who would live where: in slots of the values' own forms, some of which may have to be made, or in slots of `other` that there are. */
  function place(lives: readonly Life[], other?: string): Placement | undefined {
    const users = new Map<Shared, Life[]>();
    const made: Shared[] = [];
    for (const life of lives) {
      const wanted = other ?? form(life.node);
      const apart = (u: Life): boolean => u.to < life.from || life.to < u.from;
      let slot: Shared | undefined;
      for (const s of [...slots, ...made]) {
        const isSmaller = !slot || elements(s.first) < elements(slot.first);
        if (s.form !== wanted || !isSmaller || !fits(life.node, s.first)) continue;
        if (s.users.every(apart) && (users.get(s)?.every(apart) ?? true)) slot = s;
      }
      if (!slot && other !== undefined) return undefined;
      if (!slot) made.push((slot = { first: life.node, form: wanted, users: [] }));
      users.set(slot, [...(users.get(slot) ?? []), life]);
    }
    return { users, made, bytes: made.reduce((sum, { first }) => sum + bytesOf(first), 0) };
  }
}

/** Where a set's values would live, and the slots that would have to be made for it. */
interface Placement {
  readonly users: ReadonlyMap<Shared, readonly Life[]>;
  readonly made: readonly Shared[];
  readonly bytes: number;
}

/** Memory has one form: a value fits where there is room for it. */
export function inMemory(lives: readonly Life[]): Places {
  return {
    sets: lives.map((life) => ({ lives: [life] })),
    form: () => "",
    fits: (value, first) => deviceDType(value.dtype) === deviceDType(first.dtype) && elements(value) <= elements(first),
  };
}

/**
 * A kernel knows the width of its textures as a constant, so that textures are shared at equal widths, and the smaller value leaves rows
 * unused. What is written together with other values must have textures of one size: WebGL renders to no others.
 */
export function inTextures(lives: readonly Life[], together: readonly (readonly Node[])[]): Places {
  const extent = (n: Node): Extent => bufferExtent(elements(n));
  const { fits } = inMemory(lives);
  return {
    sets: setsOf(lives, together),
    form: (n) => `${extent(n).width}×${extent(n).height}`,
    fits: (value, first) => fits(value, first) && extent(value).width === extent(first).width,
  };
}

/** `lives` in sets: those that are written together, directly or through others. */
function setsOf(lives: readonly Life[], together: readonly (readonly Node[])[]): Together[] {
  const sets = new Map<Node, Set<Node>>();
  for (const nodes of together) {
    const joined = new Set(nodes.flatMap((n) => [...(sets.get(n) ?? [n])]));
    for (const n of joined) sets.set(n, joined);
  }
  const lifeOf = new Map(lives.map((life) => [life.node, life]));
  const alone = lives.filter(({ node }) => !sets.has(node)).map((life) => ({ lives: [life] }));
  const joined = [...new Set(sets.values())].map((nodes) => {
    const temporaries = [...nodes].flatMap((n) => lifeOf.get(n) ?? []);
    return { lives: temporaries, own: temporaries.length < nodes.size };
  });
  return [...alone, ...joined.filter((set) => set.lives.length > 0)];
}

/** The elements of the memory that `n` lives in. */
export function elements(n: Node): number {
  return Math.max(1, sizeOf(n.shape));
}
