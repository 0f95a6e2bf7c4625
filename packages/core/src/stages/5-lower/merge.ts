/**
 * Small kernels that do not wait for one another become one dispatch: all of an optimizer's small updates, the reductions of a loss
 * and of its metrics. Their tasks are numbered one after the other, and each part of the body runs for its own. On WebGL2, where a
 * fragment writes one texel of every target, only kernels over equally many elements go together.
 */
import type { Expr } from "../../ir/expr.ts";
import { i32, load, localLoad, op, rewriter, variable } from "../../ir/expr.ts";
import type { Node } from "../../ir/graph.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { mapBody, walkStatements, withBlocks } from "../../ir/kernel.ts";
import type { Arg } from "../../ir/nest.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import { verifyKernel } from "../../ir/verify.ts";
import type { Lowered, LoweredKernel, LoweredLoop } from "./lower.ts";
import { kernelsOf } from "./lower.ts";
import { homesOf } from "./plan.ts";

/** A kernel with what it was lowered from. */
interface Launch {
  readonly kernel: Kernel;
  readonly group: LoweredKernel;
}

/**
 * Work beyond which a kernel is worth a dispatch of its own, in operations and in bytes: a share of all tasks may then be a few of its
 * heavy ones. Where tasks are so few that each is a share by itself, together they keep more threads busy than apart.
 */
const LARGE_FLOPS = 2 ** 22;
const LARGE_BYTES = 2 ** 21;
const SHARES_PER_THREAD = 4;
/** How much more may be alive at once so that there are fewer dispatches: a share, and so many elements. */
const MOST_MORE = 1.02;
const SPARE = 2 ** 15;

interface Batch {
  readonly parts: Launch[];
  /** Memory that is read, and that is written. */
  readonly reads: Set<Node>;
  readonly writes: Set<Node>;
  readonly mergeable: boolean;
}

/** Which of the batches that a kernel can join it joins. */
type Choice = "latest" | "earliest";

/**
 * `lowered` with its `kernels`, small independent ones together. A kernel moves only past others that it shares nothing with, and never
 * past a loop. The bodies of loops stay as they are.
 */
export function mergeKernels(
  lowered: Lowered,
  kernels: readonly Kernel[],
  target: Target,
): { readonly lowered: Lowered; readonly kernels: readonly Kernel[] } {
  const homes = homesOf(lowered);
  const memoryOf = (n: Node): Node => (homes.has(n) ? memoryOf(homes.get(n)!) : n);
  const groups: (LoweredKernel | LoweredLoop)[] = [];
  const merged: Kernel[] = [];
  let launches: Launch[] = [];
  const flush = (): void => {
    for (const { parts } of fewest(launches, memoryOf, target)) {
      const { group, kernel } = parts.length === 1 ? parts[0]! : join(parts, memoryOf, target);
      groups.push(group);
      merged.push(kernel);
    }
    launches = [];
  };
  let at = 0;
  for (const group of lowered.groups) {
    if ("loop" in group) {
      flush();
      groups.push(group);
      const count = kernelsOf(group.body).length;
      merged.push(...kernels.slice(at, (at += count)));
    } else launches.push({ kernel: kernels[at++]!, group });
  }
  flush();
  return { lowered: { ...lowered, groups }, kernels: merged };
}

/**
 * The kernels between two loops in batches. In the order in which they come, a small kernel waits for nobody; where fewer batches come
 * of it and it takes no more memory, small kernels wait until their results are needed, so that what is computed of one value meets what
 * is computed of the next.
 */
function fewest(launches: readonly Launch[], memoryOf: (n: Node) => Node, target: Target): readonly Batch[] {
  const batched = (order: readonly Launch[], choice: Choice): readonly Batch[] => {
    const batches: Batch[] = [];
    for (const launch of order) place(batchOf(launch, memoryOf), batches, choice, memoryOf, target);
    return batches;
  };
  const soon = batched(launches, "latest");
  const late = batched(delayed(launches, memoryOf), "earliest");
  return late.length < soon.length && mostAlive(late) <= MOST_MORE * mostAlive(soon) + SPARE ? late : soon;
}

