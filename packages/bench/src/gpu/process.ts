// A Node process of its own for each library, as `browser.ts` has a browser: for a machine with a GPU and no browser.
import { fork, type ChildProcess } from "node:child_process";
import type { LibraryName } from "../libs/library.ts";
import { signalGroup, within, type Host } from "../host.ts";

/** Those that run in Node on WebGPU. */
export const gpuLibraries = ["weir", "tfjs", "jax"] as const satisfies readonly LibraryName[];

/** What goes to a library's process, and what comes back. */
export interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}
export type Answer = { readonly ready: true } | { readonly value: unknown } | { readonly error: string };

export class LibraryProcess implements Host {
  readonly #script: string;
  #child: ChildProcess | undefined;

  constructor(script: string) {
    this.#script = script;
  }

  async open(): Promise<boolean> {
    if (this.#child) return false;
    this.#child = fork(this.#script, [], { detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    await this.#answer();
    return true;
  }

  call: Host["call"] = async (limitMs, method, ...args) => {
    const child = this.#child;
    if (!child) throw new Error("bench: the process does not run. Call open() first");
    signalGroup(child.pid, "SIGCONT");
    const answer = this.#answer();
    child.send({ method, args } satisfies Call);
    try {
      const value = await within(limitMs, answer);
      signalGroup(child.pid, "SIGSTOP");
      return value as never;
    } catch (error) {
      await this.close();
      throw error;
    }
  };

  /** The value of the next message; throws what it says went wrong, and when the process ends. */
  #answer(): Promise<unknown> {
    const child = this.#child!;
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`its process ended with code ${code}`));
      child.once("exit", ended);
      child.once("message", (answer: Answer) => {
        child.off("exit", ended);
        if ("error" in answer) reject(new Error(answer.error));
        else resolve("value" in answer ? answer.value : undefined);
      });
    });
  }

  async close(): Promise<void> {
    const child = this.kill();
    if (child) await new Promise((resolve) => child.once("exit", resolve));
  }

  /** Ends the process, a stopped one too. Returns it while it has not ended. */
  kill(): ChildProcess | undefined {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return undefined;
    signalGroup(child.pid, "SIGCONT");
    child.kill("SIGKILL");
    return child;
  }
}
