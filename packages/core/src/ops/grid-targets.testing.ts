/** What WebGPU's kernels are scheduled for in tests: a CPU that runs shaders passes for GPUs too, and tells whether they compute the same. */
import type { Target } from "../ir/target.ts";

/** Names of devices, and what their targets have other than the device's own. */
export const GRID_TARGETS: readonly (readonly [name: string, change: Partial<Target>])[] = [
  ["a GPU", { software: false }],
  ["a GPU of little memory", { software: false, localBytes: 16384 }],
  ["a GPU of small workgroups", { software: false, maxWorkgroup: 32 }],
  ["a CPU", { software: true }],
];
