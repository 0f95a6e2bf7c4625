/** The one shape of a user-facing error: op, rule, what came, and the next step; the tracer adds the user's line. */

export class WeirError extends Error {
  override readonly name: string = "WeirError";
}

/** A call that an op's rules reject. `op: message  (file:line)`. */
export class OpError extends WeirError {
  override readonly name: string = "OpError";
  readonly op: string;

  constructor(op: string, message: string, source?: string) {
    super(`${op}: ${message}${source ? `  (${source})` : ""}`);
    this.op = op;
  }
}

/** A device ran out of memory; the message lists the largest buffers. */
export class OutOfDeviceMemory extends WeirError {
  override readonly name: string = "OutOfDeviceMemory";
}
