// The element around every view: brings the styles, the theme and the session.
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { ReactNode } from "react";
import { sessionFor } from "../app-state/session.ts";
import type { Link } from "../link/link.ts";
import css from "../styles/board.css?inline";
import { boardContext } from "./context.ts";
import { useTheme } from "./theme.ts";

/** One sheet for the whole page. Constructed sheets work in shadow roots, and under a Content Security Policy that forbids inline styles. */
let sheet: CSSStyleSheet | undefined;

function adoptStyles(root: Node): void {
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/**
 * Gives the views inside a session with `source`, the board's styles and theme.
 * @example
 * const host = document.createElement("div");
 * const panel = createElement(StatusPanel);
 * flushSync(() => createRoot(host).render(createElement(BoardRoot, { source: createBus() }, panel)));
 * host.textContent.includes("No run yet") // true
 */
export function BoardRoot({
  source,
  className = "",
  children,
}: {
  readonly source: Link;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDivElement>(null);
  const session = sessionFor(source);
  const theme = useTheme(element);
  useLayoutEffect(() => {
    if (element.current) adoptStyles(element.current.getRootNode());
  }, []);
  useEffect(() => session.retain(), [session]);
  const context = useMemo(() => ({ session, theme }), [session, theme]);
  return (
    <div ref={element} className={`weir-root ${className}`} data-weir-theme={theme}>
      <boardContext.Provider value={context}>{children}</boardContext.Provider>
    </div>
  );
}
