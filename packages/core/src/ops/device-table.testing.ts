/** The op table on a device, as tests: shared by those of Node and of a browser. */
import { beforeAll, describe, expect, test } from "vitest";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import "./index.ts";
import { opTable } from "./record.ts";
import { checkRecord } from "./table-checks.testing.ts";

/** Registers the tests of all ops on `device`. */
export function describeOpTable(device: DeviceName): void {
  describe(`op table on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);
    test.each([...opTable().values()])("$name", async (record) => {
      expect(await checkRecord(record)).toEqual([]);
    });
  });
}
