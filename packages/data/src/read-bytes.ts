// Reads a whole file from a URL: fetch everywhere, and file: URLs in Node, which fetch refuses there.

/**
 * Returns the bytes behind a URL.
 *
 * @param caller the function to name in errors
 * @param source an absolute URL, or one relative to the page
 * @throws Error when the server answers with an error
 */
export async function readBytes(caller: string, source: string | URL): Promise<ArrayBuffer> {
  const url = String(source);
  if (url.startsWith("file:")) return readFile(caller, new URL(url));
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${caller}: ${url} answered ${response.status} ${response.statusText}. Check the address.`);
  }
  return response.arrayBuffer();
}

async function readFile(caller: string, url: URL): Promise<ArrayBuffer> {
  // Asked for at run time, so that a bundle for browsers carries no import of a Node module.
  const fs = globalThis.process?.getBuiltinModule?.("node:fs");
  if (!fs)
    throw new Error(
      `${caller}: file: URLs can only be read in Node, got ${url}. Serve the file and pass its http URL.`,
    );
  const bytes = await fs.promises.readFile(url);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
