// Times single dispatches of whatever runs on WebGPU in this process. To be started before a device is opened.

const TIMESTAMP_BYTES = 8;
const MOST_DISPATCHES = 2048;

export interface DispatchTimes {
  begin(): void;
  /** The milliseconds of each dispatch since `begin`, by the first line of its kernel's text. */
  end(): Promise<ReadonlyMap<string, readonly number[]>>;
}

/** Takes every compute pass apart, a dispatch each. */
export function dispatchTimes(): DispatchTimes {
  const names = new WeakMap<object, string>();
  let device: GPUDevice | undefined;
  let set: GPUQuerySet | undefined;
  let seen: string[] | undefined;

  patch(GPUDevice.prototype, "createShaderModule", (made, make, descriptor) => {
    device = made;
    const module = make(descriptor);
    names.set(module, /^\/\/ (.*)/.exec(descriptor.code)?.[1] ?? descriptor.label ?? "?");
    return module;
  });
  patch(GPUDevice.prototype, "createComputePipelineAsync", async (_, make, descriptor) => {
    const pipeline = await make(descriptor);
    names.set(pipeline, names.get(descriptor.compute.module) ?? "?");
    return pipeline;
  });
  patch(GPUCommandEncoder.prototype, "beginComputePass", (_, make, descriptor) => {
    if (!seen || descriptor?.timestampWrites) return make(descriptor);
    set ??= device!.createQuerySet({ type: "timestamp", count: 2 * MOST_DISPATCHES });
    let pipeline: GPUComputePipeline;
    const groups = new Map<number, readonly unknown[]>();
    return {
      setPipeline: (p: GPUComputePipeline) => void (pipeline = p),
      setBindGroup: (...args: readonly [number, ...unknown[]]) => void groups.set(args[0], args),
      dispatchWorkgroups(...size: [number, number]) {
        const at = 2 * seen!.length;
        const pass = make({
          timestampWrites: { querySet: set!, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 },
        });
        pass.setPipeline(pipeline);
        for (const args of groups.values()) pass.setBindGroup(...(args as [number, GPUBindGroup]));
        pass.dispatchWorkgroups(...size);
        pass.end();
        seen!.push(names.get(pipeline) ?? "?");
      },
      end: () => undefined,
    } as unknown as GPUComputePassEncoder;
  });

  return {
    begin: () => void (seen = []),
    async end() {
      const order = seen!;
      seen = undefined;
      const times = new Map<string, number[]>();
      if (!device || !set || order.length === 0) return times;
      const bytes = order.length * 2 * TIMESTAMP_BYTES;
      const [resolved, read] = [
        GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
        GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
      ].map((usage) => device!.createBuffer({ size: bytes, usage })) as [GPUBuffer, GPUBuffer];
      const encoder = device.createCommandEncoder();
      encoder.resolveQuerySet(set, 0, order.length * 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, read, 0, bytes);
      device.queue.submit([encoder.finish()]);
      await read.mapAsync(GPUMapMode.READ);
      const stamps = new BigUint64Array(read.getMappedRange());
      order.forEach((name, i) => {
        const known = times.get(name) ?? [];
        known.push(Number(stamps[2 * i + 1]! - stamps[2 * i]!) / 1e6);
        times.set(name, known);
      });
      resolved.destroy();
      read.destroy();
      return times;
    },
  };
}

/** Replaces a method by a function of the object, its old method, and the arguments. */
function patch<T extends object, K extends keyof T>(
  owner: T,
  name: K,
  method: T[K] extends (...args: infer A) => infer R ? (self: T, old: (...args: A) => R, ...args: A) => R : never,
): void {
  const old = owner[name] as (...args: unknown[]) => unknown;
  Object.defineProperty(owner, name, {
    configurable: true,
    value(this: T, ...args: unknown[]) {
      return (method as (...args: unknown[]) => unknown)(this, old.bind(this), ...args);
    },
  });
}
