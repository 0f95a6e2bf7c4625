import { expect, test } from "vitest";
import { fromAudio, fromImage, tensor, toPixels } from "./index.ts";
import type { ImageSource, Sound } from "./index.ts";

const picture = { width: 2, height: 1, data: Uint8ClampedArray.of(255, 0, 51, 255, 1, 2, 3, 4) };

test("channels and dtypes are as asked", async () => {
  expect(await fromImage(picture).array()).toEqual([
    [
      [255, 0, 51],
      [1, 2, 3],
    ],
  ]);
  expect(await fromImage(picture, { channels: 4, dtype: "uint8" }).array()).toEqual([
    [
      [255, 0, 51, 255],
      [1, 2, 3, 4],
    ],
  ]);
  expect(await fromImage(picture, { channels: 1, dtype: "float32" }).array()).toEqual([[[1], [Math.fround(1 / 255)]]]);
});

test("what comes from a picture goes back to it, by integers and by floats", async () => {
  for (const dtype of ["int32", "float32"] as const)
    expect((await toPixels(fromImage(picture, { channels: 4, dtype }))).data).toEqual(picture.data);
});

test("what is out of range is clipped, and grey is three equal channels", async () => {
  expect([...(await toPixels(tensor([[-1, 2]]))).data]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
});

test("bad pictures and options are refused with the next step", async () => {
  expect(() => fromImage({ ...picture, width: 3 })).toThrow("3×1 pixels take 12 bytes, got 8");
  expect(() => fromImage(picture, { channels: 5 })).toThrow("channels is 1, 2, 3 or 4, got 5");
  expect(() => fromImage(picture, { dtype: "int8" })).toThrow("holds 0 … 255, got int8");
  expect(() => fromImage(new Blob() as unknown as ImageSource)).toThrow("fromBlob() decodes a Blob");
  await expect(toPixels(tensor([1, 2]))).rejects.toThrow("got float32[2]");
});

test("a sound is frames × channels", async () => {
  const channels = [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)];
  const sound = { length: 3, numberOfChannels: 2, getChannelData: (c: number) => channels[c]! };
  expect(await fromAudio(sound).array()).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  expect(() => fromAudio(new Blob() as unknown as Sound)).toThrow("takes an AudioBuffer, got Blob");
});
