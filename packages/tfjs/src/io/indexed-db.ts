/** Models in IndexedDB, in TensorFlow.js's database. */
import { checkTopology, getModelArtifactsInfoForJSON } from "./artifacts.ts";
import { CompositeArrayBuffer } from "./composite-array-buffer.ts";
import type { IOHandler, ModelArtifacts, ModelArtifactsInfo, ModelStoreManager } from "./types.ts";

const DATABASE = "tensorflowjs";
const VERSION = 1;
/** A row has the model; the other store its sizes alone, so that listing reads no weights. */
const MODELS = "models_store";
const INFOS = "model_info_store";

interface Row {
  readonly modelPath: string;
  readonly modelArtifacts: ModelArtifacts;
  readonly modelArtifactsInfo: ModelArtifactsInfo;
}

async function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}

/** Runs `work` on both stores in one transaction: all of it happens, or nothing. */
async function inTransaction<T>(
  mode: IDBTransactionMode,
  work: (models: IDBObjectStore, infos: IDBObjectStore) => Promise<T>,
): Promise<T> {
  if (typeof indexedDB === "undefined") throw new Error("The current browser does not appear to support IndexedDB.");
  const opening = indexedDB.open(DATABASE, VERSION);
  opening.onupgradeneeded = () => {
    for (const store of [MODELS, INFOS]) opening.result.createObjectStore(store, { keyPath: "modelPath" });
  };
  const database = await answerOf(opening);
  try {
    const transaction = database.transaction([MODELS, INFOS], mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error!);
    });
    const [result] = await Promise.all([work(transaction.objectStore(MODELS), transaction.objectStore(INFOS)), done]);
    return result;
  } finally {
    database.close();
  }
}

/** A handler for the model called `path`. */
export function browserIndexedDB(path: string): IOHandler {
  if (!path) throw new Error("For IndexedDB, modelPath must not be null, undefined or empty.");
  return {
    async save(artifacts) {
      checkTopology("BrowserIndexedDB", artifacts);
      const modelArtifacts = { ...artifacts, weightData: CompositeArrayBuffer.join(artifacts.weightData) };
      const modelArtifactsInfo = getModelArtifactsInfoForJSON(modelArtifacts);
      await inTransaction("readwrite", async (models, infos) => {
        await answerOf(infos.put({ modelPath: path, modelArtifactsInfo }));
        await answerOf(models.put({ modelPath: path, modelArtifacts, modelArtifactsInfo }));
      });
      return { modelArtifactsInfo };
    },
    async load() {
      const row = await inTransaction("readonly", (models) => answerOf<Row | undefined>(models.get(path)));
      if (!row) throw new Error(`Cannot find model with path '${path}' in IndexedDB.`);
      return row.modelArtifacts;
    },
  };
}

/** The models in IndexedDB. */
export const indexedDBModels: ModelStoreManager = {
  async listModels() {
    const rows = await inTransaction("readonly", (_, infos) => answerOf<Row[]>(infos.getAll()));
    return Object.fromEntries(rows.map((r) => [r.modelPath, r.modelArtifactsInfo]));
  },
  async removeModel(path) {
    const row = await inTransaction("readwrite", async (models, infos) => {
      const found = await answerOf<Row | undefined>(infos.get(path));
      await answerOf(infos.delete(path));
      await answerOf(models.delete(path));
      return found;
    });
    if (!row) throw new Error(`Cannot find model with path '${path}' in IndexedDB.`);
    return row.modelArtifactsInfo;
  },
};
