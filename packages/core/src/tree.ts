/** Trees: nested arrays and plain objects whose leaves are tensors (or anything else). */

/** A nesting of arrays and plain objects around leaves of type `L`. */
export type Tree<L> = L | readonly Tree<L>[] | { readonly [key: string]: Tree<L> };

/** `T` with its leaves replaced by `L`. */
export type MapTree<T, From, L> = T extends From
  ? L
  : T extends readonly unknown[] | object
    ? { [K in keyof T]: MapTree<T[K], From, L> }
    : T;

function isBranch(x: unknown): x is readonly unknown[] | Record<string, unknown> {
  if (Array.isArray(x)) return true;
  if (typeof x !== "object" || x === null) return false;
  const proto: unknown = Object.getPrototypeOf(x);
  return proto === Object.prototype || proto === null;
}

/** The leaves of `tree` in order; what `isLeaf` rejects is left out. Object keys go in sorted order. */
export function leaves<L>(tree: unknown, isLeaf: (x: unknown) => x is L): L[] {
  const out: L[] = [];
  const visit = (x: unknown): void => {
    if (isLeaf(x)) out.push(x);
    else if (Array.isArray(x)) x.forEach(visit);
    else if (isBranch(x)) for (const key of Object.keys(x).sort()) visit((x as Record<string, unknown>)[key]);
  };
  visit(tree);
  return out;
}

/** `tree` with each leaf replaced by what `f` gives for it and its path (`layers.0.kernel`). */
export function mapTree<L, T>(
  tree: unknown,
  isLeaf: (x: unknown) => x is L,
  f: (leaf: L, path: string) => T,
  path = "",
): unknown {
  if (isLeaf(tree)) return f(tree, path);
  const at = (key: string | number): string => (path ? `${path}.${key}` : String(key));
  if (Array.isArray(tree)) return tree.map((x, i) => mapTree(x, isLeaf, f, at(i)));
  if (isBranch(tree)) {
    const object = tree as Record<string, unknown>;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(object).sort()) out[key] = mapTree(object[key], isLeaf, f, at(key));
    return out;
  }
  return tree;
}

/** The shape of a tree as text, with `show` for its leaves: two trees of equal structure and plain values print alike. */
export function structure<L>(tree: unknown, isLeaf: (x: unknown) => x is L, show: (leaf: L) => string): string {
  if (isLeaf(tree)) return show(tree);
  if (Array.isArray(tree)) return `[${tree.map((x) => structure(x, isLeaf, show)).join(",")}]`;
  if (isBranch(tree)) {
    const object = tree as Record<string, unknown>;
    return `{${Object.keys(object)
      .sort()
      .map((k) => `${k}:${structure(object[k], isLeaf, show)}`)
      .join(",")}}`;
  }
  return showPlain(tree);
}

/** What stands at each path of a tree, as {@link structure} prints it. */
export function structureByPath<L>(
  tree: unknown,
  isLeaf: (x: unknown) => x is L,
  show: (leaf: L) => string,
): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const visit = (x: unknown, path: string): void => {
    const children = !isLeaf(x) && isBranch(x) ? Object.entries(x) : [];
    if (children.length === 0) out.set(path, structure(x, isLeaf, show));
    else for (const [key, y] of children) visit(y, path ? `${path}.${key}` : key);
  };
  visit(tree, "");
  return out;
}

/** A plain value as text that no other value has: typed arrays by what they hold, functions and other objects by identity. */
function showPlain(x: unknown): string {
  if (typeof x === "string") return JSON.stringify(x);
  if (Object.is(x, -0)) return "-0";
  if (typeof x === "bigint") return `${x}n`;
  if (ArrayBuffer.isView(x) && !(x instanceof DataView))
    return `${x.constructor.name}[${Array.from(x as Uint8Array).join(",")}]`;
  if (typeof x === "function") return `function ${x.name || "(anonymous)"} #${identityOf(x)}`;
  if (typeof x === "object" && x !== null) return `${x.constructor?.name ?? "object"} #${identityOf(x)}`;
  return String(x);
}

const identities = new WeakMap<object, number>();
let nextIdentity = 1;

function identityOf(x: object): number {
  let id = identities.get(x);
  if (id === undefined) identities.set(x, (id = nextIdentity++));
  return id;
}
