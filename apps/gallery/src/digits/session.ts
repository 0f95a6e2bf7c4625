// The page's side of a training: starts the worker, keeps what is known in one readable state, free of React.
import { createBus, PROTOCOL_VERSION, type EventBus, type WeirCommand } from "@weir/core/events";
import type { DemoResult, Failure, FromWorker, HeldOut, OpenedDevice, ToWorker, TrainingOptions } from "./messages.ts";

/** What is known about the training. Replaced, never changed. */
export interface SessionState {
  readonly phase: "opening" | "ready" | "running" | "paused" | "done" | "failed";
  readonly options: TrainingOptions;
  /** Undefined until it is open. */
  readonly device: OpenedDevice | undefined;
  readonly heldOut: HeldOut | undefined;
  /** On the held-out digits, after the last epoch. */
  readonly accuracy: number | undefined;
  readonly result: DemoResult | undefined;
  readonly failure: Failure | undefined;
  /** Rises whenever the network may have learnt something: predictions are out of date. */
  readonly generation: number;
}

/** A training in a worker, and the bus that its reports arrive on. */
export interface Session {
  /** What boards are plugged into. */
  readonly bus: EventBus;
  state(): SessionState;
  /** Calls `listener` after every change. Returns a function that ends it. */
  subscribe(listener: () => void): () => void;
  /** Starts the training, or lets a paused one go on. */
  start(): void;
  pause(): void;
  /** Takes one step while paused. */
  step(): void;
  /** Throws away what was learnt. */
  reset(): void;
  setLearningRate(rate: number): void;
  /** Goes on with another device, from the start; undefined leaves the choice to Weir. */
  setDevice(device: TrainingOptions["device"]): void;
  /** Returns the network's probabilities for digits in a row, 10 for each; undefined when the model went away meanwhile. */
  predict(images: Float32Array): Promise<Float32Array | undefined>;
  /** Resolves with the result of the training in progress, or of the next one. Rejects when it fails. */
  done(): Promise<DemoResult>;
  close(): void;
}

/** Predictions are asked for again at most this often while the network learns, in milliseconds. */
const GENERATION = 700;

/**
 * Opens a session: a worker with the data, a device and an untrained network.
 * @param url where the packed digits are
 * @param createWorker makes the worker that hosts `createTraining`
 */
