/**
 * The memory budget: a program that would need more bytes at once is put in another order, and what costs least per byte is computed
 * again where it is needed later instead of being kept (Chen et al., Training Deep Nets with Sublinear Memory Cost, 2016; Checkmate,
 * Jain et al. 2020). What is computed again is the same kernel on the same numbers, so results do not change by a bit.
 */
import { WeirError } from "../../ir/error.ts";
import type { Graph, Node } from "../../ir/graph.ts";
import type { Kernel } from "../../ir/kernel.ts";
import type { PlannedProgram } from "../../ir/program.ts";
import { bytesOf, programBytes } from "../../ir/program.ts";
import { showShape } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import type { Lowered, LoweredKernel, LoweredLoop } from "./lower.ts";
import { kernelsOf } from "./lower.ts";
import { homesOf, plan } from "./plan.ts";

/** What is launched: `kernels` of the groups of `lowered`, those of loops once. */
export interface Scheduled {
  readonly lowered: Lowered;
  readonly kernels: readonly Kernel[];
}

export interface Budgeted extends Scheduled {
  readonly program: PlannedProgram;
}

/** Values looked at for each one that is computed again: the largest. */
const CANDIDATES = 64;
/** Plans tried with less and less alive where buffers that lie idle take it beyond the budget. */
const TRIES = 6;
const NAMED = 10;

/**
 * The program of `scheduled` whose buffers take at most `budget` bytes.
 * @throws WeirError when it cannot be done, with the largest buffers at the worst moment
 */
export function planWithin(graph: Graph, scheduled: Scheduled, target: Target, budget: number): Budgeted {
  const planned = (s: Scheduled): Budgeted => ({ ...s, program: plan(graph, s.lowered, s.kernels, target) });
  const first = planned(scheduled);
  const lasting = programBytes(first.program) - programBytes(first.program, "temporary");
  if (programBytes(first.program) <= budget) return first;
  const memory = new Memory(graph, scheduled.lowered);
  let items = byNeed(itemsOf(scheduled, memory), memory);
  for (let [tries, allowed] = [0, budget - lasting]; tries < TRIES && allowed > 0; tries++) {
    items = shrink(items, memory, allowed);
    const made = planned(scheduledOf(items, scheduled.lowered));
    const over = programBytes(made.program) - budget;
    if (over <= 0) return made;
    if (made.program.leastTemporaryBytes > allowed) break;
    allowed = Math.min(allowed, made.program.leastTemporaryBytes) - over;
  }
  throw tooLarge(graph, items, memory, budget, lasting);
}

// ---- values and what makes them -------------------------------------------------------------------------------------------

/** Which value lives where, and which of them the program owns. */
class Memory {
  private readonly homes: ReadonlyMap<Node, Node>;
  private readonly given: ReadonlySet<Node>;

  constructor(graph: Graph, lowered: Lowered) {
    this.homes = homesOf(lowered);
    this.given = new Set([...graph.inputs, ...lowered.outputs].map((n) => this.homeOf(n)));
  }

  homeOf(n: Node): Node {
    const home = this.homes.get(n);
    return home ? this.homeOf(home) : n;
  }

  isTemporary(home: Node): boolean {
    return !this.given.has(home);
  }
}

/** A kernel, or a loop with all of its own. */
interface Item {
  readonly group: LoweredKernel | LoweredLoop;
  readonly kernels: readonly Kernel[];
  /** By home; what is updated is in both. */
  readonly reads: ReadonlySet<Node>;
  readonly writes: ReadonlySet<Node>;
}

function itemsOf({ lowered, kernels }: Scheduled, memory: Memory): Item[] {
  let at = 0;
  return lowered.groups.map((group) => {
    const own = "loop" in group ? kernelsOf(group.body) : [group];
    const made = kernels.slice(at, (at += own.length));
    const reads = new Set<Node>();
    const writes = new Set<Node>();
    own.forEach((g, k) =>
      g.args.forEach((n, i) => {
        const { access } = made[k]!.args[i]!;
        if (access !== "write") reads.add(memory.homeOf(n));
        if (access !== "read") writes.add(memory.homeOf(n));
      }),
    );
    if ("loop" in group) {
      group.loop.inputs.forEach((n) => reads.add(memory.homeOf(n)));
      group.results.forEach((n) => writes.add(memory.homeOf(n)));
    }
    return { group, kernels: made, reads, writes };
  });
}

