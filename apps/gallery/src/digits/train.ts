// The training driver: model, data and device behind messages. Knows nothing of the page; the worker hosts it.
import { bus, getDevice, setDevice } from "@weir/core";
import type { WeirCommand } from "@weir/core/events";
import { mnist, type DigitsSplit } from "@weir/data";
import { lambdaCallback, type Sequential } from "@weir/nn";
import { failureOf } from "./failure.ts";
import type { DemoResult, FromWorker, OpenedDevice, ToWorker, TrainingOptions } from "./messages.ts";
import { PIXELS, SIDE } from "./messages.ts";
import { BATCH_SIZE, digitsModel } from "./model.ts";
import { stopwatch, type Stopwatch } from "./stopwatch.ts";

/** Predictions are made in batches of at most this many. */
const PREDICT_BATCH = 50;

/** Everything a training needs. */
interface Training {
  readonly data: DigitsSplit;
  readonly device: OpenedDevice;
  readonly options: TrainingOptions;
  model: Sequential;
  /** Ends the fit that runs, if one does. */
  stop: AbortController | undefined;
  /** Settles when that fit is over, however it ended. */
  fitted: Promise<void>;
  /** Time and steps of the model's training so far. */
  progress: Progress;
}

interface Progress {
  readonly watch: Stopwatch;
  epochs: number;
  steps: number;
}

/**
 * Returns the receiver of the page's messages. Answers go to `send`, and so does everything the bus reports.
 * Messages are taken one after another, except that a fit runs beside the messages that follow it.
 */
export function createTraining(send: (message: FromWorker) => void): (message: ToWorker) => void {
  let training: Training | undefined;
  let tail: Promise<void> = Promise.resolve();
  bus.subscribe((report) => send({ type: "report", report }));

  async function receive(message: ToWorker): Promise<void> {
    if (message.type === "open") training = await open(message.url, message.options, send);
    else if (!training) return;
    else if (message.type === "start") start(training, send);
    else if (message.type === "reset") await reset(training, message.learningRate, send);
    else if (message.type === "predict") await predict(training, message, send);
  }

  function fail(error: unknown, message: ToWorker): void {
    const device = message.type === "open" ? message.options.device : undefined;
    send({ type: "failed", failure: failureOf(error, message.type, device) });
  }

  return (message) => {
    // A pause must not wait for a prediction.
    if (message.type === "command") obey(training, message.command);
    else tail = tail.then(() => receive(message)).catch((error: unknown) => fail(error, message));
  };
}

async function open(url: string, options: TrainingOptions, send: (message: FromWorker) => void): Promise<Training> {
  const [data, { name, description, reason }] = await Promise.all([
    mnist(url),
    options.device ? setDevice(options.device) : getDevice(),
  ]);
  const device = { name, description, reason };
  send({ type: "opened", device, heldOut: { images: data.test.images.data, labels: data.test.labels.data } });
  const model = digitsModel(options.seed, options.learningRate);
  send({ type: "ready" });
  return { data, device, options, model, stop: undefined, fitted: Promise.resolve(), progress: freshProgress() };
}

function start(training: Training, send: (message: FromWorker) => void): void {
  if (training.stop) return;
  training.stop = new AbortController();
  const { signal } = training.stop;
  training.fitted = fit(training, signal, send)
    .then((result) => send({ type: "finished", result }))
    .catch((error: unknown) => {
      if (!signal.aborted) send({ type: "failed", failure: failureOf(error, "start") });
    })
    .finally(() => {
      training.stop = undefined;
    });
}

/** Trains on, `options.epochs` more. */
async function fit(
  { data, device, model, options, progress }: Training,
  signal: AbortSignal,
  send: (message: FromWorker) => void,
): Promise<DemoResult> {
  let last = { accuracy: Number.NaN, loss: Number.NaN };
  if (!model.paused) progress.watch.resume();
  try {
    await model.fit(data.train.images, data.train.labels, {
      batchSize: BATCH_SIZE,
      initialEpoch: progress.epochs,
      epochs: progress.epochs + options.epochs,
      validationData: [data.test.images, data.test.labels],
      signal,
      callbacks: [
        lambdaCallback({
          onBatchEnd: () => void (progress.steps += 1),
          onEpochEnd(epoch, logs) {
            progress.epochs = epoch + 1;
            last = { accuracy: logs["val_accuracy"]!, loss: logs["val_loss"]! };
            send({ type: "epoch", epoch, steps: progress.steps, ...last });
          },
        }),
      ],
    });
  } finally {
    progress.watch.pause();
  }
  return { ...last, steps: progress.steps, seconds: progress.watch.seconds(), device: device.name };
}

function freshProgress(): Progress {
  return { watch: stopwatch(), epochs: 0, steps: 0 };
}

/** Does what a board or the page asks of the training. */
function obey(training: Training | undefined, command: WeirCommand): void {
  if (!training) return;
  const { model, progress } = training;
  if (command.type === "pause") {
    model.pause();
    progress.watch.pause();
  } else if (command.type === "resume") {
    model.resume();
    if (training.stop) progress.watch.resume();
  } else if (command.type === "setHyperparameter" && !training.stop) {
    // Only a fit listens to the bus.
    model.optimizer.learningRate = command.value;
  } else bus.send(command);
}

async function reset(training: Training, learningRate: number, send: (message: FromWorker) => void): Promise<void> {
  training.stop?.abort(new Error("reset"));
  await training.fitted;
  training.model.dispose();
  training.model = digitsModel(training.options.seed, learningRate);
  training.progress = freshProgress();
  send({ type: "ready" });
}

type PredictMessage = Extract<ToWorker, { readonly type: "predict" }>;

async function predict(
  { model }: Training,
  { request, images }: PredictMessage,
  send: (message: FromWorker) => void,
): Promise<void> {
  const shape = [images.length / PIXELS, SIDE, SIDE, 1];
  const output = await model.predict({ data: images, shape }, { batchSize: PREDICT_BATCH });
  const probabilities = Float32Array.from(await output.data());
  output.dispose();
  send({ type: "predicted", request, probabilities });
}
