// What the events folder offers: the message union, the bus, and the packer of graph messages.
export * from "./event.ts";
export { bus, createBus } from "./bus.ts";
export type { BusOptions, CommandListener, EventBus, ReportListener } from "./bus.ts";
export { encodeGraph } from "./encode-graph.ts";
export type { GraphKernelRecord, GraphNodeRecord } from "./encode-graph.ts";
