// Programs kept in a folder.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { describeBrokenCache, describeProgramCache } from "./program-cache.testing.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-programs-"));
afterAll(() => rmSync(folder, { recursive: true }));
describeProgramCache("wasm", path.join(folder, "programs"));

// a file is no folder
writeFileSync(path.join(folder, "file"), "");
describeBrokenCache("wasm", path.join(folder, "file"));
