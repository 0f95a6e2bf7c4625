// A model's variables: one copy on the device that all its compiled steps share.
import { compileStep, tensor, type InputSpec, type Step, type Tensor } from "@weir/core";
import type { Values } from "./forward.ts";
import type { Variable } from "./plan.ts";

/** The state of a step that holds the variables. */
export interface Held {
  readonly values: Values;
}

/** What a compiled step of the model does and what else it keeps. */
export interface StepOptions<R, I> {
  /** State besides the variables. */
  readonly state: R;
  readonly inputs: I;
  readonly name: string;
}

/** The variables and the way to compute with them. */
export interface Variables {
  /** The live values by path: reading one gives its value after all steps enqueued so far. */
  readonly values: Values;
  /** Compiles a step that reads and updates the variables in place, as all other steps do. Dispose of it with `keepState`. */
  compile<R extends object, I extends Record<string, InputSpec>, O>(
    f: (
      state: R & Held,
      inputs: { readonly [K in keyof I]: Tensor },
    ) => { readonly state: R & Held; readonly outputs: O },
    options: StepOptions<R, I>,
  ): Step<R & Held, I, O>;
  /** Replaces all values after the steps enqueued so far. */
  set(data: Readonly<Record<string, Float32Array>>): void;
  dispose(): void;
}

/** Returns the variables with their first values. */
export function createVariables(variables: readonly Variable[]): Variables {
  const initial = (data: (v: Variable) => Float32Array): Values =>
    Object.fromEntries(variables.map((v) => [v.path, tensor(data(v), v.shape)]));
  // None until somebody asks: weights that are loaded need no random numbers first. Before the first step is compiled the values are
  // ordinary tensors; from then on they are that step's live state.
  let values: Values | undefined;
  const current = (): Values => (values ??= initial((v) => v.initialize()));
  let live = false;
  let assign: ReturnType<typeof compileAssign> | undefined;

  function compile<R extends object, I extends Record<string, InputSpec>, O>(
    f: (
      state: R & Held,
      inputs: { readonly [K in keyof I]: Tensor },
    ) => { readonly state: R & Held; readonly outputs: O },
    { state, inputs, name }: StepOptions<R, I>,
  ): Step<R & Held, I, O> {
    const step = compileStep(f, { state: { ...state, values: current() }, inputs, name });
    values = step.state.values;
    live = true;
    return step;
  }

  function compileAssign() {
    const inputs = Object.fromEntries(variables.map((v) => [v.path, { shape: v.shape, dtype: "float32" as const }]));
    return compile((_: Held, given: Values) => ({ state: { values: given }, outputs: {} }), {
      state: {},
      inputs,
      name: "assign",
    });
  }

  return {
    get values() {
      return current();
    },
    compile,
    set(data) {
      if (!live) values = initial((v) => data[v.path]!);
      else (assign ??= compileAssign()).run(data);
    },
    dispose() {
      assign?.dispose({ keepState: true });
      for (const value of Object.values(values ?? {})) value.dispose();
    },
  };
}
