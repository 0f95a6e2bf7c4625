// The packed digits (format "WDG1", written by scripts/digits.mjs; its layout is described there).
import type { Column } from "./column.ts";
import { readBytes } from "./read-bytes.ts";

const HEADER_BYTES = 20;

/** Images and their labels. */
export interface Digits {
  /** `[count, height, width, 1]`, float32, 0 = paper, 1 = ink. */
  readonly images: Column<Float32Array>;
  /** `[count]`, int32, the digit 0..9. */
  readonly labels: Column<Int32Array>;
}

/** Digits to train on, and digits held out to measure with. */
export interface DigitsSplit {
  readonly train: Digits;
  readonly test: Digits;
}

/**
 * Returns the handwritten digits of a packed file: 8,000 to train on and 2,000 held out, 28 × 28 pixels each.
 * @param source where the file lies: a URL that `fetch` can read, in Node also a `file:` URL; or the file's bytes
 * @throws Error when the source cannot be read or is not a packed digits file
 * @example
 * const file = new Uint8Array(20 + 2 * (1 + 784));
 * file.set([87, 68, 71, 49, 1, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, 0, 0, 0]);
 * (await mnist(file.buffer)).train.images.shape // [1, 28, 28, 1]
 */
export async function mnist(source: string | URL | ArrayBuffer): Promise<DigitsSplit> {
  return decodeDigits(source instanceof ArrayBuffer ? source : await readBytes("mnist", source));
}

function decodeDigits(buffer: ArrayBuffer): DigitsSplit {
  const { trainCount, testCount, height, width } = readHeader(buffer);
  const count = trainCount + testCount;
  const labels = new Uint8Array(buffer, HEADER_BYTES, count);
  const pixels = new Uint8Array(buffer, HEADER_BYTES + count, count * height * width);

  function slice(start: number, end: number): Digits {
    const size = height * width;
    return {
      images: {
        data: Float32Array.from(pixels.subarray(start * size, end * size), (value) => value / 255),
        shape: [end - start, height, width, 1],
      },
      labels: { data: Int32Array.from(labels.subarray(start, end)), shape: [end - start] },
    };
  }
  return { train: slice(0, trainCount), test: slice(trainCount, count) };
}

function readHeader(buffer: ArrayBuffer) {
  const view = new DataView(buffer);
  const magic = String.fromCharCode(...new Uint8Array(buffer, 0, Math.min(4, buffer.byteLength)));
  if (magic !== "WDG1" || buffer.byteLength < HEADER_BYTES) {
    throw new Error(
      `mnist: expected a packed digits file, which begins with "WDG1", got ${buffer.byteLength} bytes that begin with ${JSON.stringify(magic)}. Run npm start once: it writes data/digits.bin.`,
    );
  }
  const [trainCount, testCount, height, width] = [4, 8, 12, 16].map((offset) => view.getUint32(offset, true)) as [
    number,
    number,
    number,
    number,
  ];
  const expected = HEADER_BYTES + (trainCount + testCount) * (1 + height * width);
  if (buffer.byteLength !== expected) {
    throw new Error(
      `mnist: the file's header announces ${expected} bytes, got ${buffer.byteLength}. Delete the file and run npm start again.`,
    );
  }
  return { trainCount, testCount, height, width };
}
