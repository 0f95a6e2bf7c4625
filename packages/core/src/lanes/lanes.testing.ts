/** Tasks shared by several processes of the script that runs, each with the GPU open for itself. */
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import type { Ready } from "./lane.testing.ts";

const PROGRESS_MS = 5000;

/** What is to be done, and what became of it. */
export interface Run<Task, Result> {
  /** The task to do next, if there is one. */
  next(): Task | undefined;
  add(task: Task, result: Result): void;
  /** Told where the process of a task ended or hung. */
  fail(task: Task, why: string): void;
  /** Whether all is well. */
  readonly good: boolean;
  summary(): string;
}

/** How a run is shared. */
export interface Sharing {
  /** Processes. */
  readonly jobs: number;
  /** A task that takes more seconds hangs. */
  readonly limit: number;
}

/** Does all of `run`, and prints how far it is every few seconds. Resolves to the exit code. */
export async function runLanes<Task extends object | string, Result>(
  run: Run<Task, Result>,
  { jobs, limit }: Sharing,
): Promise<number> {
  const timer = setInterval(() => console.log(run.summary()), PROGRESS_MS);
  await Promise.all(Array.from({ length: jobs }, () => runLane(run, limit)));
  clearInterval(timer);
  console.log(run.summary());
  return run.good ? 0 : 1;
}

/** Does tasks until there are none; in a new process after each that ends one. */
async function runLane<Task extends object | string, Result>(run: Run<Task, Result>, limit: number): Promise<void> {
  for (let task = run.next(); task !== undefined; task = run.next()) {
    const child = fork(process.argv[1]!, process.argv.slice(2));
    try {
      const { device } = await wordOf<Ready>(child, limit);
      console.log(`a process on ${device}`);
      for (; task !== undefined; task = run.next()) {
        child.send(task);
        run.add(task, await wordOf<Result>(child, limit));
      }
    } catch (error) {
      run.fail(task!, String(error));
    } finally {
      child.kill("SIGKILL");
    }
  }
}

/** The next message of `child`; throws when it ends, or sends none within `limit` seconds. */
function wordOf<Word>(child: ChildProcess, limit: number): Promise<Word> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the process ended with code ${code}`));
    const timer = setTimeout(() => reject(new Error(`no answer within ${limit} s`)), 1000 * limit);
    child.once("exit", ended);
    child.once("message", (word: Word) => {
      clearTimeout(timer);
      child.off("exit", ended);
      resolve(word);
    });
  });
}
