/** Which handler an address belongs to. */
import { browserDownloads } from "./browser-files.ts";
import { http, isHTTPScheme } from "./http.ts";
import { browserIndexedDB } from "./indexed-db.ts";
import { browserLocalStorage } from "./local-storage.ts";
import type { IOHandler, LoadOptions } from "./types.ts";

/** Returns the handler of an address, or nothing when it is for another router. */
export type IORouter = (url: string | readonly string[], options?: LoadOptions) => IOHandler | null;

function byScheme(scheme: string, make: (path: string) => IOHandler): IORouter {
  return (url) => (typeof url === "string" && url.startsWith(scheme) ? make(url.slice(scheme.length)) : null);
}

const stores = [byScheme("indexeddb://", browserIndexedDB), byScheme("localstorage://", browserLocalStorage)];
const network: IORouter = (url, options) => (typeof url === "string" && isHTTPScheme(url) ? http(url, options) : null);
const saveRouters: IORouter[] = [...stores, byScheme("downloads://", browserDownloads), network];
const loadRouters: IORouter[] = [...stores, network];

/**
 * Adds a router that is asked where a model is to be saved.
 * @example
 * const handler = { save: async (model) => ({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(model) }) };
 * tf.io.registerSaveRouter((url) => (url === "kept://x" ? handler : null));
 * tf.io.getSaveHandlers("kept://x")[0] === handler // true
 */
export function registerSaveRouter(router: IORouter): void {
  saveRouters.push(router);
}

/**
 * Adds a router that is asked where a model is loaded from.
 * @example
 * const handler = tf.io.fromMemory({ modelTopology: { layers: 2 } });
 * tf.io.registerLoadRouter((url) => (url === "kept://x" ? handler : null));
 * tf.io.getLoadHandlers("kept://x")[0].load() // { modelTopology: { layers: 2 } }
 */
export function registerLoadRouter(router: IORouter): void {
  loadRouters.push(router);
}

/**
 * Returns the handlers that save to `url`: none when no router knows it.
 * @example tf.io.getSaveHandlers("downloads://mine").length // 1
 */
export function getSaveHandlers(url: string | readonly string[]): IOHandler[] {
  return handlers(saveRouters, url);
}

/**
 * Returns the handlers that load from `url`: none when no router knows it.
 * @example tf.io.getLoadHandlers("https://here/model.json").length // 1
 */
export function getLoadHandlers(url: string | readonly string[], options?: LoadOptions): IOHandler[] {
  return handlers(loadRouters, url, options);
}

function handlers(routers: readonly IORouter[], url: string | readonly string[], options?: LoadOptions): IOHandler[] {
  return routers.flatMap((router) => router(url, options) ?? []);
}
