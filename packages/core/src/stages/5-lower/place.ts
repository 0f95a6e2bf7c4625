/**
 * Decides where each expression of a kernel is computed. Schedulers write naive statements over shared expressions; this step
 * names every expression that is used twice, or that does not change inside a loop, at the outermost block where it can stand.
 *
 * What reads memory that the kernel itself writes (local arrays, updated buffers) or a mutable variable stays with its statement,
 * right before which it is named when the statement uses it twice.
 * Loads are not moved out of an `if`, whose condition may guard them.
 */
import type { Expr } from "../../ir/expr.ts";
import { children, rewriter, variable, withChildren } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { blocksOf, expressionsOf, withBlocks, withExpressions } from "../../ir/kernel.ts";

/** Expressions nested deeper than this are cut into named parts: shader parsers give up on some hundred levels. */
const DEEPEST = 32;

interface Block {
  readonly parent: Block | undefined;
  readonly depth: number;
  /** Entered through an `if`: loads must not leave. */
  readonly guarded: boolean;
  /** The statement of the parent block this block belongs to. */
  readonly index: number;
  readonly body: readonly Stmt[];
  /** New lets of this block by the statement they must precede. */
  readonly lets: Map<number, Stmt[]>;
}

interface Use {
  count: number;
  block: Block;
  index: number;
}

/** `kernel` with shared and loop-invariant expressions named. */
export function place(given: Kernel): Kernel {
  const kernel = { ...given, body: withUniqueNames(given.body) };
  const written = new Set(kernel.args.flatMap((a, i) => (a.access === "read" ? [] : [i])));
  const mutable = new Set<string>();
  const definedIn = new Map<string, Block>();
  const root = block(undefined, false, 0, kernel.body);
  const blocks = new Map<readonly Stmt[], Block>();
  index(root, blocks, definedIn, mutable);

  // Where may an expression stand? The deepest block that defines one of its names; `undefined` when it must not move.
  const homes = new Map<Expr, Block | null>();
  const homeOf = (e: Expr): Block | null => {
    const known = homes.get(e);
    if (known !== undefined) return known;
    let home: Block | null = root;
    if (e.kind === "var") home = mutable.has(e.name) ? null : (definedIn.get(e.name) ?? root);
    else if (e.kind === "local" || (e.kind === "load" && written.has(e.arg))) home = null;
    for (const c of children(e)) {
      if (!home) break;
      const h = homeOf(c);
      home = h === null ? null : h.depth > home.depth ? h : home;
    }
    homes.set(e, home);
    return home;
  };

  const loads = new Map<Expr, boolean>();
  const uses = new Map<Expr, Use>();
  // how often each statement uses what stays with it
  const pinned = new Map<Stmt, Map<Expr, number>>();
  const visit = (e: Expr, at: Block, i: number, held: Map<Expr, number>): void => {
    if (isLeaf(e)) return;
    const home = homeOf(e);
    const use = uses.get(e);
    if (home) {
      const [target, position] = lift(e, home, at, i);
      if (use) {
        use.count++;
        const [b, p] = meet(use.block, use.index, target, position);
        if (b === use.block && p === use.index) return;
        use.block = b;
        use.index = p;
      } else uses.set(e, { count: 1, block: target, index: position });
      for (const c of children(e)) visit(c, target, position, held);
    } else {
      const count = held.get(e) ?? 0;
      held.set(e, count + 1);
      if (count === 0) for (const c of children(e)) visit(c, at, i, held);
    }
  };
  for (const b of blocks.values())
    b.body.forEach((s, i) => {
      const held = new Map<Expr, number>();
      pinned.set(s, held);
      expressionsOf(s).forEach((e) => visit(e, b, i, held));
    });

  // An expression is named when it is used more than once, or stands further out than its use.
  const outer = new Set<Expr>();
  const walked = new Set<Expr>();
  for (const b of blocks.values()) {
    b.body.forEach((s, i) => {
      const held = new Set<Expr>();
      const mark = (e: Expr, at: Block, p: number): void => {
        if (isLeaf(e)) return;
        const use = uses.get(e);
        if (use && use.block !== at) outer.add(e);
        const seen = use ? walked : held;
        if (seen.has(e)) return;
        seen.add(e);
        for (const c of children(e)) mark(c, use?.block ?? at, use?.index ?? p);
      };
      for (const e of expressionsOf(s)) mark(e, b, i);
    });
  }

  let counter = 0;
  const names = new Map<Expr, Expr>();
  const depths = new Map<Expr, number>();
  const rebuilt = new Map<Expr, Expr>();
  /** `value` under a new name, given before statement `i` of `b`. */
  const named = (value: Expr, b: Block, i: number): Expr => {
    const [min, max] = value.type === "i32" ? [value.min, value.max] : [];
    const name = `t${counter++}`;
    const list = b.lets.get(i) ?? [];
    b.lets.set(i, list);
    list.push({ kind: "let", name, value });
    return variable(name, value.type, min, max, value.lanes);
  };
  /** A function that replaces named children of what statement `i` of `b` computes, and names expressions that deserve it. */
  const resolver = (b: Block, i: number): ((e: Expr) => Expr) => {
    const s = b.body[i]!;
    // the end of a loop is computed in every turn
    const held = s.kind === "for" ? undefined : pinned.get(s);
    const heldNames = new Map<Expr, Expr>();
    const heldRebuilt = new Map<Expr, Expr>();
    const resolve = (e: Expr): Expr => {
      const use = uses.get(e);
      const [known, done] = use || isLeaf(e) ? [names, rebuilt] : [heldNames, heldRebuilt];
      const name = known.get(e);
      if (name) return name;
      let out = done.get(e);
      if (out) return out;
      const before = children(e);
      const after = before.map(resolve);
      out = after.every((c, n) => c === before[n]) ? e : withChildren(e, after);
      const deep = 1 + Math.max(0, ...after.map((c) => depths.get(c) ?? 0));
      depths.set(out, deep);
      const [block, index] = use ? [use.block, use.index] : [b, i];
      const several = use ? use.count > 1 || outer.has(e) : (held?.get(e) ?? 0) > 1;
      if (several || (deep >= DEEPEST && (use || held))) {
        out = named(out, block, index);
        known.set(e, out);
      } else done.set(e, out);
      return out;
    };
    return resolve;
  };

  const resolved = new Map<readonly Stmt[], Stmt[]>();
  // inner blocks first does not matter for names (they are global), but lets must exist before blocks are assembled
  for (const b of blocks.values())
    resolved.set(
      b.body,
      b.body.map((s, i) => withExpressions(s, resolver(b, i))),
    );
  const assemble = (body: readonly Stmt[]): Stmt[] => {
    const b = blocks.get(body)!;
    return resolved.get(body)!.flatMap((s, i) => [...(b.lets.get(i) ?? []), withBlocks(s, assemble)]);
  };
  return { ...kernel, body: assemble(kernel.body) };

  function lift(e: Expr, home: Block, at: Block, i: number): [Block, number] {
    let b = at;
    let p = i;
    const pinnedByGuard = containsLoad(e, loads);
    while (b !== home && b.parent && !(b.guarded && pinnedByGuard)) {
      p = b.index;
      b = b.parent;
    }
    // a name defined by a `let` in this very block must precede its use: the first use is after it by construction
    return [b, p];
  }
}