/** Elements of what `batches` compute that are needed at once, at most. */
function mostAlive(batches: readonly Batch[]): number {
  const changes = new Array<number>(batches.length + 1).fill(0);
  const made = new Map<Node, { readonly from: number; to: number }>();
  batches.forEach(({ reads, writes }, b) => {
    for (const n of writes) if (!made.has(n)) made.set(n, { from: b, to: b });
    for (const n of [...reads, ...writes]) if (made.has(n)) made.get(n)!.to = b;
  });
  for (const [n, { from, to }] of made) {
    changes[from]! += sizeOf(n.shape);
    changes[to + 1]! -= sizeOf(n.shape);
  }
  let alive = 0;
  return changes.reduce((most, change) => Math.max(most, (alive += change)), 0);
}

/** The same kernels, each small one as late as those that have to run after it allow. */
function delayed(launches: readonly Launch[], memoryOf: (n: Node) => Node): readonly Launch[] {
  const order: Batch[] = [];
  for (const launch of [...launches].reverse()) {
    const batch = batchOf(launch, memoryOf);
    const next = batch.mergeable && isSmall(launch) ? order.findIndex((later) => conflict(batch, later)) : 0;
    order.splice(next < 0 ? order.length : next, 0, batch);
  }
  return order.flatMap((b) => b.parts);
}

function place(batch: Batch, batches: Batch[], choice: Choice, memoryOf: (n: Node) => Node, target: Target): void {
  const host = batch.mergeable ? hostFor(batch, batches, choice, memoryOf, target) : undefined;
  if (!host) {
    batches.push(batch);
    return;
  }
  host.parts.push(...batch.parts);
  batch.reads.forEach((n) => host.reads.add(n));
  batch.writes.forEach((n) => host.writes.add(n));
}

/** Whether the kernel's tasks need nothing of one another. A contraction's packing is shared by its tasks, and a routine may do as it likes. */
function isPlain(k: Kernel, kind: string): boolean {
  return kind !== "contraction" && kind !== "routine" && (k.cooperative || k.locals.length === 0) && k.tasks > 0;
}

function isSmall({ kernel }: Launch): boolean {
  return kernel.flops <= LARGE_FLOPS && kernel.bytes <= LARGE_BYTES;
}

function batchOf(launch: Launch, memoryOf: (n: Node) => Node): Batch {
  const { kernel, group } = launch;
  const reads = new Set<Node>();
  const writes = new Set<Node>();
  group.args.forEach((n, i) => {
    const { access } = kernel.args[i]!;
    if (access !== "write") reads.add(memoryOf(n));
    if (access !== "read") writes.add(memoryOf(n));
  });
  return { parts: [launch], reads, writes, mergeable: isPlain(kernel, group.nest.class) };
}

/** A batch that `batch` can join: none after it, and not it either, has to run before `batch`. */
function hostFor(
  batch: Batch,
  batches: readonly Batch[],
  choice: Choice,
  memoryOf: (n: Node) => Node,
  target: Target,
): Batch | undefined {
  let host: Batch | undefined;
  for (let b = batches.length - 1; b >= 0 && (choice === "earliest" || !host); b--) {
    const other = batches[b]!;
    if (conflict(batch, other)) return host;
    if (other.mergeable && fits(batch, other, memoryOf, target)) host = other;
  }
  return host;
}

function conflict(a: Batch, b: Batch): boolean {
  for (const n of a.writes) if (b.reads.has(n) || b.writes.has(n)) return true;
  for (const n of a.reads) if (b.writes.has(n)) return true;
  return false;
}

