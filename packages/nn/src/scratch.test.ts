import { setDevice, getDevice } from "@weir/core";
import { test } from "vitest";
import { mnist } from "../../data/src/index.ts";
import { sequential, dense, adam, conv2d, maxPooling2d, flatten, dropout } from "./index.ts";
test("scratch", async () => {
  const info = await setDevice("wasm");
  const { train, test } = await mnist(new URL("../../../apps/gallery/public/data/digits.bin", import.meta.url));
  const model = sequential({ layers: [conv2d({ filters: 32, kernelSize: 3, activation: "relu", inputShape: [28, 28, 1] }), maxPooling2d(), conv2d({ filters: 64, kernelSize: 3, activation: "relu" }), maxPooling2d(), flatten(), dense({ units: 128, activation: "relu" }), dropout({ rate: 0.5 }), dense({ units: 10, activation: "softmax" })], seed: 1 });
  model.compile({ optimizer: adam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  const t0 = performance.now();
  let ticks = 0, worst = 0, last = t0;
  const timer = setInterval(() => { const now = performance.now(); if (now - last > 100) console.log("gap", Math.round(now - t0), Math.round(now - last)); worst = Math.max(worst, now - last); last = now; ticks++; }, 4);
  const c = { ...info.counters };
  const h = await model.fit(train.images, train.labels, { batchSize: 64, epochs: 2, validationData: [test.images, test.labels], callbacks: [{ onEpochEnd: (e, l) => console.log(e, l, performance.now() - t0, { ...info.counters }) }] });
  clearInterval(timer);
  console.log(h.history, performance.now() - t0, "ms", { ticks, worst });
}, 600000);