function scheduledOf(items: readonly Item[], lowered: Lowered): Scheduled {
  return {
    lowered: { ...lowered, groups: items.map((i) => i.group) },
    kernels: items.flatMap((i) => i.kernels),
  };
}

// ---- what is alive --------------------------------------------------------------------------------------------------------

/** The items that touch each temporary, in order. */
function usesOf(items: readonly Item[], memory: Memory): Map<Node, number[]> {
  const uses = new Map<Node, number[]>();
  items.forEach(({ reads, writes }, i) => {
    for (const n of new Set([...reads, ...writes])) {
      if (!memory.isTemporary(n)) continue;
      const known = uses.get(n);
      if (known) known.push(i);
      else uses.set(n, [i]);
    }
  });
  return uses;
}

/** Bytes of temporaries alive at each item. */
function aliveAt(items: readonly Item[], uses: ReadonlyMap<Node, readonly number[]>): Float64Array {
  const alive = new Float64Array(items.length + 1);
  for (const [n, at] of uses) {
    alive[at[0]!]! += bytesOf(n);
    alive[at.at(-1)! + 1]! -= bytesOf(n);
  }
  for (let i = 1; i < alive.length; i++) alive[i]! += alive[i - 1]!;
  return alive;
}

/** The same items, next the one that frees most or takes least; unchanged where that needs more. */
function byNeed(items: readonly Item[], memory: Memory): readonly Item[] {
  const waits = dependencies(items);
  const left = new Map([...usesOf(items, memory)].map(([n, at]) => [n, new Set(at)]));
  const started = new Set<Node>();
  const rest = new Set(items.keys());
  const order: Item[] = [];
  const growth = ({ reads, writes }: Item): number => {
    let bytes = 0;
    for (const n of new Set([...reads, ...writes])) {
      const users = left.get(n);
      if (!users) continue;
      if (!started.has(n)) bytes += bytesOf(n);
      if (users.size === 1) bytes -= bytesOf(n);
    }
    return bytes;
  };
  while (rest.size > 0) {
    let best = -1;
    let least = Infinity;
    for (const i of rest) {
      if (waits[i]!.size > 0) continue;
      const bytes = growth(items[i]!);
      if (bytes < least) [best, least] = [i, bytes];
    }
    const item = items[best]!;
    for (const n of new Set([...item.reads, ...item.writes])) {
      started.add(n);
      left.get(n)?.delete(best);
    }
    rest.delete(best);
    for (const i of rest) waits[i]!.delete(best);
    order.push(item);
  }
  const most = (all: readonly Item[]): number => aliveAt(all, usesOf(all, memory)).reduce((p, q) => Math.max(p, q), 0);
  return most(order) <= most(items) ? order : items;
}

/** For every item the earlier ones that it has to come after. */
function dependencies(items: readonly Item[]): Set<number>[] {
  const writer = new Map<Node, number>();
  const readers = new Map<Node, number[]>();
  return items.map(({ reads, writes }, i) => {
    const after = new Set<number>();
    for (const n of reads) if (writer.has(n)) after.add(writer.get(n)!);
    for (const n of writes) {
      if (writer.has(n)) after.add(writer.get(n)!);
      readers.get(n)?.forEach((r) => after.add(r));
    }
    for (const n of reads) readers.set(n, [...(readers.get(n) ?? []), i]);
    for (const n of writes) {
      writer.set(n, i);
      readers.set(n, []);
    }
    return after;
  });
}

// ---- computing again ------------------------------------------------------------------------------------------------------

/** `items` with values computed again until at most `allowed` bytes are alive, or nothing helps any more. */
function shrink(items: readonly Item[], memory: Memory, allowed: number): readonly Item[] {
  const excess = (all: readonly Item[]): number =>
    aliveAt(all, usesOf(all, memory)).reduce((sum, bytes) => sum + Math.max(0, bytes - allowed), 0);
  let now = items;
  for (let before = excess(now); before > 0;) {
    let best: readonly Item[] | undefined;
    let [most, after] = [0, before];
    for (const { again, cost } of waysToShrink(now, memory)) {
      const left = excess(again);
      if ((before - left) / cost <= most) continue;
      [best, most, after] = [again, (before - left) / cost, left];
    }
    if (!best) break;
    [now, before] = [best, after];
  }
  return now;
}

