/** Whether somebody may be looking at the page: then a device leaves it its frames, else it runs at full speed. */

/** Whether the page is visible. A worker cannot know and says yes; outside a browser nobody looks. */
export function isWatched(): boolean {
  return "document" in globalThis ? document.visibilityState === "visible" : "WorkerGlobalScope" in globalThis;
}

/** Calls `tell` now and whenever it changes, until the function that it returns is called. */
export function onWatched(tell: (watched: boolean) => void): () => void {
  const changed = (): void => tell(isWatched());
  changed();
  if (!("document" in globalThis)) return () => undefined;
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
