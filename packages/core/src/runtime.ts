/** The device in use, the values that live on it, and the one queue through which everything reaches it, in order. */
import type { Graph, Node } from "./ir/graph.ts";
import { topologicalOrder } from "./ir/graph.ts";
import type { DeviceArray, DType, HostArray } from "./ir/dtype.ts";
import { DTYPES, toDevice } from "./ir/dtype.ts";
import { WeirError } from "./ir/error.ts";
import { sizeOf } from "./ir/shape.ts";
import { compile, openDevice } from "./compile.ts";
import type { Compiled, CompiledPart, CompileOptions } from "./compile.ts";
import { findProgram, keepProgram, openShelf, pickShelf, programKey } from "./cache/program-cache.ts";
import { computeOnHost } from "./host.ts";
import type { Untuned } from "./tune/tuner.ts";
import { Tuner } from "./tune/tuner.ts";
import type { Target } from "./ir/target.ts";
import { storedAs } from "./ir/target.ts";
import { progressOf } from "./progress.ts";
import type { Composer } from "./stages/3-simplify/decompose.ts";
import type { Device, DeviceBuffer, DeviceCounters, DeviceName, Recording } from "./stages/7-run/device.ts";
import type { DeviceChoice, DeviceOptions } from "./stages/7-run/open.ts";

/** Numbers behind a tensor: on the host until a kernel needs them, on the device from then on. */
export class Value {
  readonly dtype: DType;
  readonly size: number;
  host: HostArray | undefined;
  /** The values of a string tensor, which never leave the host. */
  strings: readonly string[] | undefined;
  buffer: DeviceBuffer | undefined;
  /** The device that `buffer` is on. */
  home: Device | undefined;
  /** How many reminders the collector had had when `buffer` was made. */
  since = 0;
  /** Why the numbers could not be computed. */
  error: unknown;
  /** Tensors that hold these numbers and have not been disposed of. */
  owners = 0;
  /** A step's state: its runs replace the numbers on the device, and `host` is what they were at first. */
  live = false;

  constructor(dtype: DType, size: number, host?: HostArray) {
    this.dtype = dtype;
    this.size = size;
    this.host = host;
  }

  /** The numbers, where the host has them and no device has newer ones. */
  get known(): HostArray | undefined {
    return this.buffer || this.live ? undefined : this.host;
  }

  /** Frees the device memory now. */
  destroy(): void {
    if (this.buffer) {
      reclaimed.unregister(this);
      giveBack({ buffer: this.buffer, since: this.since });
    }
    this.buffer = undefined;
    this.host = undefined;
  }
}

interface Held {
  readonly buffer: DeviceBuffer;
  readonly since: number;
}

/** Values that nobody can reach any more give their memory back, whether or not anyone disposed of them. */
const reclaimed = new FinalizationRegistry<Held>(giveBack);

/** Device bytes given to values since the collector was last reminded of them, and not given back. */
let unreclaimed = 0;
let reminders = 0;
/** Bytes after which it is reminded, and of the host allocation that does it. */
const REMINDER = 64 * 2 ** 20;

function giveBack({ buffer, since }: Held): void {
  if (since === reminders) unreclaimed -= bytesOf(buffer);
  buffer.destroy();
}

function bytesOf({ size, dtype }: DeviceBuffer): number {
  return size * DTYPES[dtype].bytes;
}

/**
 * Lets the garbage collector see device memory. It counts host bytes only and would let gigabytes of unreachable tensors pile up:
 * an allocation of that size, dropped at once and never touched, makes it look. A program that disposes of its tensors never waits for it.
 */
export async function relieve(): Promise<void> {
  if (unreclaimed < REMINDER) return;
  unreclaimed = 0;
  reminders++;
  void new ArrayBuffer(REMINDER);
  // reclaimed values are announced between tasks
  await new Promise((resolve) => setTimeout(resolve));
}