/** Whether `e` reads memory. What is `known` of its parts is looked up there, and entered. */
function containsLoad(e: Expr, known: Map<Expr, boolean>): boolean {
  let does = known.get(e);
  if (does === undefined) known.set(e, (does = e.kind === "load" || children(e).some((c) => containsLoad(c, known))));
  return does;
}

function isLeaf(e: Expr): boolean {
  return (
    e.kind === "const" ||
    e.kind === "var" ||
    (e.kind === "splat" && e.value.kind === "const") ||
    (e.kind === "vec" && e.args.every((a) => a.kind === "const"))
  );
}

function block(parent: Block | undefined, guarded: boolean, at: number, body: readonly Stmt[]): Block {
  return { parent, depth: parent ? parent.depth + 1 : 0, guarded, index: at, body, lets: new Map() };
}

function index(
  b: Block,
  blocks: Map<readonly Stmt[], Block>,
  definedIn: Map<string, Block>,
  mutable: Set<string>,
): void {
  blocks.set(b.body, b);
  b.body.forEach((s, i) => {
    if (s.kind === "let") definedIn.set(s.name, b);
    if (s.kind === "var") mutable.add(s.name);
    for (const body of blocksOf(s)) {
      const inner = block(b, s.kind === "if", i, body);
      if (s.kind === "for") definedIn.set(s.name, inner);
      index(inner, blocks, definedIn, mutable);
    }
  });
}

/** `body` in which no two statements define the same name: schedulers write a loop and its tail with one variable. */
function withUniqueNames(body: readonly Stmt[]): readonly Stmt[] {
  const taken = new Set<string>();
  const claim = (name: string): string => {
    let free = name;
    for (let i = 2; taken.has(free); i++) free = `${name}_${i}`;
    taken.add(free);
    return free;
  };
  // `names` has those names only that have become others: mostly none
  const visit = (stmts: readonly Stmt[], outer: ReadonlyMap<string, string>): readonly Stmt[] => {
    const names = new Map(outer);
    return stmts.map((s): Stmt => {
      const renamed = names.size > 0 ? withExpressions(s, renamer(names)) : s;
      switch (renamed.kind) {
        case "let":
        case "var":
          return { ...renamed, name: rename(names, renamed.name, claim(renamed.name)) };
        case "assign":
          return { ...renamed, name: names.get(renamed.name) ?? renamed.name };
        case "for": {
          const inner = new Map(names);
          const name = rename(inner, renamed.name, claim(renamed.name));
          return { ...renamed, name, body: visit(renamed.body, inner) };
        }
        default:
          return withBlocks(renamed, (inside) => visit(inside, names));
      }
    });
  };
  return visit(body, new Map());
}

/** Notes that `from` is called `to` from here on, and gives `to`. */
function rename(names: Map<string, string>, from: string, to: string): string {
  if (to === from) names.delete(from);
  else names.set(from, to);
  return to;
}

function renamer(names: ReadonlyMap<string, string>): (e: Expr) => Expr {
  return rewriter((e) => {
    const to = e.kind === "var" ? names.get(e.name) : undefined;
    return to !== undefined && e.kind === "var" ? variable(to, e.type, e.min, e.max, e.lanes) : undefined;
  });
}

/** The place that comes before both: the nearest common block, at the earlier statement. */
function meet(a: Block, i: number, b: Block, j: number): [Block, number] {
  while (a !== b) {
    if (a.depth >= b.depth && a.parent) {
      i = a.index;
      a = a.parent;
    } else {
      j = b.index;
      b = b.parent!;
    }
  }
  return [a, Math.min(i, j)];
}
