/** A random program as plain numbers, so that a failing one shrinks: fewer steps, smaller draws. `program.testing.ts` gives it meaning. */
import fc from "fast-check";

/** Which maker a step uses, and what it draws from: fractions of 1000, of which 0 always is the simplest choice. */
export interface Step {
  readonly maker: number;
  readonly draws: readonly number[];
}

export interface Recipe {
  /** Of the numbers in the inputs. */
  readonly seed: number;
  readonly steps: readonly Step[];
  /** Whether the gradients of the inputs are computed too. */
  readonly gradient: boolean;
}

const DRAWS = 6;
const MOST_STEPS = 10;

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  seed: fc.nat(9999),
  steps: fc.array(
    fc.record({ maker: fc.nat(999), draws: fc.array(fc.nat(999), { minLength: DRAWS, maxLength: DRAWS }) }),
    // sizes are drawn evenly: fast-check's own bias is towards the empty
    { minLength: 1, maxLength: MOST_STEPS, size: "max" },
  ),
  gradient: fc.boolean(),
});

/** The draws of one step, taken one after the other; 0 when they run out. */
export class Draws {
  private at = 0;
  private readonly draws: readonly number[];

  constructor(draws: readonly number[]) {
    this.draws = draws;
  }

  /** One of 0 … count − 1. */
  below(count: number): number {
    return Math.floor(((this.draws[this.at++] ?? 0) / 1000) * count);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
