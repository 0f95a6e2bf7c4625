/** Programs with loops, each as a function of tensors: tested on every device, and their derivatives against finite differences. */
import type { CaseInput } from "../ops/record.ts";
import * as ops from "../ops/index.ts";
import type { Tensor } from "../tensor.ts";
import { grad } from "../transforms.ts";
import { forLoop, map, scan } from "./scan.ts";

export interface LoopProgram {
  readonly name: string;
  readonly inputs: readonly CaseInput[];
  readonly f: (...inputs: Tensor[]) => readonly Tensor[];
  /** Absolute and relative, on devices. Default 1e-4: gradients sum over turns. */
  readonly tolerance?: number;
}

const cell = (h: Tensor, x: Tensor, w: Tensor): Tensor => ops.tanh(ops.add(ops.matMul(h, w), x));

function recurrent(batch: number, units: number, turns: number, options: { checkpoint?: boolean } = {}): LoopProgram {
  return {
    name: `recurrent ${batch} × ${units}${options.checkpoint ? ", checkpoint" : ""}`,
    inputs: [
      { shape: [batch, units] },
      { shape: [turns, batch, units] },
      { shape: [units, units] },
      { shape: [units] },
    ],
    f: (h0, xs, w, b) => {
      const step = (h: Tensor, x: Tensor): [Tensor, Tensor] => {
        const next = cell(h, ops.add(x, b), w);
        return [next, next];
      };
      return scan(step, h0, xs, options);
    },
  };
}

