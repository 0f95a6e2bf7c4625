// What the page's address asks for: ?device=wasm|webgl2|webgpu&autostart=1&epochs=N&lr=R&seed=N
import type { DeviceName } from "@weir/core";
import type { TrainingOptions } from "./messages.ts";

/** The devices, best first. */
export const DEVICES: readonly DeviceName[] = ["webgpu", "webgl2", "wasm"];

/** Learning rates one can choose from, on a logarithmic slider. */
export const RATES = { least: 1e-5, most: 1e-1, start: 1e-3 } as const;

const EPOCHS = 5;

/** What the address asks for. */
export interface PageOptions extends TrainingOptions {
  readonly autostart: boolean;
  /** What in the address was not understood, in a sentence each. */
  readonly complaints: readonly string[];
}

/**
 * Returns the options in an address's query. What is not understood is left at its default and complained about.
 * @example readOptions("?device=wasm&epochs=3").epochs // 3
 */
export function readOptions(search: string): PageOptions {
  const query = new URLSearchParams(search);
  const complaints: string[] = [];

  function number(name: string, fits: (value: number) => boolean, wanted: string, otherwise: number): number {
    const text = query.get(name);
    if (text === null) return otherwise;
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (fits(value)) return value;
    complaints.push(`${name} must be ${wanted}, got "${text}"; ${otherwise} is used.`);
    return otherwise;
  }

  const named = query.get("device");
  const device = DEVICES.find((name) => name === named);
  if (named !== null && !device)
    complaints.push(`device must be one of ${DEVICES.join(", ")}, got "${named}"; Weir chooses.`);
  return {
    device,
    epochs: number("epochs", (value) => Number.isInteger(value) && value > 0, "a whole number from 1", EPOCHS),
    learningRate: number(
      "lr",
      (value) => value >= RATES.least && value <= RATES.most,
      `from ${RATES.least} to ${RATES.most}`,
      RATES.start,
    ),
    seed: number("seed", Number.isInteger, "a whole number", 1),
    autostart: query.get("autostart") === "1",
    complaints,
  };
}
