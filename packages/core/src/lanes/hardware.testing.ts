/** A GPU that a CPU emulates, taken for a real one: what real ones run is tested without them. */

/** Makes adapters of `gpu` hide who they are, so that devices opened from now on get the schedules of hardware. */
export function takeForHardware(gpu: GPU): void {
  const request = gpu.requestAdapter.bind(gpu);
  gpu.requestAdapter = async (options) => {
    const adapter = await request(options);
    if (adapter) Object.defineProperty(adapter, "info", { value: disguised(adapter.info) });
    return adapter;
  };
}

function disguised({ subgroupMinSize, subgroupMaxSize }: GPUAdapterInfo): Omit<GPUAdapterInfo, "__brand"> {
  const words = { vendor: "unknown", architecture: "", device: "", description: "taken for hardware" };
  return { ...words, subgroupMinSize, subgroupMaxSize, isFallbackAdapter: false };
}
