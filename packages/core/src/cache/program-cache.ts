/**
 * PROGRAMS KEPT BETWEEN VISITS, AND PICKS. What was compiled is stored as it was printed, by what decides it: the graph's text, the device with its
 * target, and the library's version. The programs of a device are read when it is opened, so that looking one up takes no waiting. So are
 * the schedules that it was measured to be fastest with.
 */
import type { Compiled, CompileOptions } from "../compile.ts";
import type { Graph } from "../ir/graph.ts";
import { printGraph } from "../ir/graph.ts";
import type { Choice } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import type { Device } from "../stages/7-run/device.ts";
import type { PickShelf } from "../tune/tuner.ts";
import { textHash } from "./text-hash.ts";
import type { Storage } from "./storage.ts";
import { browserStorage, folderStorage } from "./storage.ts";
import type { StoredProgram } from "./stored-program.ts";
import { restoreProgram, storeProgram } from "./stored-program.ts";

/** Rises when stored programs would be read wrongly. */
const FORMAT = 1;
/** Programs of a device that are kept at most. */
const MOST_PROGRAMS = 512;
/** Programs are written when none has been compiled for so long. */
const WRITE_AFTER_MS = 500;

/** Settings of `setProgramCache`. */
export interface ProgramCacheOptions {
  /** Default `true`. */
  readonly enabled?: boolean;
  /**
   * Names the build that compiles: what another one stored is dropped. Give a new one with every deployment that changes Weir, for
   * example its version and your bundle's hash. Default "".
   */
  readonly build?: string;
  /** Where Node keeps the programs; browsers have their own place. Default: Node keeps none. */
  readonly folder?: string;
}

/** Counts since the page was opened. */
export interface ProgramCacheStats {
  /** Programs that were found, and did not have to be compiled. */
  readonly found: number;
  /** Programs that have been stored. */
  readonly stored: number;
}

interface Shelf {
  readonly storage: Storage;
  readonly device: Device;
  readonly prefix: string;
  readonly programs: Map<string, StoredProgram>;
  /** Where picks are, and those that were read. */
  readonly pickPrefix: string;
  readonly picks: Map<string, string>;
}

interface Kept {
  readonly key: string;
  readonly graph: Graph;
  readonly compiled: Compiled;
}

let settings: ProgramCacheOptions = { enabled: false };
let device: Device | undefined;
let shelf: Shelf | undefined;
let unwritten: Kept[] = [];
const unwrittenPicks = new Map<string, string>();
let writing: ReturnType<typeof setTimeout> | undefined;
let complained = false;
let [found, stored] = [0, 0];

/**
 * Turns the keeping of compiled programs on (or off, as it is at first) and resolves when what an earlier visit stored is at hand. Then
 * an equal program is not compiled again on the same device: lowering, scheduling and printing are skipped.
 * @returns counts since the page was opened
 * @see JAX's persistent compilation cache
 * @example
 * (await setProgramCache({ enabled: false })).stored // 0
 */
export async function setProgramCache(options: ProgramCacheOptions): Promise<ProgramCacheStats> {
  await flushPrograms();
  settings = options;
  shelf = undefined;
  if (device) await openShelf(device);
  return { found, stored };
}

/**
 * Drops every program that was stored, and what was measured to choose their schedules; resolves when they are gone.
 * @see JAX's persistent compilation cache
 * @example await clearCache() // undefined
 */
export async function clearCache(): Promise<void> {
  unwritten = [];
  unwrittenPicks.clear();
  shelf?.programs.clear();
  shelf?.picks.clear();
  await storageOf(settings)?.dropOthers().catch(complain);
}

function storageOf({ folder }: ProgramCacheOptions): Storage | undefined {
  return folder === undefined ? browserStorage() : folderStorage(folder);
}

