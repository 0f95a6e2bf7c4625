/** Tells the bus how far a program's kernels are while the device compiles them. */
import { bus } from "./events/bus.ts";

/** To be called with how many more kernels are ready. */
export type Progress = (kernels: number) => void;

/** Returns the progress of a program of `total` kernels, and tells that none is ready. A program without a name or kernels has none. */
export function progressOf(program: string | undefined, total: number): Progress | undefined {
  if (program === undefined || total === 0) return undefined;
  let done = 0;
  const tell: Progress = (kernels) => {
    done += kernels;
    if (bus.active) bus.emit({ type: "compiling", program, done, total });
  };
  tell(0);
  return tell;
}
