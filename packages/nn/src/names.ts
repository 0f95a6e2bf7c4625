// Turns a name into what it stands for, and an unknown name into an error that suggests the closest one.
import { OpError } from "@weir/core";

/**
 * Returns the entry of `table` called `name`.
 *
 * @param rule what is looked up, for the message: `compile: loss`
 * @throws OpError naming the closest known name, or all of them when none is close
 */
export function lookUp<T>(op: string, what: string, name: string, table: Readonly<Record<string, T>>): T {
  if (Object.hasOwn(table, name)) return table[name] as T;
  const names = Object.keys(table);
  const closest = closestName(name, names);
  const next = closest ? `Did you mean "${closest}"?` : `Known: ${names.join(", ")}.`;
  throw new OpError(op, `there is no ${what} called "${name}". ${next}`);
}

/** The name most like `name`, or `undefined` when none is alike. Case and underscores count for nothing, so Keras's own spelling finds ours. */
export function closestName(name: string, names: readonly string[]): string | undefined {
  const plain = (text: string) => text.replace(/[^a-zA-Z0-9]/g, "").toLowerCase();
  const wanted = plain(name);
  const ranked = names
    .map((candidate) => ({ candidate, distance: editDistance(wanted, plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, wanted.length / 3) ? best.candidate : undefined;
}

/** Levenshtein's distance: how many letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
