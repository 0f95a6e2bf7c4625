/** `shaders/golden/`: what every step makes of a few programs, for three fixed targets. `npm run goldens` writes them anew. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as w from "./index.ts";
import type { DType, Shape, Tensor as TensorType } from "./index.ts";
import { compile, onlyProgram } from "./compile.ts";
import type { ScalarOp } from "./ir/expr.ts";
import type { Node } from "./ir/graph.ts";
import { inputNode } from "./ir/graph.ts";
import { recording, valueOf } from "./pending.ts";
import { cutGraph } from "./realize.ts";
import { emitGlsl } from "./stages/6-emit/glsl.ts";
import { printWasm } from "./stages/6-emit/wasm.ts";
import { emitWgsl } from "./stages/6-emit/wgsl.ts";
import type { Target } from "./ir/target.ts";
import type { Kernel } from "./ir/kernel.ts";
import { composer, Tensor } from "./tensor.ts";

const ROOT = fileURLToPath(new URL("../../../shaders/golden/", import.meta.url));
const GPU_OPS: readonly ScalarOp[] = ["exp", "log", "sqrt", "floor", "ceil", "trunc", "rint", "fma"];

/** Targets that need no device: a discrete GPU, a WebGL2 context, two CPU threads. */
const TARGETS: Readonly<Record<string, { readonly target: Target; readonly emit: (kernel: Kernel) => string }>> = {
  wgsl: {
    target: {
      shape: "grid",
      maxArgs: 8,
      maxOutputs: 8,
      parallelism: 1024,
      software: false,
      maxWorkgroup: 256,
      localBytes: 16384,
      native: new Set(GPU_OPS),
      narrow: {},
    },
    emit: emitWgsl,
  },
  glsl: {
    target: {
      shape: "fragment",
      maxArgs: 16,
      maxOutputs: 4,
      parallelism: 1024,
      software: false,
      maxWorkgroup: 0,
      localBytes: 0,
      native: new Set(GPU_OPS),
      narrow: {},
    },
    emit: (kernel) =>
      emitGlsl(kernel)
        .passes.map((p) => p.fragment)
        .join("\n"),
  },
  wat: {
    target: {
      shape: "range",
      maxArgs: 16,
      maxOutputs: 16,
      parallelism: 2,
      software: false,
      maxWorkgroup: 0,
      localBytes: 65536,
      native: new Set(["sqrt", "floor", "ceil", "trunc", "rint", "fma"]),
      narrow: { float16: "bits", bfloat16: "bits", int8: "values", uint8: "values" },
    },
    emit: (kernel) => printWasm(kernel, { relaxedSimd: true, shared: true }),
  },
};

interface Golden {
  readonly inputs: Readonly<Record<string, readonly [Shape, DType?]>>;
  /** The first results replace inputs of these names. */
  readonly updates?: readonly string[];
  readonly f: (x: Readonly<Record<string, TensorType>>) => readonly TensorType[];
}

function adamUpdate(p: TensorType, g: TensorType, m: TensorType, v: TensorType, rate: TensorType): TensorType[] {
  return w.phaseScope("update", () => {
    const m1 = m.mul(0.9).add(g.mul(0.1));
    const v1 = v.mul(0.999).add(g.square().mul(0.001));
    return [p.sub(rate.mul(m1).div(v1.sqrt().add(1e-7))), m1, v1];
  });
}

