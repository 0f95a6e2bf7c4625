// The pad: one draws a digit with mouse, finger or pen, or takes a held-out one with a key or button.
import { useRef } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { DigitPicture } from "./digit-picture.tsx";
import { beginStroke, EMPTY, exampleOf, extendStroke, isEmpty, type Drawing } from "./drawing.ts";
import { PEN, type Point, type Stroke } from "./ink.ts";
import { SIDE, type HeldOut } from "./messages.ts";

interface DrawPadProps {
  readonly drawing: Drawing;
  readonly onChange: (change: (drawing: Drawing) => Drawing) => void;
  /** Undefined until the data is there. */
  readonly heldOut: HeldOut | undefined;
}

/** A square to draw on, with its buttons. */
export function DrawPad({ drawing, onChange, heldOut }: DrawPadProps) {
  const pen = useRef<number>(null);

  function onPointerDown(event: PointerEvent<SVGSVGElement>): void {
    if (event.button !== 0 || pen.current !== null) return;
    pen.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = pointOf(event.currentTarget, event.nativeEvent);
    onChange((now) => beginStroke(now, point));
  }

  function onPointerMove(event: PointerEvent<SVGSVGElement>): void {
    if (event.pointerId !== pen.current) return;
    // A fast pen moves several times between two frames; Safari before 17 does not tell.
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const pad = event.currentTarget;
    const points = (moves.length > 0 ? moves : [event.nativeEvent]).map((move) => pointOf(pad, move));
    onChange((now) => extendStroke(now, points));
  }

  function onPointerEnd(event: PointerEvent): void {
    if (event.pointerId === pen.current) pen.current = null;
  }

  function show(label?: number): void {
    if (heldOut) onChange(() => exampleOf(heldOut, label));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) show(Number(event.key));
    else if (event.key === "Delete" || event.key === "Backspace" || event.key === "Escape") onChange(() => EMPTY);
    else return;
    event.preventDefault();
  }

  return (
    <div className="draw-pad">
      <div className="draw-paper" data-empty={isEmpty(drawing)}>
        {drawing.kind === "example" && <DigitPicture pixels={drawing.pixels} />}
        <svg
          viewBox={`0 0 ${SIDE} ${SIDE}`}
          tabIndex={0}
          role="application"
          aria-label={`Pad. ${describe(drawing)} Draw with the pointer, or press a digit key for a held-out digit; Delete clears.`}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerEnd}
          onPointerCancel={onPointerEnd}
          onKeyDown={onKeyDown}
        >
          <path className="draw-guide" d="M14 2v24M2 14h24" />
          {drawing.kind === "strokes" &&
            drawing.strokes.map((stroke, i) => (
              <path key={i} className="draw-stroke" strokeWidth={PEN} d={pathOf(stroke)} />
            ))}
        </svg>
        {isEmpty(drawing) && <p className="draw-hint">Draw a digit here</p>}
      </div>
      <div className="draw-tools">
        <button type="button" disabled={!heldOut} onClick={() => show()}>
          Random held-out digit
        </button>
        <button type="button" disabled={isEmpty(drawing)} onClick={() => onChange(() => EMPTY)}>
          Clear
        </button>
      </div>
    </div>
  );
}

function describe(drawing: Drawing): string {
  if (drawing.kind === "example") return `Shows a held-out ${drawing.label}.`;
  return isEmpty(drawing) ? "Empty." : "Shows your drawing.";
}

/** From the screen to the pad's 28 by 28. */
function pointOf(
  pad: SVGSVGElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  const { left, top, width, height } = pad.getBoundingClientRect();
  return { x: ((clientX - left) / width) * SIDE, y: ((clientY - top) / height) * SIDE };
}

/** A stroke of one point is a line to itself, which round caps make a dot. */
function pathOf(stroke: Stroke): string {
  const points = stroke.length === 1 ? [stroke[0]!, stroke[0]!] : stroke;
  return `M${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}`;
}
