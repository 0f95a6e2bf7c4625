// The frame of a panel: title, tools, and a boundary that keeps its failures to itself.
import { Component, useContext, useId } from "react";
import type { ReactNode } from "react";
import type { Link } from "../link/link.ts";
import { BoardRoot } from "./board-root.tsx";
import { boardContext } from "./context.ts";

/** Properties that every panel takes. */
export interface PanelProps {
  /** Where reports come from. Not needed inside `<Board>`. */
  readonly source?: Link;
}

interface FrameProps extends PanelProps {
  readonly title: string;
  readonly className?: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A titled section. Alone on a page it brings its own board around itself. */
export function PanelFrame({ title, className = "", tools, children }: Omit<FrameProps, "source">) {
  const id = useId();
  return (
    <section className={`weir-panel ${className}`} aria-labelledby={id}>
      <div className="weir-panel-head">
        <h2 id={id}>{title}</h2>
        {tools && <div className="weir-tools">{tools}</div>}
      </div>
      {children}
    </section>
  );
}

/**
 * Puts a board around a panel that stands alone, and a boundary around every panel. What a panel shows comes from the run and the view,
 * so that its contents are memoised: a page that renders for reasons of its own does not draw the charts again.
 */
export function Standalone({
  source,
  title,
  children,
}: PanelProps & { readonly title: string; readonly children: ReactNode }) {
  const outer = useContext(boardContext);
  const guarded = <PanelBoundary title={title}>{children}</PanelBoundary>;
  if (source && source !== outer?.session.link) return <BoardRoot source={source}>{guarded}</BoardRoot>;
  return guarded;
}

/** Shows a failed panel's error in its place; the other panels and the training go on. */
class PanelBoundary extends Component<
  { readonly title: string; readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <PanelFrame title={this.props.title}>
        <div className="weir-empty" role="alert">
          <p>This panel failed. The training is not affected.</p>
          <pre>{this.state.error.message}</pre>
          <button type="button" onClick={() => this.setState({ error: null })}>
            Try again
          </button>
        </div>
      </PanelFrame>
    );
  }
}

/** Says what is missing, and what produces it. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="weir-empty">{children}</div>;
}