/** Gives `value` device memory, with its host numbers in it. */
export function ensureBuffer(value: Value, device: Device): DeviceBuffer {
  if (value.error) throw value.error;
  if (value.home && value.home !== device) {
    throw new WeirError(
      `this tensor's values were on ${value.home.name}, which setDevice closed; read them with data() before setDevice, and make the tensor again after it`,
    );
  }
  if (!value.buffer) {
    value.home = device;
    const stored = storedAs(value.dtype, device.target);
    const numbers = value.size * DTYPES[value.dtype].parts;
    value.buffer = device.createBuffer(stored, Math.max(1, numbers));
    value.since = reminders;
    reclaimed.register(value, { buffer: value.buffer, since: reminders }, value);
    unreclaimed += bytesOf(value.buffer);
    if (value.host && value.size > 0) {
      device.write(value.buffer, toDevice(stored, value.host));
      if (value.host.length > KEPT_ON_HOST) value.host = undefined;
    }
  }
  return value.buffer;
}
/** Host copies up to this long are kept, so that reading a scalar back is free. */
const KEPT_ON_HOST = 64;

// ---- the device ---------------------------------------------------------------------------------------------------------

let opening: Promise<DeviceChoice> | undefined;
let opened: DeviceChoice | undefined;
let openedWith: DeviceOptions = {};
/** Chooses schedules for the device in use, if it is to be tuned. */
let tuner: Tuner | undefined;

/**
 * Chooses the device everything runs on from now on, or with `undefined` leaves the choice to Weir: the one that will be
 * fastest here. Resolves when it is open. Tensors made before keep their values only if they were never on a device. Options left
 * out have their defaults, and the device in use is opened anew when they change.
 * @throws WeirError naming what this browser lacks when the device is not there
 * @see TensorFlow.js's `tf.setBackend`
 * @example setDevice("wasm").then((d) => d.name) // "wasm"
 */
export async function setDevice(name?: DeviceName, options: DeviceOptions = {}): Promise<DeviceInfo> {
  await tail;
  const before = await opening?.catch(() => undefined);
  if (before && before.device.name === name && sameOptions(options, openedWith)) return info(before);
  // the new one first: if it cannot be opened, the old one goes on
  const choice = await openDevice(name, options);
  await openShelf(choice.device);
  executables.clear();
  opened = choice;
  openedWith = options;
  tuner = tunerFor(choice.device, options);
  opening = Promise.resolve(choice);
  before?.device.destroy();
  return info(choice);
}

function sameOptions(a: DeviceOptions, b: DeviceOptions): boolean {
  const same = (key: "deterministic" | "tune"): boolean => (a[key] ?? false) === (b[key] ?? false);
  return same("deterministic") && same("tune") && a.threads === b.threads;
}

function tunerFor(device: Device, { tune = false, deterministic = false }: DeviceOptions): Tuner | undefined {
  if (!tune || deterministic || !device.stopwatch) return undefined;
  return new Tuner(device, pickShelf, (kernels) => device.stopwatch!(kernels));
}

/** What a device is and why it was picked. */
export interface DeviceInfo {
  readonly name: DeviceName;
  /** Vendor and architecture, or threads and SIMD level. */
  readonly description: string;
  /** Why this device and not another. */
  readonly reason: string;
  /** What was made so far: buffers, bind groups, dispatches, bytes. A live object. */
  readonly counters: Readonly<DeviceCounters>;
}

/**
 * Returns a promise of the device in use; opens one if none is.
 * @see TensorFlow.js's `tf.getBackend`
 * @example getDevice().then((d) => d.name) // "wasm"
 */
export async function getDevice(): Promise<DeviceInfo> {
  return info(await currentDevice());
}

function info({ device, reason }: DeviceChoice): DeviceInfo {
  return { name: device.name, description: device.description, reason, counters: device.counters };
}

