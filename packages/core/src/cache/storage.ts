/** Where programs are kept between visits: the browser's IndexedDB, or in Node a folder. */
import type * as NodeFs from "node:fs/promises";
import type * as NodeV8 from "node:v8";

/** Plain data by key, for good. Everything may fail: no rights, no room. */
export interface Storage {
  /** All values whose key begins with `prefix`. */
  readAll(prefix: string): Promise<Map<string, unknown>>;
  write(entries: ReadonlyMap<string, unknown>): Promise<void>;
  /** Drops every entry whose key does not begin with `prefix`; all with none. */
  dropOthers(prefix?: string): Promise<void>;
}

const DATABASE = "weir";
const STORE = "programs";

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB failed"));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () =>
      reject(transaction.error ?? new Error("IndexedDB gave the transaction up"));
  });
}

/** The browser's storage; undefined where there is none. */
export function browserStorage(): Storage | undefined {
  if (!("indexedDB" in globalThis)) return undefined;
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => {
    if (opened) return opened;
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    return (opened = settled(request));
  };
  return {
    async readAll(prefix) {
      const store = (await open()).transaction(STORE).objectStore(STORE);
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const [keys, values] = await Promise.all([settled(store.getAllKeys(range)), settled(store.getAll(range))]);
      return new Map(keys.map((key, i) => [key as string, values[i] as unknown]));
    },
    async write(entries) {
      const transaction = (await open()).transaction(STORE, "readwrite");
      for (const [key, value] of entries) transaction.objectStore(STORE).put(value, key);
      await committed(transaction);
    },
    async dropOthers(prefix) {
      const transaction = (await open()).transaction(STORE, "readwrite");
      const store = transaction.objectStore(STORE);
      if (prefix === undefined) store.clear();
      else {
        store.delete(IDBKeyRange.upperBound(prefix, true));
        store.delete(IDBKeyRange.lowerBound(`${prefix}\uffff`, true));
      }
      await committed(transaction);
    },
  };
}

/** A folder of one file per entry. Throws outside Node. */
export function folderStorage(folder: string): Storage {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  const fs = process?.getBuiltinModule?.("node:fs/promises") as typeof NodeFs | undefined;
  const v8 = process?.getBuiltinModule?.("node:v8") as typeof NodeV8 | undefined;
  if (!fs || !v8) throw new Error("only Node has folders");
  const names = async (): Promise<string[]> =>
    (await fs.readdir(folder).catch(() => [])).filter((n) => n.endsWith(END));
  return {
    async readAll(prefix) {
      const out = new Map<string, unknown>();
      for (const name of await names())
        if (name.startsWith(prefix))
          out.set(name.slice(0, -END.length), v8.deserialize(await fs.readFile(`${folder}/${name}`)));
      return out;
    },
    async write(entries) {
      await fs.mkdir(folder, { recursive: true });
      for (const [key, value] of entries) {
        // whole or not at all: another process may read meanwhile
        const part = `${folder}/${key}.part`;
        await fs.writeFile(part, v8.serialize(value));
        await fs.rename(part, `${folder}/${key}${END}`);
      }
    },
    async dropOthers(prefix) {
      for (const name of await names())
        if (prefix === undefined || !name.startsWith(prefix)) await fs.rm(`${folder}/${name}`, { force: true });
    },
  };
}
const END = ".weir";
