import { expect, test } from "vitest";
import { evaluate } from "../../ir/evaluate.ts";
import { u32 } from "../../ir/expr.ts";
import { philox, philoxWords } from "./philox.ts";

// The known answers that come with the generator's publication (philox 4×32, 10 rounds).
const KNOWN = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const;

test.each(KNOWN)("Philox of counter %j under key %j is the published block", (counter, key, words) => {
  expect(philoxWords(counter, key)).toEqual(words);
  const block = philox(
    [u32(counter[0]), u32(counter[1]), u32(counter[2]), u32(counter[3])],
    [u32(key[0]), u32(key[1])],
  );
  expect(block.map((e) => evaluate(e, { variable: () => 0, load: () => 0 }))).toEqual(words);
});
