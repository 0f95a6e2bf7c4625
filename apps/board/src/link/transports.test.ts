// Two buses joined by a message channel: history, live reports, commands, and no cost without a board.
import { createBus } from "@weir/core/events";
import type { ScalarsEvent } from "@weir/core/events";
import { afterEach, expect, test } from "vitest";
import { channelLink, publish } from "./transports.ts";

const open: BroadcastChannel[] = [];
afterEach(() => open.splice(0).forEach((channel) => channel.close()));

function channel(name: string): BroadcastChannel {
  const made = new BroadcastChannel(name);
  open.push(made);
  return made;
}

function loss(step: number): ScalarsEvent {
  return {
    type: "scalars",
    steps: Float64Array.of(step),
    columns: [{ tag: "loss", values: Float32Array.of(1 / (step + 1)) }],
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
}

test("a board on a channel hears the history and what follows, and its commands arrive", async () => {
  const bus = createBus();
  const commands: string[] = [];
  bus.handle((command) => commands.push(command.type));
  bus.emit(loss(0));
  const stopPublishing = publish(bus, channel("t1"));
  expect(bus.active).toBe(false);

  const link = channelLink(channel("t1"));
  const steps: number[] = [];
  const stop = link.subscribe((report) => report.type === "scalars" && steps.push(...report.steps));
  await until(() => steps.length === 1);
  expect(bus.active).toBe(true);
  bus.emit(loss(1));
  link.send({ type: "pause" });
  await until(() => steps.length === 2 && commands.length === 1);
  expect(steps).toEqual([0, 1]);
  expect(commands).toEqual(["pause"]);

  stop();
  await until(() => !bus.active);
  stopPublishing();
});

test("the history for a second board does not reach the first", async () => {
  const bus = createBus();
  bus.emit(loss(0));
  const first: number[] = [];
  const second: number[] = [];
  const stops = [
    channelLink(channel("t2")).subscribe((report) => report.type === "scalars" && first.push(...report.steps)),
  ];
  stops.push(publish(bus, channel("t2")));
  await until(() => first.length === 1);
  stops.push(
    channelLink(channel("t2")).subscribe((report) => report.type === "scalars" && second.push(...report.steps)),
  );
  await until(() => second.length === 1);
  bus.emit(loss(1));
  await until(() => first.length === 2 && second.length === 2);
  expect(first).toEqual([0, 1]);
  stops.forEach((stop) => stop());
});