const GOLDENS: Readonly<Record<string, Golden>> = {
  "mlp-step": {
    inputs: { w1: [[20, 16]], b1: [[16]], w2: [[16, 5]], b2: [[5]], x: [[8, 20]], labels: [[8], "int32"] },
    updates: ["b1", "b2", "w1", "w2"],
    f: ({ x, labels, ...params }) => {
      const { value, grad } = w.valueAndGrad((p: Readonly<Record<string, TensorType>>) => {
        const h = w.nameScope("dense_1", () => w.matMul(x!, p["w1"]!).add(p["b1"]!).relu());
        const logits = w.nameScope("dense_2", () => h.matMul(p["w2"]!).add(p["b2"]!));
        return w.nameScope("loss", () => w.sparseSoftmaxCrossEntropy(labels!, logits).mean());
      })(params);
      const next = w.phaseScope("update", () =>
        Object.keys(params)
          .sort()
          .map((k) => params[k]!.sub(grad[k]!.mul(0.1))),
      );
      return [...next, value];
    },
  },
  "conv-step": {
    inputs: { kernel: [[3, 3, 4, 8]], bias: [[8]], x: [[2, 8, 8, 4]], target: [[2, 4, 4, 8]] },
    updates: ["bias", "kernel"],
    f: ({ x, target, ...params }) => {
      const { value, grad } = w.valueAndGrad((p: Readonly<Record<string, TensorType>>) => {
        const y = w.nameScope("conv", () =>
          w.maxPool(w.conv2d(x!, p["kernel"]!, 1, "same").add(p["bias"]!).relu(), 2, 2, "valid"),
        );
        return w.nameScope("loss", () => w.squaredDifference(y, target!).mean());
      })(params);
      return [
        ...Object.keys(params)
          .sort()
          .map((k) => params[k]!.sub(grad[k]!.mul(0.1))),
        value,
      ];
    },
  },
  "lstm-cell": {
    inputs: { h: [[4, 8]], c: [[4, 8]], xs: [[3, 4, 32]], recurrent: [[8, 32]] },
    f: ({ h, c, xs, recurrent }) => {
      const step = ([before, memory]: readonly TensorType[], x: TensorType): readonly [TensorType[], TensorType] => {
        const z = x.add(before!.matMul(recurrent!));
        const gates = w.split(z, 4, 1);
        const next = gates[1]!.sigmoid().mul(memory!).add(gates[0]!.sigmoid().mul(gates[2]!.tanh()));
        const out = gates[3]!.sigmoid().mul(next.tanh());
        return [[out, next], out];
      };
      const [carry, outputs] = w.scan(step, [h!, c!], xs!);
      return [...carry, outputs];
    },
  },
  softmax: { inputs: { x: [[6, 10]] }, f: ({ x }) => [w.softmax(x!)] },
  "layer-norm": {
    inputs: { x: [[6, 32]], gamma: [[32]], beta: [[32]] },
    f: ({ x, gamma, beta }) => {
      const mean = x!.mean(-1, true);
      const centred = x!.sub(mean);
      return [
        centred
          .mul(w.rsqrt(centred.square().mean(-1, true).add(1e-5)))
          .mul(gamma!)
          .add(beta!),
      ];
    },
  },
  attention: {
    inputs: { q: [[16, 2, 8]], k: [[16, 1, 8]], v: [[16, 1, 8]] },
    f: ({ q, k, v }) => [w.dotProductAttention(q!, k!, v!, { causal: true })],
  },
  adam: {
    inputs: { p: [[12, 16]], m: [[12, 16]], v: [[12, 16]], g: [[12, 16]], rate: [[]] },
    updates: ["p", "m", "v"],
    f: ({ p, m, v, g, rate }) => adamUpdate(p!, g!, m!, v!, rate!),
  },
};

/** The text of every step of one program for one target. */
function stagesOf(
  { inputs, updates = [], f }: Golden,
  target: Target,
  emit: (k: Kernel) => string,
): Map<string, string> {
  const names = Object.keys(inputs);
  const nodes = names.map((n): Node => inputNode(inputs[n]![0], inputs[n]![1] ?? "float32", n));
  const results = recording(() => f(Object.fromEntries(names.map((n, i) => [n, new Tensor(nodes[i]!)]))));
  const { graph } = cutGraph(
    results.map((t) => t.node),
    valueOf,
    nodes,
  );
  const texts = new Map<string, string>();
  const compiled = compile(graph, composer, {
    target,
    updates: new Map(updates.map((n, i) => [i, names.indexOf(n)])),
    observe: (step, print) => texts.set(step, print()),
  });
  texts.set("emit", onlyProgram(compiled).kernels.map(emit).join("\n\n"));
  return texts;
}

/** Steps before scheduling hardly depend on the target: they are kept once, for the GPU. */
const COMMON = ["graph", "decompose", "simplify", "split", "fuse", "lower"];

describe.each(Object.keys(GOLDENS))("%s", (name) => {
  const files = new Map<string, string>();
  for (const [extension, { target, emit }] of Object.entries(TARGETS)) {
    const texts = stagesOf(GOLDENS[name]!, target, emit);
    if (extension === "wgsl") COMMON.forEach((step, i) => files.set(`${i + 1}-${step}.txt`, texts.get(step)!));
    files.set(`7-schedule.${extension}.txt`, texts.get("schedule")!);
    files.set(`8-plan.${extension}.txt`, texts.get("plan")!);
    files.set(`9-emit.${extension}`, texts.get("emit")!);
  }
  test.each([...files])("%s is as committed", (file, text) => {
    const path = `${ROOT}${name}/${file}`;
    const tidy = `${text.replace(/[ \t]+$/gm, "").trimEnd()}\n`;
    if (process.env["UPDATE_GOLDENS"]) {
      mkdirSync(`${ROOT}${name}`, { recursive: true });
      writeFileSync(path, tidy);
    }
    expect(existsSync(path), `${file} is missing: run npm run goldens`).toBe(true);
    expect(tidy).toBe(readFileSync(path, "utf8"));
  });
});
