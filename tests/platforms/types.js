// Reads a list of app folders, and says for each where its code does not fit what WeChat gives: names, arguments, fields of a page's data.
const fs = require("fs");
const path = require("path");
const ts = require("typescript");

const OPTIONS = {
  allowJs: true, checkJs: true, noEmit: true, skipLibCheck: true, types: ["miniprogram-api-typings"], typeRoots: [path.join(__dirname, "node_modules")],
  target: ts.ScriptTarget.ES2018, lib: ["lib.es2020.d.ts"], module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10,
};
// A rule's constants are the learner's choices, so that in one app a comparison of them is always false.
const ALWAYS_FALSE = 2367;

// The typings are the same for all apps: they are read once.
const read = new Map();
const host = ts.createCompilerHost(OPTIONS);
const { getSourceFile } = host;
host.getSourceFile = (file, ...more) => {
  if (!file.includes("node_modules")) return getSourceFile(file, ...more);
  if (!read.has(file)) read.set(file, getSourceFile(file, ...more));
  return read.get(file);
};

// What lies in cloudfunctions/ runs on WeChat's servers.
function scripts(folder) {
  const all = fs.readdirSync(folder, { recursive: true }).map((file) => file.split(path.sep).join("/"));
  return all.filter((file) => file.endsWith(".js") && !file.startsWith("cloudfunctions/")).map((file) => path.join(folder, file));
}

function troubles(folder) {
  const program = ts.createProgram(scripts(folder), OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).filter((one) => one.code !== ALWAYS_FALSE && !isVendored(one.file)).map((one) => said(one, folder));
}

// A library is taken as its makers wrote it.
function isVendored(file) {
  return Boolean(file) && file.fileName.includes("/vendor/");
}

function said(one, folder) {
  const words = ts.flattenDiagnosticMessageText(one.messageText, " ").slice(0, 300);
  if (!one.file) return words;
  const { line } = one.file.getLineAndCharacterOfPosition(one.start);
  return `${path.relative(folder, one.file.fileName).split(path.sep).join("/")}, line ${line + 1}: ${words}`;
}

const folders = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(folders.map((folder) => [folder, troubles(folder)]))));
