// Real pictures of a page, through real devices.
import { beforeAll, describe, expect, test } from "vitest";
import type { ImageSource } from "./index.ts";
import { fromImage, setDevice, toCanvas } from "./index.ts";

/** Opaque colours: a canvas keeps them exactly. */
const COLOURS = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 10, 20, 30, 255, 40, 50, 60, 255, 70, 80, 90, 255];
const [WIDTH, HEIGHT] = [3, 2];

function canvas(): HTMLCanvasElement {
  const c = document.createElement("canvas");
  [c.width, c.height] = [WIDTH, HEIGHT];
  c.getContext("2d")!.putImageData(new ImageData(Uint8ClampedArray.from(COLOURS), WIDTH, HEIGHT), 0, 0);
  return c;
}

async function image(): Promise<HTMLImageElement> {
  const element = new Image();
  element.src = canvas().toDataURL();
  // what the page shows it at does not matter
  [element.width, element.height] = [30, 20];
  await element.decode();
  return element;
}

const SOURCES: Readonly<Record<string, () => ImageSource | Promise<ImageSource>>> = {
  ImageData: () => canvas().getContext("2d")!.getImageData(0, 0, WIDTH, HEIGHT),
  canvas,
  image,
  ImageBitmap: () => createImageBitmap(canvas()),
  OffscreenCanvas: () => {
    const c = new OffscreenCanvas(WIDTH, HEIGHT);
    c.getContext("2d")!.drawImage(canvas(), 0, 0);
    return c;
  },
  VideoFrame: () => new VideoFrame(canvas(), { timestamp: 0 }),
};

describe.each(["wasm", "webgl2", "webgpu"] as const)("on %s", (device) => {
  beforeAll(async () => {
    await setDevice(device);
  }, 60_000);

  test.each(Object.entries(SOURCES))("%s goes to the device and back to a canvas", async (_, make) => {
    const source = await make();
    const onDevice = fromImage(source, { channels: 4, dtype: "float32" }).mul(0.5).mul(2);
    if (source instanceof VideoFrame) source.close();
    const target = document.createElement("canvas");
    await toCanvas(onDevice, target);
    expect([target.width, target.height]).toEqual([WIDTH, HEIGHT]);
    expect([...target.getContext("2d")!.getImageData(0, 0, WIDTH, HEIGHT).data]).toEqual(COLOURS);
  });
});

test("what has not loaded is refused with what to await", () => {
  expect(() => fromImage(new Image())).toThrow("await its load or decode() first");
  expect(() => fromImage(document.createElement("video"))).toThrow("await its loadeddata event first");
});
