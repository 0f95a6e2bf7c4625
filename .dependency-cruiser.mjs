// The arrows of the architecture: who may import whom. `npm run check:layers` holds them.

const core = "^packages/core/src/";
const tests = "[.](test|testing)[.]tsx?$";
/** Leaves `import type` out of a rule: types are gone when the code runs. */
const valuesOnly = { dependencyTypesNot: ["type-only"] };

/** The core's folders that are no stage: what each may import from the core, and whether types may come from anywhere. */
const layers = [
  { folder: "ir/", allowed: ["ir/"] },
  { folder: "events/", allowed: ["events/", "ir/"] },
  // An op's rules speak of tensors and of the other ops, by type alone.
  { folder: "ops/", allowed: ["ops/", "ir/"], types: "anywhere" },
];

/** @param {readonly string[]} names */
function anyOf(names) {
  return `${core}(${names.join("|")})`;
}

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...layers.map(({ folder, allowed, types }) => ({
      name: `core-${folder.slice(0, -1)}`,
      comment: `core's ${folder} imports only: ${allowed.join(", ")}`,
      severity: "error",
      from: { path: `${core}${folder}`, pathNot: tests },
      to: { path: core, pathNot: anyOf(allowed), ...(types ? valuesOnly : {}) },
    })),
    {
      name: "core-stage",
      comment: "a stage imports ir, ops, events and itself; the types of tensor.ts, which stands above it, are free",
      severity: "error",
      from: { path: `${core}stages/`, pathNot: tests },
      to: { path: core, pathNot: anyOf(["ir/", "ops/", "events/", "stages/"]), ...valuesOnly },
    },
    {
      name: "core-stages-apart",
      comment:
        "no stage imports another, not even its types: what two stages share belongs to ir; but a device prints the kernels it runs",
      severity: "error",
      from: { path: `${core}stages/([^/]+)/`, pathNot: `${tests}|${core}stages/7-run/` },
      to: { path: `${core}stages/`, pathNot: `${core}stages/$1/` },
    },
    {
      name: "core-run",
      severity: "error",
      from: { path: `${core}stages/7-run/`, pathNot: tests },
      to: { path: `${core}stages/`, pathNot: `${core}stages/(6-emit|7-run)/` },
    },
    {
      name: "core-compile",
      comment: "compile joins the stages and knows nothing above itself",
      severity: "error",
      from: { path: `${core}compile[.]ts$` },
      to: { path: core, pathNot: anyOf(["ir/", "ops/", "events/", "stages/"]), ...valuesOnly },
    },
    {
      name: "core-stages-from-above",
      comment: "only compile joins the stages: tensor and the other files beside it go through compile",
      severity: "error",
      from: { path: `${core}[^/]+[.]ts$`, pathNot: `${core}compile[.]ts$|${tests}` },
      to: { path: `${core}stages/`, ...valuesOnly },
    },
    {
      name: "core-stands-alone",
      comment: "core's sources import no other package of ours and nothing from npm (shaders are ours to read)",
      severity: "error",
      from: { path: core, pathNot: tests },
      to: {
        pathNot: "^(packages/core/src/|shaders/)",
        dependencyTypesNot: ["core", "type-only"],
        couldNotResolve: false,
      },
    },
    {
      name: "packages-meet-at-index",
      comment:
        "a package is entered by its index alone; core's events, which need nothing of the rest, have a door of their own",
      severity: "error",
      from: { path: "^(packages|apps)/([^/]+)/" },
      to: {
        path: "^(packages|apps)/[^/]+/",
        pathNot: "^$1/$2/|^(packages|apps)/[^/]+/src/index[.]ts$|^packages/core/src/events/index[.]ts$",
      },
    },
    {
      name: "packages-do-not-import-apps",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^apps/" },
    },
    {
      name: "no-cycle",
      comment: "values are imported in one direction; types may point anywhere the layers allow",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      comment: "every import leads to a file",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/(dist|public)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
