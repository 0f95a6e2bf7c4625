/** Weight files from the network. */
import { CompositeArrayBuffer } from "./composite-array-buffer.ts";
import { decodeWeights, lengthOf } from "./weights.ts";
import type { LoadOptions, NamedTensorMap, WeightsManifestConfig, WeightsManifestEntry } from "./types.ts";

/** The function that fetches. */
export function fetcher({ fetchFunc }: LoadOptions): (url: string, init?: RequestInit) => Promise<Response> {
  return fetchFunc ?? ((url, init) => fetch(url, init));
}

/** A weight file's response. An error page is no weights. */
async function fetchWeights(url: string, options: LoadOptions): Promise<Response> {
  const response = await fetcher(options)(url, options.requestInit);
  if (!response.ok)
    throw new Error(
      `tf.io: the weights at ${url} were answered with status ${response.status}. Check that the files lie beside the model's JSON.`,
    );
  return response;
}

/** The bytes of every file, with progress told as each has arrived. */
export async function fetchBuffers(urls: readonly string[], options: LoadOptions = {}): Promise<ArrayBuffer[]> {
  let arrived = 0;
  const tell = (): void => options.onProgress?.(urls.length === 0 ? 1 : arrived / urls.length);
  tell();
  return Promise.all(
    urls.map(async (url) => {
      const bytes = await (await fetchWeights(url, options)).arrayBuffer();
      arrived++;
      tell();
      return bytes;
    }),
  );
}

/** The bytes of all files one after the other, each fetched when the one before has been read. */
export function streamBuffers(urls: readonly string[], options: LoadOptions): ReadableStream<ArrayBuffer> {
  const chunks = (async function* (): AsyncGenerator<ArrayBuffer> {
    options.onProgress?.(0);
    for (const [i, url] of urls.entries()) {
      const { body } = await fetchWeights(url, options);
      const reader = body!.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read())
        yield CompositeArrayBuffer.join(next.value);
      options.onProgress?.((i + 1) / urls.length);
    }
  })();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

/**
 * Returns a promise of the weights called `weightNames` (default: all), whose files lie under `filePathPrefix`.
 * @throws Error when the manifest has no weight of such a name, when `fetch` rejects, or a file is answered with an error status
 * @example
 * const weights = [{ name: "w", shape: [2], dtype: "float32" }];
 * tf.io.loadWeights([{ paths: ["octet-stream;base64,AACAPwAAAEA="], weights }], "data:application") // { w: [1, 2] }
 */
export async function loadWeights(
  manifest: WeightsManifestConfig,
  filePathPrefix = "",
  weightNames?: readonly string[],
  requestInit?: RequestInit,
): Promise<NamedTensorMap> {
  const options = requestInit ? { requestInit } : {};
  return weightsLoaderFactory((urls) => fetchBuffers(urls, options))(manifest, filePathPrefix, weightNames);
}

/** Loads weights: see `loadWeights`. */
type WeightsLoader = (
  manifest: WeightsManifestConfig,
  filePathPrefix?: string,
  weightNames?: readonly string[],
) => Promise<NamedTensorMap>;

/**
 * Returns a {@link loadWeights} whose files come from `fetchWeights`. Groups without a weight that is wanted are not fetched.
 * What it gives throws when the manifest has no weight of a name that is asked for.
 * @example
 * const files = { "here/w.bin": Float32Array.of(1, 2).buffer };
 * const load = tf.io.weightsLoaderFactory(async (paths) => paths.map((path) => files[path]));
 * load([{ paths: ["w.bin"], weights: [{ name: "w", shape: [2], dtype: "float32" }] }], "here") // { w: [1, 2] }
 */
export function weightsLoaderFactory(fetchWeights: (urls: string[]) => Promise<readonly ArrayBuffer[]>): WeightsLoader {
  return async (manifest, filePathPrefix = "", weightNames) => {
    checkNames(manifest, weightNames);
    const wanted = ({ name }: WeightsManifestEntry): boolean => weightNames?.includes(name) ?? true;
    const groups = manifest.filter((g) => g.weights.some(wanted));
    const prefix = filePathPrefix.endsWith("/") ? filePathPrefix : `${filePathPrefix}/`;
    const buffers = await fetchWeights(groups.flatMap((g) => g.paths.map((path) => prefix + path)));
    const out: NamedTensorMap = {};
    let next = 0;
    for (const { paths, weights } of groups) {
      const data = new CompositeArrayBuffer(buffers.slice(next, (next += paths.length)));
      Object.assign(out, decodeSome(data, weights, wanted));
    }
    return out;
  };
}

function checkNames(manifest: WeightsManifestConfig, names: readonly string[] = []): void {
  const there = manifest.flatMap((g) => g.weights.map((w) => w.name));
  const missing = names.filter((name) => !there.includes(name));
  if (missing.length > 0)
    throw new Error(
      `Could not find weights in manifest with names: ${missing.join(", ")}. \nManifest JSON has weights with names: ${there.join(", ")}.`,
    );
}

/** Those of a group's weights that are wanted: the others are stepped over. */
function decodeSome(
  data: CompositeArrayBuffer,
  weights: readonly WeightsManifestEntry[],
  wanted: (w: WeightsManifestEntry) => boolean,
): NamedTensorMap {
  const out: NamedTensorMap = {};
  let at = 0;
  for (const spec of weights) {
    const reading = lengthOf(spec);
    let step = reading.next();
    while (!step.done) step = reading.next(data.slice(at + step.value[0], at + step.value[1]));
    if (wanted(spec)) Object.assign(out, decodeWeights(data.slice(at, at + step.value), [spec]));
    at += step.value;
  }
  return out;
}
