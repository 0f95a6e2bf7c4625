// The model's verbs as a user sees them, on the device that Node has.
import { bus, getDevice, setDevice, Tensor, tensor, type WeirReport } from "@weir/core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Callback, Logs } from "../callbacks/callback.ts";
import { earlyStopping } from "../callbacks/early-stopping.ts";
import { batchNormalization } from "../layers/batch-normalization.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { input } from "../layers/input.ts";
import { sgd } from "../optimizers/sgd.ts";
import { sequential, type Sequential } from "./sequential.ts";

beforeAll(async () => {
  await setDevice("wasm");
});

/** 50 points of y = 2 x₀ − x₁ + 0.5. */
const count = 50;
const x = Float32Array.from({ length: 2 * count }, (_, i) => ((i * 37) % 101) / 50 - 1);
const y = Float32Array.from({ length: count }, (_, i) => 2 * x[2 * i]! - x[2 * i + 1]! + 0.5);

function line(): Sequential {
  const model = sequential({ layers: [dense({ units: 1, inputShape: [2] })], seed: 1 });
  model.compile({ optimizer: sgd({ learningRate: 0.1 }), loss: "meanSquaredError", metrics: ["mae"] });
  return model;
}

describe("fit", () => {
  test("learns a line, the smaller last batch included", async () => {
    const model = line();
    const { history, epoch } = await model.fit(x, y, { epochs: 60, batchSize: 16 });
    expect(epoch).toHaveLength(60);
    expect(history["loss"]!.at(-1)).toBeLessThan(1e-4);
    const [kernel, bias] = await model.getWeights();
    expect((await kernel!.data())[0]).toBeCloseTo(2, 1);
    expect((await kernel!.data())[1]).toBeCloseTo(-1, 1);
    expect((await bias!.data())[0]).toBeCloseTo(0.5, 1);
  });

  test("the same seed gives the same losses, dropout and order included; another seed others", async () => {
    const run = async (seed: number) => {
      const layers = [
        dense({ units: 8, activation: "relu", inputShape: [2] }),
        dropout({ rate: 0.3 }),
        dense({ units: 1 }),
      ];
      const model = sequential({ layers, seed });
      model.compile({ optimizer: "adam", loss: "mse" });
      return (await model.fit(x, y, { epochs: 3, batchSize: 8 })).history["loss"]!;
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test("history has the epoch's mean over examples and the validation's", async () => {
    const model = line();
    model.optimizer.learningRate = 0;
    const { history } = await model.fit(x, y, { batchSize: 16, validationData: [x, y] });
    const { loss, mae } = await model.evaluate(x, y, { batchSize: 7 });
    expect(Object.keys(history).sort()).toEqual(["loss", "mae", "val_loss", "val_mae"]);
    // Nothing was learnt at rate 0, so that all ways to measure must agree.
    expect(history["loss"]![0]).toBeCloseTo(loss!, 5);
    expect(history["mae"]![0]).toBeCloseTo(mae!, 5);
    expect(history["val_loss"]![0]).toBeCloseTo(loss!, 5);
  });

  test("validationSplit takes the last examples before shuffling", async () => {
    const model = line();
    model.optimizer.learningRate = 0;
    const { history } = await model.fit(x, y, { validationSplit: 0.2 });
    const { loss } = await model.evaluate(x.subarray(80), y.subarray(40));
    expect(history["val_loss"]![0]).toBeCloseTo(loss!, 5);
  });

  test("callbacks are called in order, every batch once", async () => {
    const calls: string[] = [];
    const callback: Callback = {
      onTrainBegin: () => void calls.push("train"),
      onEpochBegin: (epoch) => void calls.push(`epoch ${epoch}`),
      onBatchEnd: (batch, logs: Logs) => void calls.push(`batch ${batch} ${Object.keys(logs).join()}`),
      onEpochEnd: (epoch, logs) => void calls.push(`end ${epoch} ${Object.keys(logs).join()}`),
      onTrainEnd: () => void calls.push("done"),
    };
    await line().fit(x, y, { batchSize: 25, initialEpoch: 1, epochs: 2, callbacks: [callback] });
    expect(calls).toEqual(["train", "epoch 1", "batch 0 loss,mae", "batch 1 loss,mae", "end 1 loss,mae", "done"]);
  });

  test("ends when asked to, by a callback, early stopping or a signal", async () => {
    const model = line();
    const stop: Callback = { onBatchEnd: () => void (model.stopTraining = true) };
    expect((await model.fit(x, y, { epochs: 50, batchSize: 5, callbacks: [stop] })).epoch).toEqual([0]);
    model.optimizer.learningRate = 0;
    const patient = earlyStopping({ monitor: "loss", patience: 2 });
    expect((await model.fit(x, y, { epochs: 50, shuffle: false, callbacks: [patient] })).epoch).toHaveLength(3);
    const controller = new AbortController();
    const abort: Callback = { onEpochEnd: () => controller.abort(new Error("enough")) };
    await expect(model.fit(x, y, { epochs: 50, signal: controller.signal, callbacks: [abort] })).rejects.toThrow(
      "enough",
    );
  });

  test("waits while paused and takes a learning rate while it runs", async () => {
    const model = line();
    let batches = 0;
    const pauseAtThird: Callback = {
      onBatchEnd() {
        batches += 1;
        if (batches === 3) model.pause();
      },
    };
    const done = model.fit(x, y, { epochs: 20, batchSize: 5, callbacks: [pauseAtThird] });
    while (batches < 3) await pause(1);
    await pause(50);
    const held = batches;
    await pause(50);
    expect(batches).toBe(held);
    expect(held).toBeLessThan(200);
    const before = await values(model);
    model.optimizer.learningRate = 0;
    model.resume();
    await done;
    expect(batches).toBe(200);
    expect(await values(model)).toEqual(before);
  });

  test("lets timers run while it trains", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    const model = line();
    const started = performance.now();
    const stop: Callback = { onEpochEnd: () => void (model.stopTraining = performance.now() - started > 200) };
    await model.fit(x, y, { epochs: 100_000, batchSize: 5, callbacks: [stop] });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(4);
  });

  test("may go on in another fit, and with other batch sizes, on the same variables", async () => {
    const model = line();
    const first = (await model.fit(x, y, { epochs: 5, batchSize: 10 })).history["loss"]!.at(-1)!;
    const second = (await model.fit(x, y, { epochs: 10, initialEpoch: 5, batchSize: 25 })).history["loss"]!;
    expect(second[0]!).toBeLessThan(first);
    const { loss } = await model.evaluate(x, y);
    expect(loss!).toBeLessThan(second.at(-1)! * 1.5);
  });
});

test("steps taken by hand before a fit are no part of its numbers", async () => {
  const model = line();
  const step = model.trainStep(count);
  for (let i = 0; i < 5; i++) step.run(x, y);
  const { loss } = await model.evaluate(x, y);
  let batches = 0;
  const callbacks = [{ onBatchEnd: () => void (batches += 1) }];
  const { history } = await model.fit(x, y, { batchSize: count, callbacks });
  expect(batches).toBe(1);
  expect(history["loss"]![0]).toBeCloseTo(loss!, 5);
});

test("two thousand steps make no buffer and hold no more memory than the first", async () => {
  const { counters } = await getDevice();
  const model = line();
  await model.fit(x, y, { epochs: 100, batchSize: 5 });
  const { buffers, pipelines, liveBytes, dispatches } = counters;
  await model.fit(x, y, { epochs: 200, batchSize: 5 });
  expect(counters.dispatches - dispatches).toBeGreaterThan(2000);
  expect(counters).toMatchObject({ buffers, pipelines });
  // How far the loop runs ahead of the device varies: at most 48 steps, each with x, y and a reading staged in 1 KB.
  expect(counters.liveBytes - liveBytes).toBeLessThanOrEqual(48 * 3 * 1024);
});

describe("bad input is refused before anything changes", () => {
  const classifier = () => {
    const model = sequential({ layers: [dense({ units: 3, inputShape: [2] })], seed: 1 });
    model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
    return model;
  };
  const two = Float32Array.of(1, 2, 3, 4);
  test.each<[string, (model: Sequential) => Promise<unknown>, string]>([
    ["no data", (m) => m.fit(new Float32Array(0), []), "fit: x is empty"],
    ["different lengths", (m) => m.fit(two, [0]), "x has 2 examples, but y has 1"],
    ["NaN", (m) => m.fit(Float32Array.of(1, NaN, 3, 4), [0, 1]), "x holds NaN, first in example 0"],
    ["NaN labels", (m) => m.fit(two, [0, NaN]), "y holds NaN, first in example 1"],
    ["a label too large", (m) => m.fit(two, [0, 3]), "must be class numbers from 0 to 2"],
    ["a label that is no whole number", (m) => m.fit(two, [0, 0.5]), "got 0.5 in example 1"],
    ["a bad batchSize", (m) => m.fit(two, [0, 1], { batchSize: 0 }), "batchSize must be a whole number from 1"],
    ["bad epochs", (m) => m.fit(two, [0, 1], { epochs: 1.5 }), "epochs must be a whole number from 1"],
    [
      "bad validation data",
      (m) => m.fit(two, [0, 1], { validationData: [two, [0, 9]] }),
      "y of validationData must be class numbers",
    ],
    ["too large a split", (m) => m.fit(two, [0, 1], { validationSplit: 0.9 }), "leaves none to train on"],
    [
      "both validations",
      (m) => m.fit(two, [0, 1], { validationSplit: 0.5, validationData: [two, [0, 1]] }),
      "got both",
    ],
    ["predicting NaN", (m) => m.predict([[1, NaN]]), "predict: x holds NaN"],
    ["predicting another shape", (m) => m.predict([[1, 2, 3]]), "x must be [batch, 2], got [1, 3]"],
    ["too few weights", (m) => m.setWeights([two]), "the model has 2 variables (dense/kernel, dense/bias), got 1"],
    [
      "weights of another shape",
      (m) => m.setWeights([tensor(two, [2, 2]), tensor([0, 0, 0])]),
      "dense/kernel has shape [2, 3], got [2, 2]",
    ],
  ])("%s", async (_, call, message) => {
    const model = classifier();
    const before = await values(model);
    await expect(call(model)).rejects.toThrow(message);
    expect(await values(model)).toEqual(before);
  });

  test("a model that is not compiled or not built says so", async () => {
    const model = sequential([dense({ units: 1 })]);
    expect(() => model.summary()).toThrow("does not know its input's shape yet");
    await expect(model.predict(two)).rejects.toThrow("a typed array alone does not say what shape");
    model.build([2]);
    await expect(model.fit(two, [1, 2])).rejects.toThrow('model "sequential" is not compiled. Call model.compile(');
    expect(() => sequential([])).toThrow("needs at least one layer");
  });

  test("two fits at once are refused", async () => {
    const model = line();
    const first = model.fit(x, y);
    await expect(model.fit(x, y)).rejects.toThrow("a fit of model");
    await first;
  });
});

describe("weights", () => {
  test("come back as they were set, before and after training", async () => {
    const model = line();
    await model.setWeights([Float32Array.of(3, 4), Float32Array.of(5)]);
    expect(await values(model)).toEqual([3, 4, 5]);
    await model.fit(x, y);
    expect(await values(model)).not.toEqual([3, 4, 5]);
    void model.setWeights([tensor([[3], [4]]), tensor([5])]);
    const out = await model.predict([[1, 1]]);
    expect(await out.array()).toEqual([[12]]);
    const { loss } = await model.evaluate([[1, 1]], [12]);
    expect(loss).toBe(0);
  });

  test("predict keeps the order over several batches and sees what training left", async () => {
    const model = line();
    await model.fit(x, y, { epochs: 60, batchSize: 16 });
    const predicted = await model.predict(x, { batchSize: 7 });
    expect(predicted.shape).toEqual([count, 1]);
    const data = await predicted.data();
    data.forEach((value, i) => expect(value).toBeCloseTo(y[i]!, 1));
  });

  test("trainOnBatch returns the loss before its step, or with metrics a list", async () => {
    const model = line();
    const before = await model.evaluate(x, y);
    const [loss, mae] = (await model.trainOnBatch(x, y)) as readonly number[];
    expect(loss).toBeCloseTo(before["loss"]!, 5);
    expect(mae).toBeCloseTo(before["mae"]!, 5);
    model.compile({ optimizer: "sgd", loss: "mse" });
    expect(await model.trainOnBatch(x, y)).toBeLessThan(loss!);
  });

  test("models are built by their first data", async () => {
    const model = sequential([dense({ units: 1 })]);
    model.compile({ optimizer: "sgd", loss: "mse" });
    await model.fit([[1, 2, 3]], [1]);
    expect(model.inputShape).toEqual([3]);
    expect(model.countParams()).toBe(4);
    expect((await model.predict(tensor([[1, 2, 3]]))) instanceof Tensor).toBe(true);
  });
});

test("batch normalization keeps moving statistics, and uses them outside training", async () => {
  const model = sequential([input({ shape: [2] }), batchNormalization({ momentum: 0.5 })]);
  model.compile({ optimizer: sgd({ learningRate: 0 }), loss: "mse" });
  await model.fit(
    [
      [1, 10],
      [3, 30],
    ],
    [
      [0, 0],
      [0, 0],
    ],
    { batchSize: 2 },
  );
  const [gamma, beta, movingMean, movingVariance] = await Promise.all((await model.getWeights()).map((w) => w.array()));
  expect([gamma, beta]).toEqual([
    [1, 1],
    [0, 0],
  ]);
  expect(movingMean).toEqual([1, 10]);
  // The batch's variances are 1 and 100: half way from 1.
  expect(movingVariance).toEqual([1, 50.5]);
  const out = (await (await model.predict([[1, 10]])).array()) as number[][];
  expect(out[0]![0]).toBeCloseTo(0, 5);
});

test("boards hear hello, every step's numbers and the states; commands are obeyed", async () => {
  const reports: WeirReport[] = [];
  const stop = bus.subscribe((report) => void reports.push(report));
  // What the bus told of earlier tests' runs is not ours.
  reports.length = 0;
  const model = line();
  const slow: Callback = {
    onEpochEnd(epoch) {
      if (epoch === 0) bus.send({ type: "setHyperparameter", name: "learningRate", value: 0.05 });
    },
  };
  await model.fit(x, y, { epochs: 2, batchSize: 16, name: "line", validationSplit: 0.2, callbacks: [slow] });
  stop();
  const hello = reports.find((r) => r.type === "hello");
  expect(hello).toMatchObject({ name: "line", hyperparameters: { learningRate: 0.1 } });
  const scalars = reports.filter((r) => r.type === "scalars").filter((r) => r.columns[0]!.tag === "loss");
  expect(scalars.flatMap((r) => [...r.steps])).toEqual([0, 1, 2, 3, 4, 5]);
  const tags = scalars[0]!.columns.map((c) => c.tag);
  expect(tags).toEqual(["loss", "mae", "gradient_norm/dense/kernel", "gradient_norm/dense/bias", "lr"]);
  const rates = scalars.flatMap((r) => [...r.columns.find((c) => c.tag === "lr")!.values]);
  expect(rates.map((rate) => Number(rate.toFixed(3)))).toEqual([0.1, 0.1, 0.1, 0.05, 0.05, 0.05]);
  expect(reports.filter((r) => r.type === "scalars").some((r) => r.columns[0]!.tag === "val_loss")).toBe(true);
  expect(reports.filter((r) => r.type === "stats").map((r) => r.state)).toEqual(
    expect.arrayContaining(["preparing", "running", "done"]),
  );
  // after hello, which empties boards, and before the graph of what was compiled
  const order = reports.map((r) => r.type);
  const compiling = reports.filter((r) => r.type === "compiling");
  expect(compiling.map((r) => r.program)).toEqual(expect.arrayContaining(["train", "evaluate"]));
  expect(compiling.at(-1)!.done).toBe(compiling.at(-1)!.total);
  expect(order.indexOf("compiling")).toBeGreaterThan(order.indexOf("hello"));
  expect(order.lastIndexOf("compiling")).toBeLessThan(order.indexOf("graph"));
  for (const r of scalars)
    for (const column of r.columns) for (const value of column.values) expect(value).not.toBeNaN();
});

async function values(model: Sequential): Promise<number[]> {
  const weights = await model.getWeights();
  return (await Promise.all(weights.map((w) => w.data()))).flatMap((data) => [...data]);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
