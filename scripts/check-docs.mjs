// `npm run check:docs`: every export of the packages is documented as docs/adding-an-op.md asks.
import ts from "typescript";
import path from "node:path";
import { root } from "./root.mjs";

/** Packages whose every exported function has an example that a test runs. */
const WITH_EXAMPLES = ["packages/core/src/index.ts"];
const ENTRIES = [...WITH_EXAMPLES, ...["nn", "data", "tfjs"].map((name) => `packages/${name}/src/index.ts`)];

const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file));
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const base = ts.readConfigFile(path.join(root, "tsconfig.base.json"), (file) => ts.sys.readFile(file)).config;
const common = ts.convertCompilerOptionsFromJson(base.compilerOptions, root).options;
const files = ENTRIES.map((file) => path.join(root, file));
const program = ts.createProgram(files, { ...common, ...options, incremental: false, tsBuildInfoFile: undefined });
const checker = program.getTypeChecker();

/** @type {string[]} */
const complaints = [];
/** @type {Set<ts.Symbol>} */
const seen = new Set();

/**
 * The symbol that an export stands for.
 * @param {ts.Symbol} symbol
 */
function original(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * Checks the docs of one export, and of what is in it if it is a namespace.
 * @param {ts.Symbol} exported
 * @param {string} prefix
 * @param {boolean} examples
 */
function check(exported, prefix, examples) {
  const symbol = original(exported);
  const declaration = symbol.declarations?.[0];
  if (!declaration || seen.has(symbol) || !declaration.getSourceFile().fileName.startsWith(root)) return;
  seen.add(symbol);
  const name = `${prefix}${exported.name}`;
  if (symbol.flags & ts.SymbolFlags.Module) {
    for (const member of checker.getExportsOfModule(symbol)) check(member, `${name}.`, examples);
    return;
  }
  const say = (/** @type {string} */ rule) => {
    const { fileName, text } = declaration.getSourceFile();
    const line = text.slice(0, declaration.getStart()).split("\n").length;
    complaints.push(`${path.relative(root, fileName)}:${line} ${name}: ${rule}`);
  };
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  const tags = new Set(symbol.getJsDocTags(checker).map((tag) => tag.name));
  if (text === "") say("has no doc comment");
  else if (!/[.!:]/.test(text)) say("its doc comment is no sentence");
  const isFunction =
    checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0 && symbol.flags & ts.SymbolFlags.Value;
  if (!isFunction) return;
  if (examples && !tags.has("example")) say("has no @example");
  if (/\bthrow new OpError\b/.test(declaration.getText()) && !tags.has("throws")) say("throws, and has no @throws");
}

for (const entry of ENTRIES) {
  const module = checker.getSymbolAtLocation(
    /** @type {ts.SourceFile} */ (program.getSourceFile(path.join(root, entry))),
  );
  const before = complaints.length;
  for (const exported of module ? checker.getExportsOfModule(module) : [])
    check(exported, "", WITH_EXAMPLES.includes(entry));
  console.log(`${entry}: ${complaints.length - before} complaints`);
}
console.log(complaints.join("\n"));
console.log(`docs: ${seen.size} exports`);
process.exitCode = complaints.length > 0 ? 1 : 0;