function fits(batch: Batch, host: Batch, memoryOf: (n: Node) => Node, target: Target): boolean {
  const [mine, theirs] = [batch.parts[0]!, host.parts[0]!];
  if (target.shape === "fragment" && !sameTargets(mine, theirs)) return false;
  const all = [...host.parts, ...batch.parts];
  const kernels = all.map((l) => l.kernel);
  if (workgroupOf(kernels) === undefined || localBytes(kernels) > target.localBytes) return false;
  const tasks = kernels.reduce((sum, k) => sum + k.tasks * (k.cooperative ? k.workgroup : 1), 0);
  if (!all.every(isSmall) && tasks > target.parallelism * SHARES_PER_THREAD) return false;
  const memory = new Set(all.flatMap((l) => l.group.args.map(memoryOf)));
  const outputs = batch.writes.size + host.writes.size;
  // what WebGL2 updates is one texture read and another written
  const swapped = target.shape === "fragment" ? all.flatMap(updatesOf).length : 0;
  return memory.size + swapped <= target.maxArgs && outputs <= target.maxOutputs;
}

/** Invocations of the workgroups in which `kernels` can run together: those that cooperate must have equal ones, others take any. */
function workgroupOf(kernels: readonly Kernel[]): number | undefined {
  const sizes = new Set(kernels.filter((k) => k.cooperative).map((k) => k.workgroup));
  if (sizes.size === 0) return Math.max(...kernels.map((k) => k.workgroup));
  return sizes.size === 1 ? [...sizes][0] : undefined;
}

function localBytes(kernels: readonly Kernel[]): number {
  return kernels.flatMap((k) => k.locals).reduce((sum, l) => sum + 4 * l.size, 0);
}

function updatesOf({ kernel }: Launch): readonly Arg[] {
  return kernel.args.filter((a) => a.access === "update");
}

function sameTargets(a: Launch, b: Launch): boolean {
  const sizes = [a, b].flatMap((l) => l.kernel.args.filter((x) => x.access !== "read").map((x) => x.size));
  return a.kernel.tasks === b.kernel.tasks && sizes.every((s) => s === sizes[0]);
}

// ---- one kernel of several ------------------------------------------------------------------------------------------------

function join(parts: readonly Launch[], memoryOf: (n: Node) => Node, target: Target): Launch {
  const args: Node[] = [];
  const declared: Arg[] = [];
  const numbers = new Map<Node, number>();
  const kernels = parts.map((l) => l.kernel);
  const cooperative = kernels.some((k) => k.cooperative);
  const workgroup = workgroupOf(kernels)!;
  const bodies: Stmt[][] = [];
  const spans: Span[] = [];
  let end = 0;
  parts.forEach(({ kernel, group }, p) => {
    const map = group.args.map((n, i) => {
      const memory = memoryOf(n);
      let at = numbers.get(memory);
      if (at === undefined) {
        numbers.set(memory, (at = args.push(n) - 1));
        declared.push(kernel.args[i]!);
      }
      return at;
    });
    // a workgroup runs one kernel: were two in step, each would wait for the other
    const begin = cooperative ? end : Math.ceil(end / workgroup) * workgroup;
    end = begin + (cooperative && !kernel.cooperative ? Math.ceil(kernel.tasks / workgroup) : kernel.tasks);
    spans.push({ begin, end });
    bodies.push(partOf(kernel, map, p, begin, cooperative ? workgroup : undefined, target));
  });
  const first = kernels[0]!;
  const kernel: Kernel = {
    ...first,
    name: `${first.name}_with_${parts.length - 1}`,
    args: declared,
    tasks: target.shape === "fragment" ? first.tasks : end,
    workgroup,
    cooperative,
    locals: kernels.flatMap((k, p) => k.locals.map((l) => ({ ...l, name: partName(p, l.name) }))),
    body: target.shape === "grid" ? oneOf(bodies, spans) : bodies.flat(),
    schedule: kernels.map((k) => `${k.name}: ${k.schedule}`).join("; "),
    flops: kernels.reduce((sum, k) => sum + k.flops, 0),
    bytes: kernels.reduce((sum, k) => sum + k.bytes, 0),
  };
  verifyKernel(kernel);
  const { nest } = parts[0]!.group;
  return { kernel, group: { nest, args, nodes: parts.flatMap((l) => l.group.nodes) } };
}

