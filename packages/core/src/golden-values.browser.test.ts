/** Images against TensorFlow on the devices of a browser: the first case of each op, and of each way to resize. */
import { beforeAll, describe } from "vitest";
import goldens from "../goldens/image.json" with { type: "json" };
import type { GoldenCase } from "./golden-values.testing.ts";
import { testGoldens } from "./golden-values.testing.ts";
import { setDevice } from "./index.ts";
import type { DeviceName } from "./index.ts";

const cases = goldens as readonly unknown[] as readonly GoldenCase[];
const kind = ({ op, args }: GoldenCase): string => `${op} ${JSON.stringify(args[2])}`;
const firsts = new Map(cases.toReversed().map((c) => [c.op === "image.resize" ? kind(c) : c.op, c]));

describe.each<DeviceName>(["webgl2", "webgpu"])("%s", (device) => {
  beforeAll(async () => {
    await setDevice(device);
  }, 60_000);
  testGoldens([...firsts.values()].reverse());
});
