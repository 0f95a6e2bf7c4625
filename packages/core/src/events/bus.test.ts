// What the bus promises: free when idle, safe when listeners throw, and a memory for latecomers.
import { expect, test, vi } from "vitest";
import { createBus } from "./bus.ts";
import type { HelloEvent, LogEvent, ScalarsEvent, WeirReport } from "./event.ts";

function log(message: string): LogEvent {
  return { type: "log", level: "info", kind: "message", step: 0, time: 0, message };
}

function hello(run: string): HelloEvent {
  return { type: "hello", protocol: 1, run, name: "digits", time: 0, commands: [] };
}

function scalars(step: number, count = 1): ScalarsEvent {
  return {
    type: "scalars",
    steps: Float64Array.from({ length: count }, (_, i) => step + i),
    columns: [{ tag: "loss", values: new Float32Array(count).fill(0.5) }],
  };
}

test("a bus is active exactly while somebody subscribes; command handlers do not count", () => {
  const bus = createBus();
  expect(bus.active).toBe(false);
  const stopHandling = bus.handle(() => {});
  expect(bus.active).toBe(false);
  const stop = bus.subscribe(() => {});
  expect(bus.active).toBe(true);
  stop();
  stopHandling();
  expect(bus.active).toBe(false);
});

test("a report reaches every listener in the order of subscription", () => {
  const bus = createBus();
  const heard: string[] = [];
  bus.subscribe((report) => heard.push(`a ${report.type}`));
  bus.subscribe((report) => heard.push(`b ${report.type}`));
  bus.emit(log("x"));
  expect(heard).toEqual(["a log", "b log"]);
});

test("a listener that throws is reported once, dropped after three errors, and harms nobody else", () => {
  const onError = vi.fn();
  const bus = createBus({ onError });
  const broken = vi.fn(() => {
    throw new Error("broken panel");
  });
  const healthy = vi.fn();
  bus.subscribe(broken);
  bus.subscribe(healthy);
  for (let i = 0; i < 5; i++) bus.emit(log(String(i)));
  expect(broken).toHaveBeenCalledTimes(3);
  expect(healthy).toHaveBeenCalledTimes(5);
  expect(onError).toHaveBeenCalledTimes(1);
});

test("listeners may leave while a report is being told", () => {
  const bus = createBus();
  const second = vi.fn();
  const stops: (() => void)[] = [];
  bus.subscribe(() => stops.forEach((stop) => stop()));
  stops.push(bus.subscribe(second));
  bus.emit(log("x"));
  expect(second).not.toHaveBeenCalled();
});

test("a latecomer hears the last hello, graph recipe and the scalars, in that order, but no old logs", () => {
  const bus = createBus();
  bus.emit(hello("one"));
  bus.announce("graph", () => ({ ...emptyGraph(), hash: "g" }));
  bus.emit(log("lost"));
  bus.emit(scalars(0));
  bus.emit(scalars(1));
  const heard: string[] = [];
  bus.subscribe((report) => heard.push(report.type));
  expect(heard).toEqual(["hello", "graph", "scalars", "scalars"]);
});

test("a graph recipe runs never without listeners, and once however many come", () => {
  const bus = createBus();
  const make = vi.fn(emptyGraph);
  bus.announce("graph", make);
  expect(make).not.toHaveBeenCalled();
  bus.subscribe(() => {});
  bus.subscribe(() => {});
  expect(make).toHaveBeenCalledTimes(1);
});

test("a recipe that throws is reported and does not reach the run", () => {
  const onError = vi.fn();
  const bus = createBus({ onError });
  bus.subscribe(() => {});
  bus.announce("graph", () => {
    throw new Error("no graph");
  });
  expect(onError).toHaveBeenCalledTimes(1);
});

test("the scalar history is bounded in values and loses the oldest first", () => {
  const bus = createBus({ historyValues: 10 });
  for (let i = 0; i < 5; i++) bus.emit(scalars(i * 4, 4));
  const heard: WeirReport[] = [];
  bus.subscribe((report) => heard.push(report));
  expect(heard.map((report) => (report.type === "scalars" ? report.steps[0] : -1))).toEqual([12, 16]);
});

test("a new run forgets the old one; the same hello again forgets nothing", () => {
  const bus = createBus();
  bus.emit(hello("one"));
  bus.emit(scalars(0));
  bus.emit(hello("one"));
  expect(replayed(bus)).toEqual(["hello", "scalars"]);
  bus.emit(hello("two"));
  expect(replayed(bus)).toEqual(["hello"]);
});

test("send tells how many handlers obeyed", () => {
  const bus = createBus();
  expect(bus.send({ type: "pause" })).toBe(0);
  const handler = vi.fn();
  bus.handle(handler);
  expect(bus.send({ type: "step", steps: 3 })).toBe(1);
  expect(handler).toHaveBeenCalledWith({ type: "step", steps: 3 });
});

function replayed(bus: ReturnType<typeof createBus>): string[] {
  const heard: string[] = [];
  bus.subscribe((report) => heard.push(report.type))();
  return heard;
}

function emptyGraph() {
  const none = new Uint32Array(0);
  const signed = new Int32Array(0);
  return {
    type: "graph",
    hash: "",
    name: "training step",
    strings: [],
    nodes: {
      count: 0,
      id: none,
      op: none,
      name: none,
      scope: none,
      dtype: none,
      phase: new Uint8Array(0),
      kernel: signed,
      source: signed,
      inputStart: new Uint32Array(1),
      inputs: none,
      shapeStart: new Uint32Array(1),
      shape: signed,
    },
    kernels: {
      count: 0,
      name: none,
      class: none,
      flops: new Float64Array(0),
      bytes: new Float64Array(0),
      text: signed,
    },
  } as const;
}
