// One digit, drawn pixel by pixel. Black on nothing; the style sheet turns it light in the dark theme.
import { useLayoutEffect, useRef } from "react";
import { PIXELS, SIDE } from "./messages.ts";

/** Shows 28 × 28 numbers from 0 = paper to 1 = ink. */
export function DigitPicture({ pixels, label }: { readonly pixels: Float32Array; readonly label?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const image = new ImageData(SIDE, SIDE);
    for (let i = 0; i < PIXELS; i++) image.data[4 * i + 3] = 255 * pixels[i]!;
    canvas.current?.getContext("2d")?.putImageData(image, 0, 0);
  }, [pixels]);
  const named = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return <canvas ref={canvas} className="digit-picture" width={SIDE} height={SIDE} {...named} />;
}
