// A canvas as sharp as the screen, drawn again when its size, theme or contents change.
import { useLayoutEffect, useState } from "react";
import type { RefObject } from "react";

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

/** Returns the theme's colours at an element by the names of their custom properties. */
export function themeColours(element: Element): (name: string) => string {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(`--weir-${name}`).trim();
}
