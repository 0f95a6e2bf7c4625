/** One of the processes that share a run on a GPU: does what it is sent, one task after the other. */
import { setDevice } from "../runtime.ts";
import { takeForHardware } from "./hardware.testing.ts";

/** Said once the device is open. */
export interface Ready {
  readonly device: string;
}

/** Opens WebGPU, and answers every task with what `perform` makes of it. */
export async function serveLane<Task>(
  hardware: boolean,
  perform: (task: Task) => Promise<object | null>,
): Promise<void> {
  const say = (word: object | null): unknown => process.send!(word);
  if (hardware) takeForHardware(navigator.gpu);
  const { description } = await setDevice("webgpu");
  process.on("message", (task: Task) => void perform(task).then(say));
  process.on("disconnect", () => process.exit());
  say({ device: description } satisfies Ready);
}
