// Lets the page draw and handle input between steps.

type Scheduler = { readonly scheduler?: { yield?(): Promise<void> } };

/** Resolves in a later task, after the page had its turn. Timers would be held to 4 ms, and to 1 s in the background. */
export function yieldToPage(): Promise<void> {
  const { scheduler } = globalThis as Scheduler;
  if (scheduler?.yield) return scheduler.yield();
  if (typeof setImmediate === "function") return new Promise((resolve) => void setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
