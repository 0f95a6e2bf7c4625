/** For the tests of each device: it drops the pipelines that nobody uses, and none that somebody does. */
import { expect } from "vitest";
import type { Program } from "../../ir/program.ts";
import type { Device, Recording } from "./device.ts";
import { MOST_IDLE } from "./shared.ts";

/** More programs than pipelines are kept. `addition(k)` is x + k: one kernel, x its input, the sum its output. */
export async function checkDropping(device: Device, addition: (k: number) => Program): Promise<void> {
  const size = addition(0).slots[0]!.size;
  const x = Float32Array.from({ length: size }, (_, i) => i - 3);
  const buffers = [device.createBuffer("float32", size), device.createBuffer("float32", size)] as const;
  device.write(buffers[0], x);
  const expectSum = async (recording: Recording, k: number): Promise<void> => {
    recording.replay([buffers[0]], [buffers[1]]);
    expect(await device.read(buffers[1])).toEqual(x.map((v) => v + k));
  };
  const runOnce = async (k: number): Promise<number> => {
    const { pipelines } = device.counters;
    const atOnce = k % 2 === 1 && device.name !== "webgpu";
    const recording = atOnce ? device.prepareSync(addition(k)) : await device.prepare(addition(k));
    await expectSum(recording, k);
    recording.destroy();
    return device.counters.pipelines - pipelines;
  };

  const { livePipelines } = device.counters;
  const inUse = await device.prepare(addition(0.5));
  await expectSum(inUse, 0.5);
  const last = MOST_IDLE + 40;
  for (let k = 1; k <= last; k++) {
    expect(await runOnce(k)).toBe(1);
    expect(device.counters.livePipelines).toBeLessThanOrEqual(livePipelines + MOST_IDLE + 1);
  }
  await expectSum(inUse, 0.5);
  // one in use, one of those left last, one that has been dropped
  expect([await runOnce(0.5), await runOnce(last), await runOnce(1)]).toEqual([0, 0, 1]);
  await expectSum(inUse, 0.5);
  inUse.destroy();
  for (const b of buffers) b.destroy();
}
