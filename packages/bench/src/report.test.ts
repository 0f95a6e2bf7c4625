import { describe, expect, test } from "vitest";
import type { Machine } from "./machine.ts";
import { insert, lines, markdown } from "./report.ts";
import type { Row } from "./row.ts";

const machine: Machine = {
  cpu: "Some CPU",
  cores: 2,
  memoryGiB: 8,
  system: "Linux",
  node: "20.20.0",
  browser: "Chromium 1",
  versions: { weir: "abc", tfjs: "4.22.0", jax: "0.1.25", onnx: "1.30.0" },
};
const base = {
  suite: "training",
  work: "mlp-step",
  device: "wasm",
  check: "equal",
  difference: 1e-6,
  samples: 7,
} as const;
const rows: readonly Row[] = [
  { ...base, lib: "weir", ms: 3, spread: [2.9, 3.1], peakBytes: 2_345_678 },
  { ...base, lib: "tfjs", ms: 20, spread: [19, 21] },
  { ...base, lib: "jax", ms: 6, spread: [5.5, 6.25] },
  { ...base, work: "cnn-step", lib: "weir", ms: 150, spread: [149, 152.4] },
  {
    ...base,
    work: "cnn-step",
    lib: "tfjs",
    ms: null,
    spread: null,
    check: "none",
    difference: null,
    reason: "no kernel",
  },
  { ...base, work: "cnn-step", lib: "jax", ms: 120, spread: [119, 121] },
  { ...base, suite: "cold", work: "mlp-first-step", lib: "weir", ms: 80, spread: [79, 81], bytes: 61_499 },
];

describe("markdown", () => {
  const sizes = [{ bundle: "everything", lib: "weir", bytes: 99_600 }] as const;
  const text = markdown(rows, sizes, machine, "npm run bench", new Date("2026-11-20T12:00:00Z"));

  test("names machine, browser, versions, command and day", () => {
    expect(text).toContain("Measured 2026-11-20 with `npm run bench`.");
    expect(text).toContain("Some CPU, 2 cores, 8 GiB, Linux, Node 20.20.0");
    expect(text).toContain("Weir abc, TFJS 4.22.0, jax-js 0.1.25, ONNX Runtime Web 1.30.0");
  });

  test("gives each library's time and Weir's share of the fastest peer's, bold where Weir is ahead", () => {
    expect(text).toContain("| work | Weir ms | TFJS ms | jax-js ms | Weir ÷ best peer |");
    expect(text).toContain("| mlp-step | 3.00 (2.90–3.10) | 20.0 (19.0–21.0) | 6.00 (5.50–6.25) | **0.50** |");
    expect(text).toContain("| cnn-step | 150 (149–152) | – [1] | 120 (119–121) | 1.25 |");
  });

  test("gives memory and script sizes", () => {
    expect(text).toContain("| wasm mlp-step | 2.3 |");
    expect(text).toContain("| everything | 100 |");
  });

  test("says why a cell is empty and what a cold page weighs", () => {
    expect(text).toContain("[1] TFJS, cnn-step on wasm: no kernel");
    expect(text).toContain("| mlp-first-step | 80.0 (79.0–81.0), 61 kB |  |  | no peer |");
  });
});

test("lines for the terminal are aligned", () => {
  const [first = "", second = ""] = lines(rows).split("\n");
  expect(first.indexOf("3.00")).toBe(second.indexOf("20.0"));
  expect(lines(rows)).toContain("no kernel");
});

describe("insert", () => {
  test("keeps what is around the markers", () => {
    const document = "# Title\n\n<!-- results -->\nold\n<!-- /results -->\n\nend\n";
    expect(insert(document, "new\n")).toBe("# Title\n\n<!-- results -->\n\nnew\n\n<!-- /results -->\n\nend\n");
  });

  test("is the whole document where there are no markers", () => {
    expect(insert(undefined, "new\n")).toBe("new\n");
    expect(insert("old", "new\n")).toBe("new\n");
  });
});
