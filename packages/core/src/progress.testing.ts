// Shared by the tests of all devices: what the bus hears while a step is compiled.
import { expect, test } from "vitest";
import type { CompilingEvent, DeviceName } from "./index.ts";
import { bus, compileStep, getDevice, setDevice, sum, tensor } from "./index.ts";

/** A step of several kernels that no test has compiled before: `size` is in their text. */
function stepOf(size: number) {
  return compileStep(
    ({ x }, { by }) => ({ state: { x: x.mul(by).sub(sum(x).tanh()) }, outputs: { total: x.cumsum() } }),
    {
      state: { x: tensor(new Float32Array(size).fill(0.1)) },
      inputs: { by: { shape: [], dtype: "float32" } },
      name: "halving",
    },
  );
}

/** Registers the tests on `device`; `each`: it tells of every kernel, and not of all at once. */
export function describeProgress(device: DeviceName, each: boolean): void {
  test(`who listens hears how far the kernels of a step are on ${device}`, async () => {
    await setDevice(device);
    const heard: CompilingEvent[] = [];
    const stop = bus.subscribe((report) => void (report.type === "compiling" && heard.push(report)));
    const step = stepOf(1003);
    await step.ready;
    stop();
    const total = step.stats.kernels;
    expect(total).toBeGreaterThan(1);
    const counts = each ? Array.from({ length: total + 1 }, (_, done) => done) : [0, total];
    expect(heard).toEqual(counts.map((done) => ({ type: "compiling", program: "halving", done, total })));
    step.dispose();
  });

  test(`a step that is replayed, or compiled unheard, tells nothing on ${device}`, async () => {
    await setDevice(device);
    const quiet = stepOf(1004);
    await quiet.ready;
    const heard: string[] = [];
    const stop = bus.subscribe((report) => void heard.push(report.type));
    heard.length = 0;
    quiet.run({ by: 2 });
    await quiet.finish();
    expect((await getDevice()).name).toBe(device);
    stop();
    expect(heard).not.toContain("compiling");
    quiet.dispose();
  });
}
