import { expect, test } from "vitest";
import { testFiles } from "./bundle.ts";
import { compare } from "./exceptions.ts";

test("a failure must be listed, and what is listed must fail", () => {
  const exceptions = [
    { reason: "everywhere", cases: ["a fails", "b passes"] },
    { reason: "elsewhere", devices: ["webgpu"], cases: ["c fails"] },
  ];
  const results = [{ name: "a fails", message: "1" }, { name: "b passes" }, { name: "c fails", message: "2" }];
  expect(compare("wasm", results, exceptions)).toEqual({ unlisted: [results[2]], passing: ["b passes"] });
  expect(compare("webgpu", results, exceptions, "c ")).toEqual({ unlisted: [], passing: [] });
});

test("the published suite is there", () => {
  expect(testFiles().length).toBe(211);
});
