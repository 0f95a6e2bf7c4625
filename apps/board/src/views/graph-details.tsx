// What is known about the selected op or scope.
import type { ReactNode } from "react";
import { formatBytes, formatCount } from "../charts/format.ts";
import { labelOf, shapeText } from "../model/graph/box.ts";
import { groupAt, isGroup, keyOf } from "../model/graph/tree.ts";
import type { GraphTree, Item } from "../model/graph/tree.ts";

interface GraphDetailsProps {
  readonly tree: GraphTree;
  readonly selected: string | null;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
  readonly onReveal: (key: string) => void;
  readonly onClose: () => void;
}

/** How many neighbours are listed before the rest is counted. */
const MAX_NEIGHBOURS = 8;

/** The details pane; nothing without a selection. */
export function GraphDetails({ tree, selected, open, onToggle, onReveal, onClose }: GraphDetailsProps): ReactNode {
  const item = selected === null ? undefined : tree.itemByKey.get(selected);
  if (item === undefined || selected === null) return null;
  return (
    <aside className="weir-details" aria-label="Details of the selection">
      <div className="weir-details-head">
        <h3>{labelOf(tree, item)}</h3>
        <button type="button" aria-label="Close details" onClick={onClose}>
          ×
        </button>
      </div>
      {isGroup(tree, item) ? (
        <GroupFacts tree={tree} item={item} isOpen={open.has(selected)} onToggle={() => onToggle(selected)} />
      ) : (
        <NodeFacts tree={tree} row={item} onReveal={onReveal} />
      )}
    </aside>
  );
}

function GroupFacts({
  tree,
  item,
  isOpen,
  onToggle,
}: {
  readonly tree: GraphTree;
  readonly item: Item;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const group = groupAt(tree, item);
  const { flops, bytes } = tree.graph.kernels;
  const sum = (column: Float64Array) => group.kernels.reduce((total, kernel) => total + (column[kernel] ?? 0), 0);
  return (
    <>
      <dl>
        <Fact name="Scope">{group.path}</Fact>
        <Fact name="Phase">{group.phase}</Fact>
        <Fact name="Ops">{group.nodeCount}</Fact>
        <Fact name="Kernels">{group.kernels.length}</Fact>
        <Fact name="Work">{formatCount(sum(flops), "FLOP")}</Fact>
        <Fact name="Traffic">{formatBytes(sum(bytes))}</Fact>
      </dl>
      <button type="button" onClick={onToggle}>
        {isOpen ? "Close scope" : "Open scope"}
      </button>
    </>
  );
}

function NodeFacts({
  tree,
  row,
  onReveal,
}: {
  readonly tree: GraphTree;
  readonly row: number;
  readonly onReveal: (key: string) => void;
}) {
  const { nodes, strings } = tree.graph;
  const source = nodes.source[row] as number;
  const kernel = nodes.kernel[row] as number;
  return (
    <>
      <dl>
        <Fact name="Op">{strings[nodes.op[row] as number]}</Fact>
        <Fact name="Shape">{shapeText(tree, row)}</Fact>
        <Fact name="Dtype">{strings[nodes.dtype[row] as number]}</Fact>
        <Fact name="Scope">{strings[nodes.scope[row] as number] || "root"}</Fact>
        <Fact name="Source">{source < 0 ? "unknown" : strings[source]}</Fact>
        <Fact name="Id">%{nodes.id[row]}</Fact>
      </dl>
      <Neighbours tree={tree} title="Reads" rows={inputsOf(tree, row)} onReveal={onReveal} />
      <Neighbours tree={tree} title="Read by" rows={consumersOf(tree, row)} onReveal={onReveal} />
      {kernel < 0 ? (
        <p className="weir-note">No kernel computes this: it is an input, a parameter, a constant or a view.</p>
      ) : (
        <KernelFacts tree={tree} kernel={kernel} />
      )}
    </>
  );
}

function KernelFacts({ tree, kernel }: { readonly tree: GraphTree; readonly kernel: number }) {
  const { nodes, kernels, strings } = tree.graph;
  const text = kernels.text[kernel] as number;
  const fused = nodes.kernel.reduce((total, other) => total + Number(other === kernel), 0);
  return (
    <>
      <h4>Kernel {kernel}</h4>
      <dl>
        <Fact name="Name">{strings[kernels.name[kernel] as number]}</Fact>
        <Fact name="Class">{strings[kernels.class[kernel] as number]}</Fact>
        <Fact name="Fuses">{fused} ops</Fact>
        <Fact name="Work">{formatCount(kernels.flops[kernel] ?? 0, "FLOP")}</Fact>
        <Fact name="Traffic">{formatBytes(kernels.bytes[kernel] ?? 0)}</Fact>
      </dl>
      {text >= 0 && (
        <details>
          <summary>Generated text</summary>
          <pre>{strings[text]}</pre>
        </details>
      )}
    </>
  );
}

function Neighbours({
  tree,
  title,
  rows,
  onReveal,
}: {
  readonly tree: GraphTree;
  readonly title: string;
  readonly rows: readonly number[];
  readonly onReveal: (key: string) => void;
}): ReactNode {
  if (rows.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {rows.slice(0, MAX_NEIGHBOURS).map((row) => (
          <li key={row}>
            {tree.isHidden[row] ? (
              labelOf(tree, row)
            ) : (
              <button type="button" className="weir-link" onClick={() => onReveal(keyOf(tree, row))}>
                {labelOf(tree, row)}
              </button>
            )}{" "}
            <span className="weir-quiet">{shapeText(tree, row)}</span>
          </li>
        ))}
        {rows.length > MAX_NEIGHBOURS && <li className="weir-quiet">and {rows.length - MAX_NEIGHBOURS} more</li>}
      </ul>
    </>
  );
}

function inputsOf(tree: GraphTree, row: number): readonly number[] {
  const { inputs, inputStart } = tree.graph.nodes;
  return [...new Set(inputs.subarray(inputStart[row], inputStart[row + 1]))];
}

function consumersOf(tree: GraphTree, row: number): readonly number[] {
  const { count } = tree.graph.nodes;
  return Array.from({ length: count - row - 1 }, (_, i) => row + 1 + i).filter((other) =>
    inputsOf(tree, other).includes(row),
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
