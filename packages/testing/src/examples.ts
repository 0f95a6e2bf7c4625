/**
 * The examples in doc comments, found in sources and run: any statements, and in the last line an expression with its result,
 * `expression // result`.
 */
import { isClose, type Closeness } from "./allclose.ts";

/** One `@example`, and the export or method whose doc it stands in. */
export interface Example {
  readonly file: string;
  readonly name: string;
  /** Statements, then an expression. */
  readonly code: string;
  /** An expression with the value of that of `code`. */
  readonly result: string;
}

const DOCUMENTED =
  /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:\/\/.*\s+)?(?:(?:export|static|override|readonly|abstract|declare|async|function|const|class|interface|get) )*(\w*)/g;

/** The bodies of the examples in one doc comment. */
function bodiesIn(comment: string): string[] {
  const text = comment.replace(/^[ \t]*\* ?/gm, "");
  return [...text.matchAll(/(?<=^|\s)@example\s([^]*?)(?=^\s*@\w|(?![^]))/gm)].map(([, body]) => body!.trim());
}

function exampleOf(file: string, name: string, body: string): Example {
  const found = /^([^]*?[^\s])\s+\/\/ (.+)$/.exec(body);
  const [, code, result] = found ?? [];
  if (!code || !result)
    throw new Error(`${file}: the example of ${name} does not end with \`expression // result\`, but is ${body}`);
  return { file, name, code, result };
}

/** Every example in the docs of some sources: texts by their paths, as `import.meta.glob` gives them. */
export function examplesIn(sources: Readonly<Record<string, string>>): Example[] {
  return Object.entries(sources).flatMap(([path, text]) => {
    const docs = [...text.matchAll(DOCUMENTED)];
    const file = path.replace(/^\.\//, "");
    return docs.flatMap(([, comment, name]) => bodiesIn(comment!).map((body) => exampleOf(file, name!, body)));
  });
}

/** The value of the last line of `code`, a function body that knows the names of `scope` and may hide them. */
function valueOf(code: string, scope: Readonly<Record<string, unknown>>): unknown {
  const lines = code.split("\n");
  const body = [...lines.slice(0, -1), `return (${lines.at(-1)!.replace(/;$/, "")});`].join("\n");
  const words = `return (${/\bawait\b/.test(code) ? "async " : ""}() => {${body}})()`;
  // oxlint-disable-next-line typescript/no-implied-eval -- the examples are our own comments
  const call = new Function(...Object.keys(scope), words) as (...args: unknown[]) => unknown;
  return call(...Object.values(scope));
}

/** How tensors are read: their elements, nested as their shape, or undefined for what is none. */
export type ReadTensor = (x: unknown) => unknown;

/** `given` with every promise awaited and every tensor read, in lists and plain objects too. */
async function settled(given: unknown, read: ReadTensor): Promise<unknown> {
  const x = await given;
  const values: unknown = await read(x);
  if (values !== undefined) return values;
  if (Array.isArray(x)) return Promise.all(x.map(async (v) => settled(v, read)));
  if (x === null || typeof x !== "object" || Object.getPrototypeOf(x) !== Object.prototype) return x;
  const entries = Object.entries(x).map(async ([key, v]) => [key, await settled(v, read)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** Whether `a` is what `b` says; a bool read from a device may be 0 or 1, and a list in `b` stands for a typed array too. */
function agree(a: unknown, b: unknown, closeness: Closeness): boolean {
  if (ArrayBuffer.isView(a)) return agree(Array.from(a as Uint8Array), b, closeness);
  if (typeof b === "boolean" && typeof a === "number") return a === Number(b);
  if (typeof a === "number" && typeof b === "number") return isClose(a, b, closeness);
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [p, q] = [Object.entries(a), Object.entries(b)];
  const other = new Map<string, unknown>(q);
  return p.length === q.length && p.every(([key, v]) => other.has(key) && agree(v, other.get(key), closeness));
}

/** `x` for an error message. */
function shown(x: unknown): string {
  const plain = (_: string, v: unknown): unknown =>
    ArrayBuffer.isView(v) ? Array.from(v as Uint8Array) : typeof v === "number" && !Number.isFinite(v) ? String(v) : v;
  return JSON.stringify(x, plain);
}

/** Runs an example with the names of `scope`, and throws unless it gives its result. */
export async function runExample(
  { file, name, code, result }: Example,
  scope: Readonly<Record<string, unknown>>,
  read: ReadTensor,
  closeness: Closeness = { atol: 1e-6, rtol: 1e-6 },
): Promise<void> {
  const got = await settled(valueOf(code, scope), read);
  const expected = valueOf(result, scope);
  if (!agree(got, expected, closeness))
    throw new Error(`${file}: the example of ${name} gives ${shown(got)}, and not ${result}`);
}
