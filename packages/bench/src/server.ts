// Serves the pages cross-origin isolated and gzipped, and counts what it sends.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Files } from "./build.ts";
import type { LibraryName } from "./libs/library.ts";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".css": "text/css",
};
const html =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="page.js"></script>';

/** A running server of library pages. */
export interface PageServer {
  /** Returns the address of a library's page. */
  url(library: LibraryName): string;
  /** Returns the gzipped bytes of script and WASM sent so far. */
  sentBytes(): number;
  close(): void;
}

/** Starts serving on a free port of this machine. */
export async function servePages(pages: ReadonlyMap<LibraryName, Files>): Promise<PageServer> {
  const packed = new Map<string, Buffer>(
    [...pages].flatMap(([library, files]) =>
      [...files].map(([name, content]): [string, Buffer] => [`/${library}/${name}`, gzipSync(content)]),
    ),
  );
  let sent = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    if (pathname.endsWith("/")) {
      response.setHeader("Content-Type", "text/html");
      response.end(html);
      return;
    }
    const body = packed.get(pathname);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    sent += body.length;
    response.writeHead(200, {
      "Content-Type": types[path.extname(pathname)] ?? "application/octet-stream",
      "Content-Encoding": "gzip",
      "Content-Length": body.length,
    });
    response.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: (library) => `http://127.0.0.1:${port}/${library}/`,
    sentBytes: () => sent,
    close: () => void server.close(),
  };
}
