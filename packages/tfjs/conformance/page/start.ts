// The page's entry: what the runner calls. The published tests are imported beside it, after `specs.ts`.
import { ready, setBackend } from "../../src/index.ts";
import { type CaseResult, runAll } from "./specs.ts";

declare global {
  interface Window {
    /** Runs the cases whose name contains `filter`, and reports each. */
    conformance: (filter: string) => Promise<void>;
    /** Installed by the runner. */
    caseStarts(name: string): Promise<void>;
    caseEnds(result: CaseResult): Promise<void>;
  }
}

window.conformance = async (filter) => {
  await setBackend(new URLSearchParams(location.search).get("device") ?? "wasm");
  await ready();
  await runAll({
    wants: (name) => name.includes(filter),
    starts: (name) => window.caseStarts(name),
    ends: (result) => void window.caseEnds(result),
  });
};
