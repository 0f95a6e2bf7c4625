/** Saved models by address: listed, copied, moved, removed. */
import { indexedDBModels } from "./indexed-db.ts";
import { localStorageModels } from "./local-storage.ts";
import { getLoadHandlers, getSaveHandlers } from "./routers.ts";
import type { IOHandler, ModelArtifactsInfo, ModelStoreManager } from "./types.ts";

const STORES: Readonly<Record<string, ModelStoreManager>> = {
  localstorage: localStorageModels,
  indexeddb: indexedDBModels,
};

function placeOf(url: string): { readonly store: ModelStoreManager; readonly path: string } {
  const [scheme, path] = url.split("://") as [string, string | undefined];
  if (path === undefined)
    throw new Error(
      `The url string provided does not contain a scheme. Supported schemes are: ${Object.keys(STORES).join(",")}`,
    );
  const store = STORES[scheme];
  if (!store) throw new Error(`Cannot find model manager for scheme '${scheme}'`);
  return { store, path };
}

/**
 * Returns a promise of the sizes of every saved model, by its address.
 * @throws Error where there is no local storage or IndexedDB
 * @example tf.io.listModels().catch(() => "in a page alone") // "in a page alone"
 */
export async function listModels(): Promise<Record<string, ModelArtifactsInfo>> {
  const found = await Promise.all(
    Object.entries(STORES).map(async ([scheme, store]) =>
      Object.entries(await store.listModels()).map(([path, info]) => [`${scheme}://${path}`, info] as const),
    ),
  );
  return Object.fromEntries(found.flat());
}

/**
 * Removes the model at `url`. Returns a promise of its sizes.
 * @throws Error when there is no such model, or no place of that scheme (`localstorage://`, `indexeddb://`)
 * @example tf.io.removeModel("nowhere://x").catch((e) => e.message) // "Cannot find model manager for scheme 'nowhere'"
 */
export async function removeModel(url: string): Promise<ModelArtifactsInfo> {
  const { store, path } = placeOf(url);
  return store.removeModel(path);
}

/**
 * Copies a model. Returns a promise of its sizes.
 * @throws Error when the addresses are the same, or not exactly one handler is there for each
 * @example
 * const save = async (model) => ({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(model) });
 * const model = { modelTopology: {}, weightData: new ArrayBuffer(8) };
 * tf.io.registerLoadRouter((url) => (url === "old://copied" ? tf.io.fromMemory(model) : null));
 * tf.io.registerSaveRouter((url) => (url === "new://copied" ? tf.io.withSaveHandler(save) : null));
 * tf.io.copyModel("old://copied", "new://copied").then((info) => info.weightDataBytes) // 8
 */
export async function copyModel(sourceURL: string, destURL: string): Promise<ModelArtifactsInfo> {
  if (sourceURL === destURL) throw new Error(`Old path and new path are the same: '${sourceURL}'`);
  const from = onlyHandler("loading", sourceURL, getLoadHandlers(sourceURL));
  const to = onlyHandler("saving to", destURL, getSaveHandlers(destURL));
  return (await to.save!(await from.load!())).modelArtifactsInfo;
}

/**
 * Copies a model, and removes the first. Returns a promise of its sizes.
 * @throws Error when {@link copyModel} or {@link removeModel} does
 * @example
 * const at = "localstorage://mine";
 * tf.io.moveModel(at, at).catch((e) => e.message) // "Old path and new path are the same: 'localstorage://mine'"
 */
export async function moveModel(sourceURL: string, destURL: string): Promise<ModelArtifactsInfo> {
  const info = await copyModel(sourceURL, destURL);
  await removeModel(sourceURL);
  return info;
}

function onlyHandler(what: string, url: string, handlers: readonly IOHandler[]): IOHandler {
  if (handlers.length === 1) return handlers[0]!;
  const rule = handlers.length === 0 ? "no handler can be found" : `more than one (${handlers.length}) handlers exist`;
  throw new Error(`Copying failed because ${rule} for ${what} URL ${url}.`);
}