interface Way {
  readonly again: readonly Item[];
  readonly cost: number;
}

/** At the worst moment: each value made before it and only needed after it, computed again for those who need it. */
function waysToShrink(items: readonly Item[], memory: Memory): Way[] {
  const uses = usesOf(items, memory);
  const alive = aliveAt(items, uses);
  const worst = alive.indexOf(alive.reduce((p, q) => Math.max(p, q), 0));
  return [...uses]
    .filter(([, at]) => at[0]! < worst && at.at(-1)! > worst && !at.includes(worst))
    .sort(([p], [q]) => bytesOf(q) - bytesOf(p))
    .slice(0, CANDIDATES)
    .flatMap(([n, at]) => {
      const maker = items[at[0]!]!;
      const made = [...maker.writes].flatMap((w) => uses.get(w) ?? []);
      const next = made.reduce((first, i) => (i > worst ? Math.min(first, i) : first), Infinity);
      // a loop's values are its own, and it is never run twice
      const plain = made.every((i) => !("loop" in items[i]!.group)) && !maker.reads.has(n);
      if (!plain || !canRunAgain(items, at[0]!, next)) return [];
      return [{ again: computedAgain(items, memory, at[0]!, next), cost: costOf(maker) }];
    });
}

/** Whether the item at `from` would compute the same at `to`: it updates nothing, and all it reads is still there. */
function canRunAgain(items: readonly Item[], from: number, to: number): boolean {
  const { reads, writes } = items[from]!;
  for (const n of reads) if (writes.has(n)) return false;
  return items.slice(from, to).every((i) => ![...i.writes].some((n) => reads.has(n)));
}

/** In operations: a byte moved takes as long as some. */
function costOf({ kernels }: Item): number {
  return kernels.reduce((sum, k) => sum + k.flops + k.bytes, 1);
}

/** `items` with the one at `from` run once more before `to`, whose values are read from there on. */
function computedAgain(items: readonly Item[], memory: Memory, from: number, to: number): readonly Item[] {
  const { group, kernels, reads } = items[from]!;
  const kernel = group as LoweredKernel;
  const written = kernel.args.filter((_, i) => kernels[0]!.args[i]!.access !== "read");
  // values of its own: whoever wanted the first ones before has them, and what the caller wants stays
  const copies = new Map(written.map((n) => [n, { ...n }]));
  const renamed = (n: Node): Node => (memory.isTemporary(memory.homeOf(n)) ? (copies.get(n) ?? n) : n);
  const again: Item = {
    group: { ...kernel, args: kernel.args.map((n) => copies.get(n) ?? n) },
    kernels,
    reads,
    writes: new Set(copies.values()),
  };
  const later = items.slice(to).map((item): Item => {
    if ("loop" in item.group || !written.some((n) => item.reads.has(n))) return item;
    return {
      ...item,
      group: { ...item.group, args: item.group.args.map(renamed) },
      reads: new Set([...item.reads].map(renamed)),
    };
  });
  return [...items.slice(0, to), again, ...later];
}

// ---- when it does not fit -------------------------------------------------------------------------------------------------

function tooLarge(graph: Graph, items: readonly Item[], memory: Memory, budget: number, lasting: number): WeirError {
  const uses = usesOf(items, memory);
  const alive = aliveAt(items, uses);
  const most = alive.reduce((p, q) => Math.max(p, q), 0);
  const worst = alive.indexOf(most);
  const buffers = new Set(graph.inputs);
  for (const n of items.flatMap((i) => [...i.writes])) if (!memory.isTemporary(n)) buffers.add(n);
  for (const [n, at] of uses) if (at[0]! <= worst && worst <= at.at(-1)!) buffers.add(n);
  const largest = [...buffers].sort((p, q) => bytesOf(q) - bytesOf(p)).slice(0, NAMED);
  const shown = largest.map((n) => `${nameOf(n)} ${n.dtype}${showShape(n.shape)}: ${bytesOf(n)} bytes`);
  return new WeirError(
    `memoryBudget: at least ${lasting + most} bytes are needed at once, and ${budget} are allowed; allow more, or give it a smaller batch. ` +
      `The largest buffers at the worst moment are ${shown.join("; ")}`,
  );
}

function nameOf(n: Node): string {
  const { name } = n.attrs;
  return typeof name === "string" ? `${n.op} ${name}` : n.op;
}