export function currentDevice(): Promise<DeviceChoice> {
  opening ??= openDevice().then(
    async (choice) => {
      await openShelf(choice.device);
      return (opened = choice);
    },
    (error: unknown) => {
      // the next call may find another
      opening = undefined;
      throw error;
    },
  );
  return opening;
}

/** The device in use, if one is open. */
export function deviceNow(): Device | undefined {
  return opened?.device;
}

// ---- the queue ----------------------------------------------------------------------------------------------------------

let tail: Promise<void> = Promise.resolve();

/** What has not been handed to the device, oldest first. */
const queue: Entry[] = [];

interface Entry {
  readonly work: Work;
  state: "waiting" | "running" | "done";
}

/**
 * Runs `work` on the device after everything enqueued before. Where the device computes in place and nothing waits, that is now;
 * otherwise later, and `prepare`d programs may compile in between.
 */
export function enqueue(work: Work): void {
  if (queue.length === 0 && opened && computesInPlace(opened.device)) {
    void work.now(opened.device);
    return;
  }
  work.queued?.();
  const entry: Entry = { work, state: "waiting" };
  queue.push(entry);
  tail = tail
    .then(async () => {
      if (entry.state === "done") return;
      const { device } = await currentDevice();
      await work.prepare?.(device);
      if (entry.state !== "waiting") return;
      entry.state = "running";
      await work.now(device);
    })
    .catch((error: unknown) => work.fail(error))
    .finally(() => leave(entry));
}

function leave(entry: Entry): void {
  entry.state = "done";
  const at = queue.indexOf(entry);
  if (at >= 0) queue.splice(at, 1);
}

/** Whether what is enqueued on `device` is done when the call returns, so that values can be read at once. */
function computesInPlace(device: Device): boolean {
  return device.name === "wasm";
}

export interface Work {
  /** Compiles what `now` needs; skipped where compiling is synchronous. */
  prepare?(device: Device): Promise<void>;
  /** A promise only where the device does not compute in place, and never when the caller reads `atOnce`. */
  now(device: Device, atOnce?: boolean): void | Promise<void>;
  /** Called when `now` has to wait: what the caller may change meanwhile is copied here. */
  queued?(): void;
  fail(error: unknown): void;
}

/** Resolves when everything enqueued so far has been handed to the device. */
export async function drained(): Promise<Device> {
  const { device } = await currentDevice();
  while (queue.length > 0) await tail;
  return device;
}

/** Whether values can be read without waiting. */
export function readsAtOnce(): boolean {
  return opened !== undefined && opened.device.name !== "webgpu" && !queue.some((e) => e.state === "running");
}

/** The device, with everything enqueued handed to it, now; throws where only waiting can do that. */
export function drainedNow(what: string): Device {
  const stuck = !opened || queue.some((e) => e.state === "running" || opened!.device.name === "webgpu");
  if (stuck) {
    throw new WeirError(
      `${what}: values are still on their way to the device; use await data() instead, or await setDevice("wasm") first`,
    );
  }
  for (const entry of [...queue]) {
    try {
      void entry.work.now(opened!.device, true);
    } catch (error) {
      entry.work.fail(error);
    }
    leave(entry);
  }
  return opened!.device;
}

// ---- compiled programs --------------------------------------------------------------------------------------------------

let composer: Composer | undefined;

/** Called once by the tensor layer, whose ops the rules of composite ops are written with. */
export function installComposer(c: Composer): void {
  composer = c;
}

/** Executables that nobody can reach any more give back what they hold on their device: a `jit` function has no end of its own. */
const abandoned = new FinalizationRegistry<{
  readonly device: Device;
  readonly recordings: readonly (Recording | undefined)[];
}>(({ device, recordings }) => {
  if (opened?.device !== device) return;
  try {
    recordings.forEach((r) => r?.destroy());
  } catch {
    // the device has failed, and whoever uses it is told
  }
});

