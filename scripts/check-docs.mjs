// `npm run check:docs`: every export of the packages is documented as docs/adding-an-op.md asks. That the examples are true,
// the packages' own tests say.
import ts from "typescript";
import path from "node:path";
import { root } from "./root.mjs";

/** Packages of our own mathematics: their docs name shapes, dtypes, defaults and the source of each function. */
const WITH_FACTS = ["packages/core", "packages/nn"];
const PACKAGES = [...WITH_FACTS, "packages/data", "packages/tfjs", "packages/weir", "apps/board"];

const SOURCE = /TensorFlow|Keras|NumPy|JAX|SciPy|ONNX|IEEE 754|`(tf|jax|scipy)\.|\b(19|20)\d\d\b/;
const SHAPE = /shape|\[[^\]]*\]|scalar|rank|axis|axes|vector|matri|\brows?\b|like/i;
const DTYPE = /dtype|float|\bu?int(8|16|32)?\b|integer|whole number|\bbools?\b|boolean|complex|string/i;

const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file));
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const base = ts.readConfigFile(path.join(root, "tsconfig.base.json"), (file) => ts.sys.readFile(file)).config;
const common = ts.convertCompilerOptionsFromJson(base.compilerOptions, root).options;
const entryOf = (/** @type {string} */ name) => path.join(root, name, "src/index.ts");
const program = ts.createProgram(PACKAGES.map(entryOf), {
  ...common,
  ...options,
  incremental: false,
  tsBuildInfoFile: undefined,
});
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
 * The members of a namespace, or of a constant that stands for one.
 * @param {ts.Symbol} symbol
 * @returns {readonly ts.Symbol[]}
 */
function membersOf(symbol) {
  if (symbol.flags & ts.SymbolFlags.Module) return checker.getExportsOfModule(symbol);
  if (!(symbol.flags & ts.SymbolFlags.Variable)) return [];
  const type = checker.getTypeOfSymbol(symbol);
  const isList = type.symbol?.flags & (ts.SymbolFlags.ObjectLiteral | ts.SymbolFlags.TypeLiteral);
  const members = isList ? type.getProperties() : [];
  return members.filter((member) => checker.getTypeOfSymbol(member).getCallSignatures().length > 0);
}

/**
 * The function that a member of such a constant is another name of, if it is.
 * @param {ts.Symbol} symbol
 */
function named(symbol) {
  const { valueDeclaration } = symbol;
  if (valueDeclaration && ts.isShorthandPropertyAssignment(valueDeclaration))
    return checker.getShorthandAssignmentValueSymbol(valueDeclaration) ?? symbol;
  const value = valueDeclaration && ts.isPropertyAssignment(valueDeclaration) && valueDeclaration.initializer;
  return (value && ts.isIdentifier(value) && checker.getSymbolAtLocation(value)) || symbol;
}

/**
 * What is said of a symbol: its words and those of its tags, without examples.
 * @param {ts.Symbol} symbol
 */
function docOf(symbol) {
  const tags = symbol.getJsDocTags(checker);
  const said = tags.filter((tag) => tag.name !== "example").map((tag) => ts.displayPartsToString(tag.text));
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  return { text, all: [text, ...said].join("\n"), tags };
}

/**
 * What is missing in the doc of any export.
 * @param {ts.Symbol} symbol
 * @param {ts.Declaration} declaration
 */
function* complaintsOf(symbol, declaration) {
  const { text, tags } = docOf(symbol);
  if (text === "") yield "has no doc comment";
  else if (!/[.!:]/.test(text)) yield "its doc comment is no sentence";
  const runs = signaturesOf(symbol).length > 0 || symbol.flags & ts.SymbolFlags.Class;
  if (!runs) return;
  const examples = tags.filter((tag) => tag.name === "example");
  if (examples.length === 0) yield "has no @example";
  for (const { text: parts } of examples) {
    const last = ts.displayPartsToString(parts).trim().split("\n").at(-1);
    if (!last?.includes(" // ")) yield "its @example does not end with `expression // result`";
  }
  if (
    /\bthrow (new )?\w*Error\b|\bassert\w*\(/.test(declaration.getText()) &&
    !tags.some((tag) => tag.name === "throws")
  )
    yield "throws, and has no @throws";
}

/** @param {ts.Symbol} symbol */
function signaturesOf(symbol) {
  return symbol.flags & ts.SymbolFlags.Value ? checker.getTypeOfSymbol(symbol).getCallSignatures() : [];
}

/**
 * What a function of mathematics does not say.
 * @param {ts.Symbol} symbol
 */
function* factsMissing(symbol) {
  const [signature] = signaturesOf(symbol);
  if (!signature) return;
  const { all, tags } = docOf(symbol);
  const given = checker.typeToString(signature.getReturnType());
  if (!SOURCE.test(all) && !tags.some((tag) => tag.name === "see"))
    yield "names no source: TensorFlow.js, Keras, NumPy, JAX, a paper, or @see";
  if (/\bTensor(Like)?\b/.test(checker.signatureToString(signature)) || /^(\w*Layer|Loss|Metric)$/.test(given)) {
    if (!SHAPE.test(all)) yield "says nothing of shapes";
    if (!DTYPE.test(all)) yield "says nothing of dtypes";
  }
  if (signature.parameters.some(isOptional) && !/default|without|given/i.test(all))
    yield "has an optional parameter, and says no default";
}

/**
 * Whether a parameter may be left out and its type does not say its defaults itself, as one of settings does.
 * @param {ts.Symbol} parameter
 */
function isOptional({ valueDeclaration }) {
  if (!valueDeclaration || !ts.isParameter(valueDeclaration)) return false;
  const { questionToken, initializer, type } = valueDeclaration;
  return (questionToken || initializer) && !(type && ts.isTypeReferenceNode(type) && /Options?\b/.test(type.getText()));
}

/**
 * Checks the docs of one export, and of what is in it if it is a namespace.
 * @param {ts.Symbol} exported
 * @param {string} prefix
 * @param {boolean} facts
 */
function check(exported, prefix, facts) {
  const symbol = named(original(exported));
  const declaration = symbol.declarations?.[0];
  if (!declaration || seen.has(symbol) || !declaration.getSourceFile().fileName.startsWith(root)) return;
  seen.add(symbol);
  const name = `${prefix}${exported.name}`;
  for (const member of membersOf(symbol)) check(member, `${name}.`, facts);
  if (symbol.flags & ts.SymbolFlags.Module) return;
  const { fileName, text } = declaration.getSourceFile();
  const line = text.slice(0, declaration.getStart()).split("\n").length;
  for (const rule of [...complaintsOf(symbol, declaration), ...(facts ? factsMissing(symbol) : [])])
    complaints.push(`${path.relative(root, fileName)}:${line} ${name}: ${rule}`);
}

for (const name of PACKAGES) {
  const module = checker.getSymbolAtLocation(/** @type {ts.SourceFile} */ (program.getSourceFile(entryOf(name))));
  const before = complaints.length;
  for (const exported of module ? checker.getExportsOfModule(module) : [])
    check(exported, "", WITH_FACTS.includes(name));
  console.log(`${name}: ${complaints.length - before} complaints`);
}
console.log(complaints.join("\n"));
console.log(`docs: ${seen.size} exports`);
process.exitCode = complaints.length > 0 ? 1 : 0;