/** Four gates from one product, as in an LSTM. */
function gated(batch: number, units: number): LoopProgram {
  return {
    name: `gated cell ${batch} × ${units}`,
    inputs: [
      { shape: [batch, units] },
      { shape: [batch, units] },
      { shape: [5, batch, 4 * units] },
      { shape: [units, 4 * units], range: [-0.5, 0.5] },
    ],
    f: (h0, c0, xs, u) => {
      const step = ({ h, c }: { h: Tensor; c: Tensor }, x: Tensor): [{ h: Tensor; c: Tensor }, Tensor] => {
        const [i, f, g, o] = ops.split(ops.add(ops.matMul(h, u), x), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
        const next = ops.add(ops.mul(ops.sigmoid(f), c), ops.mul(ops.sigmoid(i), ops.tanh(g)));
        const out = ops.mul(ops.sigmoid(o), ops.tanh(next));
        return [{ h: out, c: next }, out];
      };
      const [{ h, c }, ys] = scan(step, { h: h0, c: c0 }, xs, { reverse: true });
      return [h, c, ys];
    },
  };
}

export const LOOPS: readonly LoopProgram[] = [
  {
    name: "cumulative sum",
    inputs: [{ shape: [] }, { shape: [7] }],
    f: (a, xs) => scan((sum: Tensor, x: Tensor) => [ops.add(sum, x), sum] as const, a, xs),
  },
  {
    name: "reversed, odd slices",
    inputs: [{ shape: [5] }, { shape: [3, 5] }],
    f: (a, xs) =>
      scan((sum: Tensor, x: Tensor) => [ops.mul(sum, x), ops.sub(sum, x)] as const, a, xs, { reverse: true }),
  },
  recurrent(3, 5, 4),
  recurrent(2, 8, 3, { checkpoint: true }),
  recurrent(1, 1, 1),
  gated(3, 4),
  gated(2, 3),
  gated(4, 1),
  {
    name: "parts of a carry along both axes",
    inputs: [{ shape: [8, 4] }, { shape: [3, 8, 4] }],
    f: (a, xs) => {
      const step = (p: Tensor, x: Tensor): [Tensor, Tensor] => {
        const [above, below] = ops.split(ops.mul(p, x), 2, 0) as [Tensor, Tensor];
        const [left, right] = ops.split(ops.add(p, x), 2, 1) as [Tensor, Tensor];
        const turned = ops.concat([ops.sin(below), ops.mul(above, below)], 0);
        return [ops.concat([ops.mul(left, right), ops.cos(left)], 1), turned];
      };
      return scan(step, a, xs);
    },
  },
  {
    name: "a carry that is read before and after it is replaced",
    inputs: [{ shape: [2, 8] }, { shape: [4, 2, 8] }, { shape: [8, 8], range: [-0.5, 0.5] }],
    f: (a, xs, w) => {
      const step = ([p, q]: Tensor[], x: Tensor): [Tensor[], Tensor[]] => {
        const next = ops.tanh(ops.add(ops.matMul(p!, w), x));
        const other = ops.add(ops.reverse(q!, 1), next);
        return [
          [next, other],
          [p!, ops.mul(q!, 2), ops.add(p!, ops.matMul(other, w))],
        ];
      };
      const [carry, ys] = scan(step, [a, ops.neg(a)], xs);
      return [...carry, ...ys];
    },
  },
  {
    name: "carries that change places, one that stays",
    inputs: [{ shape: [4] }, { shape: [4] }, { shape: [4] }],
    f: (a, b, c) => {
      const step = ([p, q, r]: Tensor[]): [Tensor[], Tensor[]] => [
        [q!, ops.mul(p!, r!), r!],
        [p!, p!, q!],
      ];
      const [carry, ys] = scan(step, [a, b, c], [], { length: 5 });
      return [...carry, ...ys];
    },
  },
  {
    name: "a carry that is moved, not replaced in place",
    inputs: [{ shape: [6] }, { shape: [3, 6] }],
    f: (a, xs) => scan((h: Tensor, x: Tensor) => [ops.add(ops.reverse(h, 0), x), ops.sum(h)] as const, a, xs),
  },
  {
    name: "integers beside floats",
    inputs: [{ shape: [3] }, { shape: [4, 3], dtype: "int32" }],
    f: (a, n) => {
      const step = ({ count, x }: { count: Tensor; x: Tensor }, k: Tensor): [{ count: Tensor; x: Tensor }, Tensor] => {
        const even = ops.equal(ops.mod(ops.add(count, k), ops.fill([], 2, "int32")), ops.zeros([], "int32"));
        return [{ count: ops.add(count, k), x: ops.where(even, ops.sin(x), ops.cos(x)) }, even];
      };
      const [{ count, x }, ys] = scan(step, { count: ops.zeros([3], "int32"), x: a }, n);
      return [count, x, ys];
    },
  },
  {
    name: "a loop in a loop",
    inputs: [{ shape: [2, 3] }, { shape: [4, 2, 2, 3] }, { shape: [3, 3] }],
    f: (h0, xs, w) => {
      const inner = (h: Tensor, x: Tensor): [Tensor, Tensor] => {
        const next = cell(h, x, w);
        return [next, ops.sum(next, 1)];
      };
      const outer = (h: Tensor, x: Tensor): [Tensor, Tensor] => {
        const [next, ys] = scan(inner, h, x, { reverse: true });
        return [ops.add(next, ops.mean(x, 0)), ys];
      };
      return scan(outer, h0, xs);
    },
  },
  {
    name: "a loop after a loop",
    inputs: [{ shape: [3, 2, 4] }, { shape: [4, 4] }],
    f: (xs, w) => {
      const step = (h: Tensor, x: Tensor): [Tensor, Tensor] => {
        const next = cell(h, x, w);
        return [next, next];
      };
      const [h, ys] = scan(step, ops.zeros([2, 4]), xs);
      return scan(step, h, ys, { reverse: true });
    },
  },
  {
    name: "values from outside, and a gradient inside",
    inputs: [{ shape: [4] }, { shape: [4, 4] }],
    f: (x, w) => {
      const scaled = ops.mul(ops.matMul(w, w, false, true), 0.1);
      const loss = (v: Tensor): Tensor => ops.sum(ops.mul(v, ops.dot(scaled, v)));
      return [forLoop(0, 3, (i, v) => ops.sub(v, ops.mul(grad(loss)(v), ops.div(0.1, ops.add(1, i)))), x)];
    },
  },
  {
    name: "complex and half precision carries",
    // 11 bits, rounded at every turn; the oracle does not
    tolerance: 4 * 2 ** -11,
    inputs: [{ shape: [3] }, { shape: [4, 3] }],
    f: (a, xs) => {
      const step = ({ z, half }: { z: Tensor; half: Tensor }, x: Tensor): [{ z: Tensor; half: Tensor }, Tensor] => {
        const next = ops.add(ops.mul(z, ops.complex(x, a)), ops.complex(a, 1));
        return [{ z: next, half: ops.mul(half, ops.cast(x, "float16")) }, ops.real(z)];
      };
      const [{ z, half }, ys] = scan(step, { z: ops.complex(a, a), half: ops.cast(a, "float16") }, xs);
      return [ops.imag(z), ops.cast(half, "float32"), ys];
    },
  },
  {
    name: "map of reductions",
    inputs: [{ shape: [5, 3, 6] }],
    f: (xs) => [map((x) => ops.softmax(ops.reshape(x, [6, 3])), xs), map((x) => ops.max(x), xs)],
  },
];