/** A compiled graph, prepared once for the device in use: again when that has changed. */
export class Executable {
  /** One for each part; none for those on the host. */
  private recordings: (Recording | undefined)[] | undefined;
  private preparing: Promise<void> | undefined;
  /** The device that all of this was made for. */
  private home: Device | undefined;
  /** Values that parts hand to one another. */
  private between: Value[] = [];
  private readonly graph: Graph;
  private readonly options: Omit<CompileOptions, "target">;
  private readonly name: string | undefined;

  /** The bus is told how compiling a program with a `name` goes. */
  constructor(graph: Graph, options: Omit<CompileOptions, "target"> = {}, name?: string) {
    this.graph = graph;
    this.options = options;
    this.name = name;
  }

  /** What the compiler made of the graph; known once it has run or been prepared. */
  compiled: Compiled | undefined;

  /** Forgets what was made for another device, which took its memory with it. */
  private moveTo(device: Device): void {
    if (this.home === device) return;
    this.home = device;
    this.recordings = undefined;
    this.preparing = undefined;
    this.compiled = undefined;
    this.between = [];
  }

  private compile(device: Device): Compiled["parts"] {
    this.compiled ??= this.compileFor(device.target);
    return this.compiled.parts;
  }

  /** Is not kept while a schedule of it is `untuned`. */
  private compileFor(target: Target, untuned?: Untuned): Compiled {
    const { graph } = this;
    const options = { ...this.options, target, ...(untuned ? { untuned } : {}) };
    const key = programKey(graph, options);
    const known = key === undefined ? undefined : findProgram(key, graph, target);
    if (known) return known;
    const compiled = compile(graph, composer!, options);
    if (key !== undefined && !untuned?.size) keepProgram(key, graph, compiled);
    return compiled;
  }

  async prepare(device: Device): Promise<void> {
    this.moveTo(device);
    if (this.recordings) return;
    if (tuner?.device === device)
      this.compiled ??= await tuner.settle((target, untuned) => this.compileFor(target, untuned));
    this.preparing ??= this.record(device);
    await this.preparing;
  }

  private async record(device: Device): Promise<void> {
    const parts = this.compile(device);
    const progress = progressOf(this.name, kernelCount(parts));
    const all = await Promise.all(
      parts.map(async (p) => (p.kind === "device" ? device.prepare(p.program, () => progress?.(1)) : undefined)),
    );
    // a value may have been read at once meanwhile
    if (this.recordings) all.forEach((r) => r?.destroy());
    else this.keep(device, all);
  }

  /** As `prepare`, on a device that compiles at once. */
  prepareNow(device: Device): void {
    this.moveTo(device);
    if (!this.recordings) this.keep(device, this.recordNow(device));
  }

  private keep(device: Device, recordings: (Recording | undefined)[]): void {
    this.recordings = recordings;
    abandoned.register(this, { device, recordings });
  }

  private recordNow(device: Device): (Recording | undefined)[] {
    const parts = this.compile(device);
    const progress = progressOf(this.name, kernelCount(parts));
    return parts.map((p) => {
      const recording = p.kind === "device" ? device.prepareSync(p.program) : undefined;
      progress?.(kernelCount([p]));
      return recording;
    });
  }

  /**
   * Replays with `inputs`; `outputs` get buffers where they have none. Gives a promise when the host has a part in it and has to
   * wait for the device.
   */
  replay(
    device: Device,
    inputs: readonly Value[],
    outputs: readonly Value[],
    atOnce = computesInPlace(device),
  ): void | Promise<void> {
    this.prepareNow(device);
    const { values } = this.compiled!;
    for (let i = inputs.length + outputs.length + this.between.length; i < values.length; i++)
      this.between.push(new Value(values[i]!.dtype, sizeOf(values[i]!.shape)));
    const reads = this.play(device, [...inputs, ...outputs, ...this.between]);
    if (!atOnce) return answer(device, reads);
    for (let r = reads.next(); !r.done;) r = reads.next(r.value.map((buffer) => device.readSync(buffer)));
  }

