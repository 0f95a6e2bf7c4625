/** The errors that users see. */

/**
 * What every error of Weir is: it says op, rule, what came, and the next step; the tracer adds the user's line.
 * @example new OpError("relu", "takes real numbers, got string") instanceof WeirError // true
 */
export class WeirError extends Error {
  override readonly name: string = "WeirError";
}

/**
 * A call that an op's rules reject. `op: message  (file:line)`.
 * @example new OpError("relu", "takes real numbers, got string").message // "relu: takes real numbers, got string"
 */
export class OpError extends WeirError {
  override readonly name: string = "OpError";
  readonly op: string;

  constructor(op: string, message: string, source?: string) {
    super(`${op}: ${message}${source ? `  (${source})` : ""}`);
    this.op = op;
  }
}

/**
 * A device ran out of memory; the message lists the largest buffers.
 * @example new OutOfDeviceMemory("wasm: no room for 4 GB").name // "OutOfDeviceMemory"
 */
export class OutOfDeviceMemory extends WeirError {
  override readonly name: string = "OutOfDeviceMemory";
}
