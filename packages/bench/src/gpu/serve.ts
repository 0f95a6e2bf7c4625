// Answers the bench from a process of Node, as `page/serve.ts` does from a page.
import type { Library } from "../libs/library.ts";
import { benchPage } from "../page/serve.ts";
import { reasonOf } from "../reason.ts";
import type { Answer, Call } from "./process.ts";

export function serve(library: Library): void {
  const page = benchPage(library) as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  const send = (answer: Answer) => process.send!(answer);
  // nobody is left to answer
  process.once("disconnect", () => process.exit());
  process.on("message", ({ method, args }: Call) => {
    page[method]!(...args).then(
      (value) => send({ value }),
      (error: unknown) => send({ error: reasonOf(error) }),
    );
  });
  send({ ready: true });
}
