/**
 * Rejection with a fixed number of candidates: all are made at once along a new axis 0, and the first that is accepted is taken. A
 * kernel knows no loop of unknown length; with enough candidates that none is good has a probability nobody will meet.
 */
import type { Tensor } from "../../tensor.ts";
import { equal, where } from "../compare.ts";
import { iota } from "../create.ts";
import { whole } from "../places.ts";
import { any, min, sum } from "../reduce.ts";

/** The first of `candidates` [n, ...] that is `accepted`, and `otherwise` where none is: [...]. */
export function firstAccepted(candidates: Tensor, accepted: Tensor, otherwise: Tensor): Tensor {
  const turn = iota(candidates.shape, 0);
  const first = min(where(accepted, turn, whole(candidates.shape[0]!)), 0, true);
  const taken = sum(where(equal(turn, first), candidates, 0), 0);
  return where(any(accepted, 0), taken, otherwise);
}