/** The tasks of one part among those of all. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

function partName(p: number, name: string): string {
  return `p${p}_${name}`;
}

/**
 * The body of a kernel as part `p` of another: names of its own, arguments by their new numbers, tasks counted from `begin`. Where the parts
 * cooperate, in workgroups of so many, a task is a workgroup, and a part that does not cooperate gives each invocation one of its tasks.
 */
function partOf(
  kernel: Kernel,
  args: readonly number[],
  p: number,
  begin: number,
  workgroup: number | undefined,
  target: Target,
): Stmt[] {
  const own = new Set<string>(target.shape === "grid" ? ["task"] : target.shape === "range" ? ["begin", "end"] : []);
  walkStatements(kernel.body, (s) => {
    if (s.kind === "let" || s.kind === "var" || s.kind === "for") own.add(s.name);
  });
  const named = (name: string): string => (own.has(name) ? partName(p, name) : name);
  const map: (e: Expr) => Expr = rewriter((e) => {
    if (e.kind === "load") return load(args[e.arg]!, e.type, map(e.index), e.mask && map(e.mask), e.lanes);
    if (e.kind === "local") return localLoad(partName(p, e.array), e.type, map(e.index), e.lanes);
    return e.kind === "var" && own.has(e.name) ? variable(named(e.name), e.type, e.min, e.max, e.lanes) : undefined;
  });
  const rename = (s: Stmt): Stmt => {
    const inner = withBlocks(s, (block) => block.map(rename));
    if (inner.kind === "store") return { ...inner, arg: args[inner.arg]! };
    if (inner.kind === "storeLocal") return { ...inner, array: partName(p, inner.array) };
    return inner.kind === "let" || inner.kind === "var" || inner.kind === "for" || inner.kind === "assign"
      ? { ...inner, name: named(inner.name) }
      : inner;
  };
  const body = mapBody(kernel.body, map).map(rename);
  const define = (name: string, value: Expr): Stmt => ({ kind: "let", name: named(name), value });
  if (target.shape === "fragment") return body;
  const shifted = (name: string): Expr => op("sub", [variable(name), i32(begin)]);
  if (target.shape === "range")
    return [
      define("begin", op("max", [shifted("begin"), i32(0)])),
      define("end", op("min", [shifted("end"), i32(kernel.tasks)])),
      ...body,
    ];
  if (workgroup !== undefined && !kernel.cooperative) {
    const local = variable("local", "i32", 0, workgroup - 1);
    const task = op("add", [op("mul", [shifted("task"), i32(workgroup)]), local]);
    const there = op("lt", [variable(named("task")), i32(kernel.tasks)]);
    return [define("task", task), { kind: "if", condition: there, then: body }];
  }
  const task = variable("task", "i32", begin, begin + kernel.tasks - 1);
  return [define("task", op("sub", [task, i32(begin)])), ...body];
}

/** `if` a task is the first kernel's, else the next one's … */
function oneOf(bodies: readonly (readonly Stmt[])[], spans: readonly Span[]): readonly Stmt[] {
  const task = variable("task");
  return bodies.reduceRight<readonly Stmt[]>((rest, then, p) => {
    const { begin, end } = spans[p]!;
    const below = op("lt", [task, i32(end)]);
    const condition = p === 0 ? below : op("and", [op("le", [i32(begin), task]), below]);
    return [{ kind: "if", condition, then, ...(rest.length > 0 ? { else: rest } : {}) }];
  }, []);
}
