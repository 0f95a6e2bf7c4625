// Which theme is in force at an element: the nearest data-theme, else what the reader's system prefers.
import { useLayoutEffect, useState } from "react";
import type { RefObject } from "react";
import type { Theme } from "./context.ts";

/** Returns the theme at an element, kept up to date. */
export function useTheme(element: RefObject<HTMLElement | null>): Theme {
  const [theme, setTheme] = useState<Theme>("light");
  useLayoutEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const update = () => setTheme(themeAt(element.current, dark.matches));
    update();
    dark.addEventListener("change", update);
    const observer = new MutationObserver(update);
    for (const host of hostsOf(element.current))
      observer.observe(host, {
        attributes: true,
        attributeFilter: ["data-theme"],
        subtree: host === document.documentElement,
      });
    return () => {
      dark.removeEventListener("change", update);
      observer.disconnect();
    };
  }, [element]);
  return theme;
}

function themeAt(element: Element | null, prefersDark: boolean): Theme {
  for (const root of [element, ...hostsOf(element)]) {
    const named = root?.closest("[data-theme]")?.getAttribute("data-theme");
    if (named === "light" || named === "dark") return named;
  }
  return prefersDark ? "dark" : "light";
}

/** The shadow hosts around an element, and the document's root. */
function hostsOf(element: Element | null): readonly Element[] {
  const hosts: Element[] = [];
  for (let root = element?.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode())
    hosts.push(root.host);
  return [...hosts, document.documentElement];
}
