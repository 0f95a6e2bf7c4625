// What a compiled step makes before its first run.
import { beforeAll, expect, test } from "vitest";
import * as w from "./index.ts";

beforeAll(async () => {
  await w.setDevice("wasm");
});

test("a state that the host knows is uploaded: no kernel copies or fills it", async () => {
  const { counters } = await w.getDevice();
  const weights = w.tensor(
    Float32Array.from({ length: 300 }, (_, i) => i),
    [300],
  );
  const before = { ...counters };
  const step = w.compileStep(
    ({ x, m, n }, { by }) => ({ state: { x: x.add(by), m: m.mul(0.5).add(x), n: n.add(1) }, outputs: {} }),
    {
      state: { x: weights, m: w.zeros([300]), n: w.tensor(7) },
      inputs: { by: { shape: [], dtype: "float32" } },
    },
  );
  await step.ready;
  expect(counters.pipelines - before.pipelines).toBe(step.stats.kernels);
  expect(counters.dispatches - before.dispatches).toBe(0);
  expect(counters.uploads - before.uploads).toBe(3);
  expect([...(await step.state.n.data())]).toEqual([7]);
  step.run({ by: 2 });
  step.run({ by: 3 });
  expect([...(await step.state.x.data())].slice(0, 3)).toEqual([5, 6, 7]);
  expect([...(await step.state.m.data())].slice(0, 3)).toEqual([2, 3.5, 5]);
  expect([...(await step.state.n.data())]).toEqual([9]);
  expect([...(await weights.data())].slice(0, 3)).toEqual([0, 1, 2]);
  step.dispose();
});

test("cond on a step's state asks for the number that the state has now", async () => {
  const step = w.compileStep(({ n }) => ({ state: { n: n.sub(1) }, outputs: {} }), {
    state: { n: w.tensor(1) },
    inputs: {},
  });
  step.run({});
  const chosen = w.cond(
    step.state.n,
    () => w.tensor(1),
    () => w.tensor(2),
  );
  expect([...(await chosen.data())]).toEqual([2]);
  step.dispose();
});
