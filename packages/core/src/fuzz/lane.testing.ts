/** One process of a run: does the portions that it is sent, one after the other. */
import { takeForHardware } from "../hardware.testing.ts";
import { setDevice } from "../runtime.ts";
import type { Portion, Tally } from "./portion.testing.ts";
import { runPortion } from "./portion.testing.ts";

/** Said once the device is open. */
export interface Ready {
  readonly device: string;
}
/** What a process says: that it is ready, then what came of each portion. */
export type Word = Ready | Tally;

/** Opens the device, and answers every portion. */
export async function serveLane(hardware: boolean): Promise<void> {
  const say = (word: Word): unknown => process.send!(word);
  if (hardware) takeForHardware(navigator.gpu);
  const { description } = await setDevice("webgpu");
  process.on("message", (portion: Portion) => void runPortion(portion).then(say));
  process.on("disconnect", () => process.exit());
  say({ device: description });
}
