// A recorded-looking run of the digits network: made by formula from a seed, played on a bus like a real one.
import type { EventBus, ScalarsEvent, StatsEvent } from "@weir/core/events";
import { normal, randomSource } from "./random.ts";
import { sampleGraph } from "./sample-graph.ts";

const STEPS_PER_EPOCH = 125;
const EPOCHS = 5;

/** Steps of the sample run. */
export const SAMPLE_STEPS = STEPS_PER_EPOCH * EPOCHS;

/** Layers with the size of their gradients at the start, and the power with which it falls. */
const LAYERS: readonly (readonly [layer: string, size: number, power: number])[] = [
  ["conv2d", 0.62, 0.34],
  ["conv2d_1", 1.15, 0.42],
  ["dense", 1.7, 0.5],
  ["dense_1", 2.4, 0.56],
];

/** Settings of `playSample`. */
export interface SampleOptions {
  /** Steps per second. Default 40; Infinity plays everything at once. */
  readonly speed?: number;
  /** A step at which the loss is NaN, to see how that looks. Default: none. */
  readonly nanAt?: number;
}

/**
 * Plays the sample run on a bus, obeying pause, resume, step and reset. Returns a function that ends it.
 * @example
 * const [run, types] = [createBus(), new Set()];
 * run.subscribe((report) => types.add(report.type));
 * playSample(run, { speed: Infinity });
 * types.has("hello") && types.has("graph") // true
 */
export function playSample(bus: EventBus, { speed = 40, nanAt = -1 }: SampleOptions = {}): () => void {
  let step = 0;
  let state: StatsEvent["state"] = "running";
  let random = randomSource(20_261_120);
  let runs = 0;

  function begin(): void {
    step = 0;
    state = "running";
    random = randomSource(20_261_120);
    bus.emit({
      type: "hello",
      protocol: 1,
      run: `sample-${Date.now()}-${++runs}`,
      name: "digits (sample run)",
      time: Date.now(),
      commands: ["pause", "resume", "step", "reset"],
      hyperparameters: { learningRate: 0.001 },
    });
    bus.emit(sampleGraph());
    tellState();
  }

  function tellState(): void {
    bus.emit({
      type: "stats",
      state,
      step,
      totalSteps: SAMPLE_STEPS,
      epoch: Math.min(EPOCHS, Math.floor(step / STEPS_PER_EPOCH) + 1),
      totalEpochs: EPOCHS,
      stepsPerSecond: state === "running" && Number.isFinite(speed) ? speed * (0.97 + 0.06 * random()) : 38.2,
      device: "wasm",
      deviceReason: "2 threads with SIMD. The WebGPU adapter here is a software one, about ten times slower.",
      dispatchesPerStep: 21,
      peakBytes: 46_137_344,
    });
  }

  function advance(): void {
    bus.emit(sampleStep(step, random, step === nanAt));
    step += 1;
    if (step % STEPS_PER_EPOCH === 0) endEpoch();
    if (step === SAMPLE_STEPS) state = "done";
  }

  function endEpoch(): void {
    const report = sampleValidation(step - 1, random);
    bus.emit(report);
    const accuracy = report.columns[1]?.values[0] ?? NaN;
    const message = `Epoch ${step / STEPS_PER_EPOCH} of ${EPOCHS}: ${(100 * accuracy).toFixed(2)} % on held-out digits.`;
    bus.emit({ type: "log", level: "info", kind: "epoch", step: step - 1, time: Date.now(), message });
  }

  const stopHandling = bus.handle((command) => {
    if (command.type === "reset") return begin();
    if (state === "done") return;
    if (command.type === "pause") state = "paused";
    if (command.type === "resume") state = "running";
    if (command.type === "step") for (let i = 0; i < command.steps && step < SAMPLE_STEPS; i++) advance();
    tellState();
  });

  begin();
  let last = performance.now();
  let owed = 0;
  function tick(): void {
    const now = performance.now();
    owed = state === "running" ? owed + ((now - last) / 1000) * speed : 0;
    last = now;
    if (state !== "running") return;
    while (owed >= 1 && step < SAMPLE_STEPS) {
      advance();
      owed -= 1;
    }
    tellState();
  }
  const timer = setInterval(tick, 50);
  return () => {
    clearInterval(timer);
    stopHandling();
  };
}

/** What one step measures: loss and accuracy approach their ends as powers of the step, with the noise of small batches. */
function sampleStep(step: number, random: () => number, isNan: boolean): ScalarsEvent {
  const progress = 1 + step / 6;
  const loss = (0.035 + 2.27 * progress ** -1.02) * Math.exp(0.24 * normal(random));
  const accuracy = Math.min(1, 1 - 0.9 * progress ** -1.12 - 0.012 * Math.abs(normal(random)));
  const columns = [
    { tag: "loss", values: Float32Array.of(isNan ? NaN : loss) },
    { tag: "accuracy", values: Float32Array.of(Math.round(accuracy * 64) / 64) },
  ];
  for (const [layer, size, power] of LAYERS) {
    const norm = size * progress ** -power * Math.exp(0.16 * normal(random));
    columns.push({ tag: `gradient_norm/${layer}/kernel`, values: Float32Array.of(norm) });
    columns.push({ tag: `gradient_norm/${layer}/bias`, values: Float32Array.of(norm * (0.2 + 0.1 * random())) });
  }
  return { type: "scalars", steps: Float64Array.of(step), columns };
}

function sampleValidation(step: number, random: () => number): ScalarsEvent {
  const epoch = (step + 1) / STEPS_PER_EPOCH;
  return {
    type: "scalars",
    steps: Float64Array.of(step),
    columns: [
      { tag: "val_loss", values: Float32Array.of(0.052 + 0.16 * epoch ** -1.3 + 0.004 * random()) },
      { tag: "val_accuracy", values: Float32Array.of(0.984 - 0.037 * epoch ** -1.1 + 0.001 * random()) },
    ],
  };
}