  /**
   * Runs part after part; yields what the host needs to read. What the host fails to compute, and what depends on it, gets the
   * error; all else is right.
   */
  private *play(device: Device, values: readonly Value[]): Generator<DeviceBuffer[], void, DeviceArray[]> {
    const buffer = (v: number): DeviceBuffer => ensureBuffer(values[v]!, device);
    const failed = new Map<number, unknown>();
    for (const [i, part] of this.compiled!.parts.entries()) {
      if (part.kind === "device") {
        this.recordings![i]!.replay(part.inputs.map(buffer), part.outputs.map(buffer));
        if (failed.size > 0) spreadFailures(part, failed);
        continue;
      }
      const cause = part.inputs.find((v) => typeof v === "number" && failed.has(v)) as number | undefined;
      const output = buffer(part.output);
      if (cause !== undefined) {
        failed.set(part.output, failed.get(cause));
        continue;
      }
      const given = yield part.inputs.flatMap((v) => (typeof v === "number" ? [buffer(v)] : []));
      try {
        const result = computeOnHost(part.node, given);
        if (result.length > 0) device.write(output, result);
      } catch (error) {
        failed.set(part.output, error);
      }
    }
    for (const [v, error] of failed) values[v]!.error = error;
  }

  destroy(): void {
    this.recordings?.forEach((r) => r?.destroy());
    this.recordings = undefined;
    this.between.forEach((v) => v.destroy());
    this.between = [];
  }
}

function kernelCount(parts: Compiled["parts"]): number {
  return parts.reduce((sum, p) => sum + (p.kind === "device" ? p.program.kernels.length : 0), 0);
}

/** Adds to the values that `failed` those that `part` computes from them. */
function spreadFailures({ graph, inputs, outputs }: CompiledPart, failed: Map<number, unknown>): void {
  const errors = new Map<Node, unknown>();
  graph.inputs.forEach((n, i) => failed.has(inputs[i]!) && errors.set(n, failed.get(inputs[i]!)));
  for (const n of topologicalOrder(graph.outputs)) {
    const cause = n.inputs.find((i) => errors.has(i));
    if (cause) errors.set(n, errors.get(cause));
  }
  graph.outputs.forEach((n, o) => errors.has(n) && failed.set(outputs[o]!, errors.get(n)));
}

/** Drives `reads` on a device that has to be waited for; does not wait when nothing is read. */
function answer(device: Device, reads: Generator<DeviceBuffer[], void, DeviceArray[]>): void | Promise<void> {
  const first = reads.next();
  if (first.done) return;
  const go = async (): Promise<void> => {
    for (let r: IteratorResult<DeviceBuffer[], void> = first; !r.done;)
      r = reads.next(await Promise.all(r.value.map((buffer) => device.read(buffer))));
  };
  return go();
}

/** Programs by structure, least recently used first. */
const executables = new Map<string, Executable>();
const KEPT_PROGRAMS = 512;

/** Whether there is an executable for `key`. */
export function isCompiled(key: string): boolean {
  return executables.has(key);
}

/** The executable for `key`, made on first use. */
export function executableFor(key: string, make: () => Executable): Executable {
  let e = executables.get(key);
  if (e) executables.delete(key);
  else e = make();
  executables.set(key, e);
  if (executables.size > KEPT_PROGRAMS) {
    const [oldest, old] = executables.entries().next().value!;
    executables.delete(oldest);
    enqueue({ now: () => old.destroy(), fail: () => undefined });
  }
  return e;
}

/** Enqueues one run of `executable`. Errors end up in the outputs. */
export function run(executable: Executable, inputs: readonly Value[], outputs: readonly Value[]): void {
  const fail = (error: unknown): void => outputs.forEach((v) => (v.error = error));
  try {
    enqueue({
      prepare: (device) => executable.prepare(device),
      now: (device, atOnce) => executable.replay(device, inputs, outputs, atOnce),
      fail,
    });
  } catch (error) {
    fail(error);
    throw error;
  }
}
