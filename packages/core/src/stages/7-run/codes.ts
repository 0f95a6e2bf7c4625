/** What kernels are printed as on one device: each printed once, or never where an earlier visit has done it. */
import type { Kernel } from "../../ir/kernel.ts";

export class Codes<Code> {
  private readonly known = new WeakMap<Kernel, Code>();
  private readonly print: (kernel: Kernel) => Code;

  constructor(print: (kernel: Kernel) => Code) {
    this.print = print;
  }

  get(kernel: Kernel): Code {
    if (kernel.printed) return kernel.printed.code as Code;
    let code = this.known.get(kernel);
    if (code === undefined) this.known.set(kernel, (code = this.print(kernel)));
    return code;
  }
}
