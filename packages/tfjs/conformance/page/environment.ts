// Stands in for the published suite's notion of environments: there is one, the device under test.
import { disposeVariables, engine } from "../../src/index.ts";

interface Constraints {
  /** Whether the cases are for some other environment. */
  readonly skip?: boolean;
  readonly sync?: boolean;
}

declare const describe: (name: string, declare: () => void) => void;
declare const beforeEach: (body: () => void) => void;
declare const afterEach: (body: () => void) => void;

export const ALL_ENVS: Constraints = {};
export const CHROME_ENVS: Constraints = {};
export const BROWSER_ENVS: Constraints = {};
export const NODE_ENVS: Constraints = { skip: true };
export const HAS_WORKER: Constraints = { skip: true };
export const HAS_NODE_WORKER: Constraints = { skip: true };
/** Cases that read values without waiting. */
export const SYNC_BACKEND_ENVS: Constraints = { sync: true };

/** Declares a suite in which each case has a memory scope of its own. */
export function describeWithFlags(name: string, constraints: Constraints, declare: (env: unknown) => void): void {
  const backendName = new URLSearchParams(location.search).get("device") ?? "wasm";
  const isDataSync = backendName !== "webgpu";
  if (constraints.skip || (constraints.sync && !isDataSync)) return;
  describe(name, () => {
    beforeEach(() => engine().startScope());
    afterEach(() => {
      engine().endScope();
      disposeVariables();
    });
    declare({ name: backendName, backendName, isDataSync });
  });
}