export function openSession(url: string, options: TrainingOptions, createWorker: () => Worker): Session {
  const bus = createBus();
  const listeners = new Set<() => void>();
  const waiting = new Map<number, (probabilities: Float32Array | undefined) => void>();
  let worker = open(options);
  let request = 0;
  let lastGeneration = 0;
  let startWhenReady = false;
  let state: SessionState = fresh(options);
  let outcome = Promise.withResolvers<DemoResult>();
  // Whoever wants to know of a failure asks `done`; nobody has to.
  outcome.promise.catch(() => undefined);

  function fresh(wanted: TrainingOptions): SessionState {
    return {
      phase: "opening",
      options: wanted,
      device: undefined,
      heldOut: undefined,
      accuracy: undefined,
      result: undefined,
      failure: undefined,
      generation: 0,
    };
  }

  function open(wanted: TrainingOptions): Worker {
    const made = createWorker();
    made.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      if (made === worker) receive(data);
    });
    made.addEventListener("error", (event) => {
      if (made !== worker) return;
      const nextStep = "Reload the page. If it happens again, please report the text above.";
      fail({
        what: "The training's worker failed",
        message: event.message || "The worker could not be loaded.",
        nextStep,
      });
    });
    made.postMessage({ type: "open", url, options: wanted } satisfies ToWorker);
    return made;
  }

  function post(message: ToWorker): void {
    worker.postMessage(message);
  }

  function change(part: Partial<SessionState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  function receive(message: FromWorker): void {
    if (message.type === "report") learn(message);
    else if (message.type === "opened") change({ device: message.device, heldOut: message.heldOut });
    else if (message.type === "ready") ready();
    else if (message.type === "predicted") settle(message.request, message.probabilities);
    else if (message.type === "epoch") change({ accuracy: message.accuracy, generation: state.generation + 1 });
    else if (message.type === "finished") {
      change({
        phase: "done",
        result: message.result,
        accuracy: message.result.accuracy,
        generation: state.generation + 1,
      });
      outcome.resolve(message.result);
    } else fail(message.failure);
  }

  function learn({ report }: Extract<FromWorker, { readonly type: "report" }>): void {
    // After a reset, what the old training still sends is of no use.
    if (state.phase === "opening") return;
    bus.emit(report);
    if (report.type === "stats" && report.state === "paused") change({ phase: "paused" });
    const now = performance.now();
    if (report.type !== "scalars" || now - lastGeneration < GENERATION) return;
    lastGeneration = now;
    change({ generation: state.generation + 1 });
  }

  function ready(): void {
    change({ phase: "ready", generation: state.generation + 1 });
    // It may have been changed while the model was made.
    sendLearningRate();
    if (startWhenReady) start();
  }

  function start(): void {
    startWhenReady = state.phase === "opening";
    if (state.phase === "paused" || state.phase === "running") resume();
    if (state.phase !== "ready" && state.phase !== "done") return;
    renew();
    post({ type: "start" });
    change({ phase: "running", result: undefined });
  }

  function pause(): void {
    startWhenReady = false;
    if (state.phase === "running") post({ type: "command", command: { type: "pause" } });
  }

  function step(): void {
    if (state.phase === "paused") post({ type: "command", command: { type: "step", steps: 1 } });
  }

  function sendLearningRate(): void {
    const value = state.options.learningRate;
    post({ type: "command", command: { type: "setHyperparameter", name: "learningRate", value } });
  }

  function setLearningRate(learningRate: number): void {
    change({ options: { ...state.options, learningRate } });
    sendLearningRate();
  }

  function reset(): void {
    if (state.phase === "opening") return;
    if (state.phase === "failed") return reopen(state.options);
    renew();
    post({ type: "reset", learningRate: state.options.learningRate });
    clearBoard(bus);
    change({ phase: "opening", accuracy: undefined, result: undefined });
  }

  /** Boards on the page ask through the bus. */
  function obey(command: WeirCommand): void {
    if (command.type === "pause") pause();
    else if (command.type === "resume") start();
    else if (command.type === "step") step();
    else if (command.type === "reset") reset();
    else if (command.type === "setHyperparameter" && command.name === "learningRate") setLearningRate(command.value);
    else post({ type: "command", command });
  }
  bus.handle(obey);

  function resume(): void {
    post({ type: "command", command: { type: "resume" } });
    change({ phase: "running" });
  }

  function settle(number: number, probabilities: Float32Array | undefined): void {
    waiting.get(number)?.(probabilities);
    waiting.delete(number);
  }

  function fail(failure: Failure): void {
    forgetRequests();
    change({ phase: "failed", failure });
    outcome.reject(new Error(`${failure.what}: ${failure.message} ${failure.nextStep}`));
  }

  function forgetRequests(): void {
    for (const number of [...waiting.keys()]) settle(number, undefined);
  }

  /** A new training will have an outcome of its own; an old promise that nobody fulfilled goes with the next one. */
  function renew(): void {
    if (state.phase !== "done" && state.phase !== "failed") return;
    outcome = Promise.withResolvers();
    outcome.promise.catch(() => undefined);
  }

  return {
    bus,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start,
    pause,
    step,
    reset,
    setLearningRate,
    setDevice(device) {
      reopen({ ...state.options, device });
    },
    predict(images) {
      if (state.phase === "opening" || state.phase === "failed") return Promise.resolve(undefined);
      const number = request++;
      return new Promise((resolve) => {
        waiting.set(number, resolve);
        post({ type: "predict", request: number, images });
      });
    },
    done: () => outcome.promise,
    close() {
      worker.terminate();
      forgetRequests();
    },
  };

  /** A new worker, so that nothing of the old device is left. A training that ran starts again. */
  function reopen(wanted: TrainingOptions): void {
    const goesOn = state.phase === "running" || startWhenReady;
    worker.terminate();
    forgetRequests();
    renew();
    clearBoard(bus);
    worker = open(wanted);
    startWhenReady = goesOn;
    change(fresh(wanted));
  }
}

/** A hello of a run that has not begun empties every board. */
function clearBoard(bus: EventBus): void {
  bus.emit({
    type: "hello",
    protocol: PROTOCOL_VERSION,
    run: crypto.randomUUID(),
    name: "digits",
    time: Date.now(),
    commands: [],
  });
}