/** Reads the programs of a device that was just opened. Never fails: without a cache all is compiled. */
export async function openShelf(opened: Device): Promise<void> {
  await flushPrograms();
  device = opened;
  shelf = undefined;
  const { enabled = true, build = "" } = settings;
  const storage = enabled ? storageOf(settings) : undefined;
  if (!storage) return;
  const { name, description, target } = opened;
  const version = `${textHash(`${FORMAT} ${build}`)}-`;
  const known = textHash(
    [name, description, JSON.stringify({ ...target, native: [...target.native].sort() })].join("|"),
  );
  const [prefix, pickPrefix] = [`${version}${known}-`, `${version}pick-${known}-`];
  try {
    await storage.dropOthers(version);
    const programs = (await storage.readAll(prefix)) as Map<string, StoredProgram>;
    const picks = readPicks(await storage.readAll(pickPrefix), pickPrefix);
    shelf = { storage, device: opened, prefix, programs, pickPrefix, picks };
  } catch (error) {
    complain(error);
  }
}

function readPicks(stored: ReadonlyMap<string, unknown>, prefix: string): Map<string, string> {
  const picks = new Map<string, string>();
  for (const [key, name] of stored) if (typeof name === "string") picks.set(key.slice(prefix.length), name);
  return picks;
}

/** The schedules that the device in use was measured to be fastest with in earlier visits, and a place for those of this one. */
export const pickShelf: PickShelf = {
  read: () => shelf?.picks ?? NO_PICKS,
  keep(problem, schedule) {
    if (!shelf) return;
    unwrittenPicks.set(`${shelf.pickPrefix}${problem}`, schedule);
    writeSoon();
  },
};
const NO_PICKS: ReadonlyMap<string, string> = new Map();

/** The key of a program for the device in use; undefined when programs are not kept. */
export function programKey(
  graph: Graph,
  { target, updates, fuse = true, memoryBudget, observe }: CompileOptions,
): string | undefined {
  if (!shelf || observe) return undefined;
  const options = JSON.stringify([[...(updates ?? [])], fuse, memoryBudget, target.picks !== undefined]);
  return `${shelf.prefix}${textHash(`${options}\n${printGraph(graph)}`)}`;
}

/** The program that was stored under `key`, for `graph`, if it has the schedules that `target` picks. */
export function findProgram(key: string, graph: Graph, { picks }: Target): Compiled | undefined {
  const known = shelf?.programs.get(key);
  if (!known || !schedulesOf(known).every((c) => c.picked === picks?.[c.problem])) return undefined;
  found++;
  return restoreProgram(known, graph);
}

function schedulesOf({ parts }: StoredProgram): Choice[] {
  return parts.flatMap((p) => p.program.kernels).flatMap(({ choice }) => choice ?? []);
}

/** Stores a program soon, when the page has time. */
export function keepProgram(key: string, graph: Graph, compiled: Compiled): void {
  if (!shelf || shelf.programs.size + unwritten.length >= MOST_PROGRAMS) return;
  unwritten.push({ key, graph, compiled });
  writeSoon();
}

function writeSoon(): void {
  clearTimeout(writing);
  writing = setTimeout(() => void flushPrograms(), WRITE_AFTER_MS);
  // Node does not wait for it
  if (typeof writing === "object") (writing as { unref(): void }).unref();
}

/** Writes what is to be stored now. */
export async function flushPrograms(): Promise<void> {
  clearTimeout(writing);
  const kept = unwritten.splice(0);
  const entries = new Map<string, StoredProgram | string>(unwrittenPicks);
  unwrittenPicks.clear();
  if (!shelf || kept.length + entries.size === 0) return;
  const open = shelf;
  const picks = entries.size;
  for (const { key, graph, compiled } of kept) {
    const program = storeProgram(compiled, graph, (kernel) => open.device.code(kernel));
    if (program) entries.set(key, program);
  }
  try {
    await open.storage.write(entries);
    stored += entries.size - picks;
  } catch (error) {
    complain(error);
  }
}

/** A cache that fails costs time, nothing else: it is said once and then left off. */
function complain(error: unknown): void {
  shelf = undefined;
  if (complained) return;
  complained = true;
  console.warn(`Weir: compiled programs are not kept for the next visit: ${String(error)}. Everything else works.`);
}
