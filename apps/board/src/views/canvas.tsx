// A canvas as sharp as the screen, drawn again when its size, theme or contents change.
import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { Theme } from "./context.ts";
import { useBoard } from "./context.ts";

/** A size in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns the size of an element, kept up to date; zero before it is known. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () =>
      setSize((old) =>
        old.width === target.clientWidth && old.height === target.clientHeight
          ? old
          : { width: target.clientWidth, height: target.clientHeight },
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Draws on a canvas after every render of the view that calls it. The context is scaled to CSS pixels. */
export function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  { width, height }: Size,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  useLayoutEffect(() => {
    const target = canvas.current;
    const context = target?.getContext("2d");
    if (!target || !context || width === 0 || height === 0) return;
    const ratio = devicePixelRatio;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (target.width !== w || target.height !== h) Object.assign(target, { width: w, height: h });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(context);
  });
}

/**
 * Returns what `read` takes from the theme's colours, by the names of their custom properties, where they are seen by `element`. They are
 * read again only when the theme changes: asking the browser for a style makes it work out the page's styles and layout at once.
 */
export function useColours<T>(
  element: RefObject<Element | null>,
  read: (colour: (name: string) => string, style: CSSStyleDeclaration) => T,
): () => T {
  const { theme } = useBoard();
  const known = useRef<{ readonly theme: Theme; readonly colours: T }>(undefined);
  return () => {
    if (known.current?.theme !== theme) {
      const style = getComputedStyle(element.current!);
      known.current = { theme, colours: read((name) => style.getPropertyValue(`--weir-${name}`).trim(), style) };
    }
    return known.current!.colours;
  };
}
