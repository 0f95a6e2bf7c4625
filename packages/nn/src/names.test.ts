// An unknown name is answered with the closest known one.
import { expect, test } from "vitest";
import { closestName, lookUp } from "./names.ts";

const losses = { sparseCategoricalCrossentropy: 1, categoricalCrossentropy: 2, meanSquaredError: 3 };

test("a known name finds its entry", () => {
  expect(lookUp("compile", "loss", "meanSquaredError", losses)).toBe(3);
});

test("Keras's snake case is recognised as the camel-case name", () => {
  expect(() => lookUp("compile", "loss", "sparse_categorical_crossentropy", losses)).toThrow(
    'compile: there is no loss called "sparse_categorical_crossentropy". Did you mean "sparseCategoricalCrossentropy"?',
  );
});

test("a slip of the finger is forgiven; a name like no other lists them all", () => {
  expect(closestName("categoricalCrosentropy", Object.keys(losses))).toBe("categoricalCrossentropy");
  expect(() => lookUp("compile", "loss", "hinge", losses)).toThrow("Known: sparseCategoricalCrossentropy, ");
});

test("a name of Object.prototype is not in any table", () => {
  expect(() => lookUp("compile", "loss", "toString", losses)).toThrow("there is no loss");
});
