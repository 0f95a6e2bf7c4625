// Where a node is drawn: mostly where the program says, with sources beside what uses them and nothing before what it depends on.
import { PHASES } from "@weir/core/events";
import type { GraphEvent, Phase } from "@weir/core/events";

/** The place of every node, by row. */
export interface Homes {
  readonly phase: readonly Phase[];
  readonly scope: readonly string[];
  /** Literals are not drawn: they stand everywhere and tell nothing. */
  readonly isHidden: readonly boolean[];
}

/** The op that writes one number, over and over where it has a shape. */
const CONSTANT = "literal";

const UPDATE = PHASES.indexOf("update");

/**
 * Returns where the nodes of a graph are drawn. Four rules amend what the program says:
 * a node is in the latest phase of what it reads (a gradient's norm is no forward op, wherever it was called);
 * a node without a scope lives with the ops that use it, if they share one, else with those it reads;
 * a source that only later phases use (an optimizer's slot) is in the first of them, and data stays at the root, to be seen;
 * literals are hidden.
 */
export function homesOf(graph: GraphEvent): Homes {
  const { nodes, strings } = graph;
  const phase = latestPhases(graph);
  const scope = Array.from(nodes.scope, (text) => strings[text] ?? "");
  const op = (row: number) => strings[nodes.op[row] as number] ?? "";
  const users = usersOf(graph);
  const readsOf = (row: number) => nodes.inputs.subarray(nodes.inputStart[row], nodes.inputStart[row + 1]);
  const isConstant = (row: number) => op(row) === CONSTANT;
  const isData = (row: number) => op(row) === "input" && !users[row]?.some((user) => phase[user] === UPDATE);
  /** The scope that those of the given nodes in the same phase share. */
  const sharedScope = (row: number, others: Iterable<number>) =>
    commonScope(
      [...others]
        .filter((other) => phase[other] === phase[row] && !isConstant(other))
        .map((other) => scope[other] as string),
    );

  for (let row = nodes.count - 1; row >= 0; row--) {
    const readers = users[row] as readonly number[];
    if (scope[row] !== "" || isData(row)) continue;
    if (readsOf(row).length === 0 && readers.length > 0)
      phase[row] = Math.min(...readers.map((user) => phase[user] as number));
    scope[row] = sharedScope(row, readers);
  }
  for (let row = 0; row < nodes.count; row++)
    if (scope[row] === "" && readsOf(row).length > 0) scope[row] = sharedScope(row, readsOf(row));

  return {
    phase: Array.from(phase, (index) => PHASES[index] ?? "forward"),
    scope,
    isHidden: scope.map((_, row) => isConstant(row) && (users[row] as readonly number[]).length > 0),
  };
}

function latestPhases({ nodes }: GraphEvent): Uint8Array {
  const phase = Uint8Array.from(nodes.phase);
  for (let row = 0; row < nodes.count; row++) {
    const end = nodes.inputStart[row + 1] as number;
    for (let i = nodes.inputStart[row] as number; i < end; i++)
      phase[row] = Math.max(phase[row] as number, phase[nodes.inputs[i] as number] as number);
  }
  return phase;
}

/** The nodes that read each node. */
function usersOf({ nodes }: GraphEvent): readonly (readonly number[])[] {
  const users: number[][] = Array.from({ length: nodes.count }, () => []);
  for (let row = 0; row < nodes.count; row++) {
    const end = nodes.inputStart[row + 1] as number;
    for (let i = nodes.inputStart[row] as number; i < end; i++) users[nodes.inputs[i] as number]?.push(row);
  }
  return users;
}

/** The innermost scope around all of these. */
function commonScope(scopes: readonly string[]): string {
  const paths = scopes.map((scope) => (scope === "" ? [] : scope.split("/")));
  const first = paths[0] ?? [];
  const parting = first.findIndex((part, i) => paths.some((path) => path[i] !== part));
  return first.slice(0, parting < 0 ? first.length : parting).join("/");
}
