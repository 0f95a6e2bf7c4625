// One digit, drawn pixel by pixel. Black on nothing; the style sheet turns it light in the dark theme.
import { useMemo } from "react";
import { PIXELS, SIDE } from "./messages.ts";

/** Shows 28 × 28 numbers from 0 = paper to 1 = ink. */
export function DigitPicture({ pixels, label = "" }: { readonly pixels: Float32Array; readonly label?: string }) {
  const source = useMemo(() => pictureOf(pixels), [pixels]);
  return <img className="digit-picture" src={source} width={SIDE} height={SIDE} alt={label} draggable={false} />;
}

/** An image's address. Every canvas on a page is composited by itself at every frame; a strip of images is painted once. */
function pictureOf(pixels: Float32Array): string {
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < PIXELS; i++) image.data[4 * i + 3] = 255 * pixels[i]!;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: SIDE, height: SIDE });
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas.toDataURL();
}
