// `npm start`: installs what is missing, packs the digits and serves the gallery. PORT and HOST override the address.
import "./node-version.mjs";
import { createServer as createSocket } from "node:net";
import path from "node:path";
import { ensureDigits } from "./digits.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./root.mjs";

const host = process.env.HOST ?? "127.0.0.1";
const port = readPort(process.env.PORT ?? "5173");

ensureInstalled();
ensureDigits();
await assertPortFree();

// React's development build takes a third of the page's time for its warnings: the training's share, and the frames'.
process.env.NODE_ENV ??= "production";
const { createServer } = await import("vite");
const server = await createServer({
  mode: process.env.NODE_ENV,
  configFile: path.join(root, "vite.config.ts"),
  logLevel: "warn",
  // Tests are not to be reloaded when a file is saved meanwhile.
  server: { host, port, strictPort: true, ...(process.env.WEIR_RELOAD === "0" ? { hmr: false, watch: null } : {}) },
});
await server.listen();
console.log(`\nWeir's gallery: http://${host === "127.0.0.1" ? "localhost" : host}:${port}/\n(Ctrl+C stops it)`);

/** @param {string} text */
function readPort(text) {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  console.error(`start: PORT must be a whole number from 1 to 65535, got "${text}". For example: PORT=8080 npm start`);
  process.exit(1);
}

/** @returns {Promise<void>} */
function assertPortFree() {
  return new Promise((resolve) => {
    const probe = createSocket();
    probe.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      const why = error.code === "EADDRINUSE" ? "is already in use" : `cannot be opened (${error.code})`;
      console.error(
        `start: port ${port} on ${host} ${why}. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
      );
      process.exit(1);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
