// The frame of every gallery page: name, the demos, the theme.
import type { ReactNode } from "react";
import { nextTheme, useTheme } from "./theme.ts";

/** A demo's place in the gallery. */
export interface DemoLink {
  readonly name: string;
  readonly href: string;
}

interface ShellProps {
  readonly demos: readonly DemoLink[];
  /** Name of the demo on this page. */
  readonly current: string;
  /** Where the board is that watches this page from another tab. */
  readonly boardHref: string;
  readonly children: ReactNode;
}

/** A header, and the demo below it. */
export function Shell({ demos, current, boardHref, children }: ShellProps) {
  const [theme, setTheme] = useTheme();
  return (
    <>
      <header className="weir-masthead">
        <p className="shell-name">
          <Mark />
          Weir
        </p>
        <nav aria-label="Demos">
          {demos.map(({ name, href }) => (
            <a key={name} href={href} aria-current={name === current ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <div className="weir-controls">
          <a
            className="shell-link"
            href={boardHref}
            target="_blank"
            rel="noreferrer"
            title="The board in a tab of its own, watching this training"
          >
            Board ↗
          </a>
          <button type="button" onClick={() => setTheme(nextTheme(theme))}>
            Theme: {theme}
          </button>
        </div>
      </header>
      {children}
    </>
  );
}

/** A low dam and the water over it: the board's mark. */
function Mark() {
  return (
    <svg className="weir-mark" width="26" height="20" viewBox="0 0 26 20" aria-hidden="true">
      <path d="M1 4.5h9c5 0 4.5 11 10 11h5" />
      <path d="M1 8.5h7.2c4 0 4 10.500 9 10.5H25" opacity="0.55" />
      <path d="M1 .8h10.5c6 0 5 11 10.5 11h3" opacity="0.3" />
    </svg>
  );
}
