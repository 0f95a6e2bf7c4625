// The command line: which works, libraries and devices, how long, and where to write.
import { parseArgs } from "node:util";
import { devices, libraryNames, type Device, type LibraryName } from "./libs/library.ts";
import { coldWorks, works } from "./works/index.ts";

/** Everything that a run of the bench can be told. */
export interface Options {
  readonly devices: readonly Device[];
  readonly libraries: readonly LibraryName[];
  /** Names of warm and cold works. */
  readonly works: readonly string[];
  /** Samples per case. */
  readonly rounds: number;
  /** A sample repeats the work until it lasts about this long, in ms. */
  readonly sampleMs: number;
  /** A case (one work, library and device) is given up after this many ms, checks and warm-up included. */
  readonly limitMs: number;
  /** Fresh browsers per cold case. */
  readonly coldRounds: number;
  /** Times what warm runs cost the page's own thread, instead of the device. */
  readonly overhead: boolean;
  readonly json?: string;
  readonly markdown?: string;
}

/** What `--help` prints. */
export const usage = `npm run bench -- [options]
  --device ${devices.join(",")}   devices, all by default
  --work NAME,...                works, all by default: ${[...works, ...coldWorks].map(({ name }) => name).join(", ")}
  --lib ${libraryNames.join(",")}            libraries, all by default
  --rounds N                     samples per case (7)
  --cold-rounds N                fresh browsers per cold case (3)
  --limit SECONDS                time for one case, checks and warm-up included (90)
  --quick                        a smoke run: wasm, matmul-1024, mlp-step and mlp-first-step unless named, few samples
  --json FILE                    write the rows as JSON
  --overhead                     Weir alone: milliseconds of script that a warm run costs the page; cnn-step and gpt-step unless named
  --gpu FOLDER                   pack the bench for a machine with a GPU, Node and Dawn instead of running it
  --gpu-results FOLDER FILE      put what such a machine measured between <!-- gpu --> and <!-- /gpu --> of a Markdown file
  --specs                        print the works as JSON instead, for reference/losses.py
  --markdown FILE                write the tables; a file with <!-- results --> and <!-- /results --> keeps what is around them`;

interface Named {
  readonly name: string;
}

/** Returns the options that the arguments ask for, of the `known` works, or undefined when they ask for help. Throws on an unknown name or a bad number. */
export function readOptions(
  args: readonly string[],
  known: readonly Named[] = [...works, ...coldWorks],
): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      device: { type: "string" },
      work: { type: "string" },
      lib: { type: "string" },
      rounds: { type: "string" },
      "cold-rounds": { type: "string" },
      limit: { type: "string" },
      json: { type: "string" },
      markdown: { type: "string" },
      overhead: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;

  const { quick, overhead } = values;
  const names = known.map(({ name }) => name);
  const chosen = overhead ? ["cnn-step", "gpt-step"] : quick ? ["matmul-1024", "mlp-step", "mlp-first-step"] : names;
  return {
    devices: pick("device", devices, values.device, quick ? ["wasm"] : devices),
    libraries: overhead ? ["weir"] : pick("lib", libraryNames, values.lib),
    works: pick("work", names, values.work, chosen),
    overhead,
    rounds: positive("rounds", values.rounds, quick ? 3 : 7),
    coldRounds: positive("cold-rounds", values["cold-rounds"], quick ? 1 : 3),
    sampleMs: quick ? 50 : 300,
    limitMs: positive("limit", values.limit, quick ? 12 : 90) * 1000,
    ...(values.json === undefined ? {} : { json: values.json }),
    ...(values.markdown === undefined ? {} : { markdown: values.markdown }),
  };
}

/** The listed names in the order in which the bench knows them. */
function pick<N extends string>(
  option: string,
  known: readonly N[],
  given: string | undefined,
  otherwise = known,
): readonly N[] {
  if (given === undefined) return otherwise;
  const wanted = given.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) {
    throw new Error(`bench: --${option} knows no "${unknown.join('", "')}". Choose from: ${known.join(", ")}`);
  }
  return known.filter((name) => wanted.includes(name));
}

function positive(option: string, given: string | undefined, otherwise: number): number {
  const number = given === undefined ? otherwise : Number(given);
  if (!(number > 0)) throw new Error(`bench: --${option} is "${given}". Give a number above 0`);
  return number;
}
