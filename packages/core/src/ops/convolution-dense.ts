/**
 * Convolutions as contractions (implicit GEMM): of images, kernel and result, two are read by index arithmetic and the third is summed.
 * Groups are batch axes. The gradient for strided images is made by phase: positions with the same remainder by the stride lie under
 * the same taps, so that a phase is a contraction over those taps alone, and none is multiplied by zero.
 */
import type { Expr } from "../ir/expr.ts";
import { i32 } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import { groupsOf, kernelWindow, namedShape, spaceOf } from "./convolution-geometry.ts";
import type { Role } from "./convolution-geometry.ts";
import type { ElementContext, Lowering } from "./record.ts";
import * as s from "./scalar.ts";
import { tapPosition, windowAlong, windowsOf } from "./window.ts";

type Contraction = Extract<Lowering, { kind: "contraction" }>;

const groupAxis = (attrs: Attrs): readonly number[] => (groupsOf(attrs) === 1 ? [] : [groupsOf(attrs)]);

/** Channel `c` of the group, which is the last batch axis, if there are groups. */
function channel(attrs: Attrs, batch: readonly Expr[], c: Expr, perGroup: number): Expr {
  return groupsOf(attrs) === 1 ? c : s.add(s.mul(batch.at(-1)!, perGroup), c);
}

function readTap(c: ElementContext, n: Expr, o: readonly Expr[], k: readonly Expr[], x: Expr): Expr {
  const { at, inside } = tapPosition(windowsOf(c.attrs), spaceOf(c.inputs[0]!.shape), o, k);
  return c.read(0, [n, ...at, x], inside);
}

const forward: Contraction = {
  kind: "contraction",
  axes: ([, kernel], out, attrs) => ({
    batch: groupAxis(attrs),
    m: out.shape.slice(0, -1),
    n: [out.shape.at(-1)! / groupsOf(attrs)],
    k: kernel!.shape.slice(0, -1),
  }),
  layout: ({ batch, m }) => [...m, ...batch],
  a: (c, { batch, m, k }) =>
    readTap(c, m[0]!, m.slice(1), k.slice(0, -1), channel(c.attrs, batch, k.at(-1)!, c.inputs[1]!.shape.at(-2)!)),
  b: (c, { batch, n, k }) =>
    c.read(1, [...k, channel(c.attrs, batch, n[0]!, c.output.shape.at(-1)! / groupsOf(c.attrs))]),
};

const kernelGrad: Contraction = {
  kind: "contraction",
  axes: ([, g], out, attrs) => ({
    batch: groupAxis(attrs),
    m: out.shape.slice(0, -1),
    n: [out.shape.at(-1)! / groupsOf(attrs)],
    k: g!.shape.slice(0, -1),
  }),
  layout: ({ batch, m }) => [...m, ...batch],
  a: (c, { batch, m, k }) =>
    readTap(c, k[0]!, k.slice(1), m.slice(0, -1), channel(c.attrs, batch, m.at(-1)!, c.output.shape.at(-2)!)),
  b: (c, { batch, n, k }) =>
    c.read(1, [...k, channel(c.attrs, batch, n[0]!, c.output.shape.at(-1)! / groupsOf(c.attrs))]),
};

/** Which axes of space are cut into phases, by the attributes of an input gradient. */
function phased(attrs: Attrs): readonly boolean[] {
  const { strides, dilations } = windowsOf(attrs);
  return spaceOf(namedShape(attrs)).map((d, i) => strides[i]! > 1 && dilations[i] === 1 && d % strides[i]! === 0);
}

/** The phase of every axis of space, 0 where an axis has none, from the batch axes. */
function phasesOf(attrs: Attrs, batch: readonly Expr[]): readonly Expr[] {
  let at = 0;
  return phased(attrs).map((is) => (is ? batch[at++]! : i32(0)));
}

const inputGrad: Contraction = {
  kind: "contraction",
  axes: ([, kernel], out, attrs) => {
    const { strides } = windowsOf(attrs);
    const cut = phased(attrs);
    return {
      batch: [...strides.filter((_, i) => cut[i]), ...groupAxis(attrs)],
      m: [out.shape[0]!, ...spaceOf(out.shape).map((d, i) => (cut[i] ? d / strides[i]! : d))],
      n: [out.shape.at(-1)! / groupsOf(attrs)],
      k: [
        ...kernelWindow(kernel!.shape).map((d, i) => (cut[i] ? Math.ceil(d / strides[i]!) : d)),
        kernel!.shape.at(-1)! / groupsOf(attrs),
      ],
    };
  },
  // position = stride · quotient + phase
  layout: ({ batch, m }, attrs) => {
    let at = 0;
    const space = phased(attrs).flatMap((is, i) => (is ? [m[i + 1]!, batch[at++]!] : [m[i + 1]!]));
    return [m[0]!, ...space, ...batch.slice(at)];
  },
  a: (c, { batch, m, k }) => {
    const w = windowsOf(c.attrs);
    const grid = spaceOf(c.inputs[0]!.shape);
    const cut = phased(c.attrs);
    const phases = phasesOf(c.attrs, batch);
    const along = grid.map((count, i) => {
      if (!cut[i]) return windowAlong(w, i, count, m[i + 1]!, k[i]!);
      const o = s.sub(s.add(m[i + 1]!, s.div(s.add(phases[i]!, w.pads[2 * i]!), w.strides[i]!)), k[i]!);
      return { o, exists: s.inRange(o, count) };
    });
    const filter = channel(c.attrs, batch, k.at(-1)!, c.inputs[0]!.shape.at(-1)! / groupsOf(c.attrs));
    return c.read(0, [m[0]!, ...along.map((x) => x.o), filter], s.all(along.map((x) => x.exists)));
  },
  b: (c, { batch, n, k }) => {
    const w = windowsOf(c.attrs);
    const cut = phased(c.attrs);
    const phases = phasesOf(c.attrs, batch);
    const kernel = c.inputs[1]!.shape;
    // the taps over a phase: each stride-th from the first
    const taps = kernelWindow(kernel).map((_, i) => {
      if (!cut[i]) return k[i]!;
      const stride = w.strides[i]!;
      return s.add(s.rem(s.add(phases[i]!, w.pads[2 * i]!), stride), s.mul(k[i]!, stride));
    });
    const inside = s.all(taps.map((t, i) => s.lt(t, kernel[i]!)));
    const filter = channel(c.attrs, batch, k.at(-1)!, kernel.at(-1)! / groupsOf(c.attrs));
    return c.read(1, [...taps, n[0]!, filter], inside);
  },
};

/** How each of the three is a contraction. */
export const DENSE: Readonly<Record<Role, Lowering>> = { forward, inputGrad, kernelGrad };
