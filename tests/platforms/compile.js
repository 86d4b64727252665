// Reads a list of app folders, and says for each what WeChat's compilers, old and new, and Node's parser find wrong.
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const esbuild = require("esbuild");
const { TmplGroup } = require("glass-easel-template-compiler");
const { wxmlToJs, wxssToJs } = require("miniprogram-compiler");

function filesOf(folder, ending) {
  return fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(ending));
}

function attempt(label, work) {
  try {
    work();
    return [];
  } catch (fault) {
    return [`${label}: ${String(fault.message).trim().slice(0, 400)}`];
  }
}

function scripts(folder) {
  return filesOf(folder, ".js").flatMap((file) => attempt(file, () => new vm.Script(fs.readFileSync(path.join(folder, file), "utf8"), { filename: file })));
}

// Besides compiling, each page is rendered once without data: an expression must stand that too. What the compilers make keeps
// its state in globals, so each app gets a world of its own.
function markup(folder) {
  return attempt("wxml", () => {
    const world = { window: { __webview_engine_version__: 0.02 }, console: { log() {}, warn() {}, error() {} } };
    const pages = vm.runInNewContext(`(function () { ${wxmlToJs(folder)} })()`, world);
    filesOf(folder, ".wxml").forEach((wxml) => pages(wxml)({}));
  });
}

// The compiler of WeChat's newer framework tells of what the older one lets pass: an attribute that is there twice, a tag left open.
// Its notes are advice.
function moreOfMarkup(folder) {
  const group = new TmplGroup();
  const told = (file) => group.addTmpl(file.slice(0, -5), fs.readFileSync(path.join(folder, file), "utf8")).filter((one) => one.level !== "Note");
  return filesOf(folder, ".wxml").flatMap((file) => told(file).map((one) => `${file}, line ${one.startLine + 1}: ${one.message}`));
}

function styles(folder) {
  return attempt("wxss", () => wxssToJs(folder));
}

// WeChat's compiler lets a line without a colon pass, and the view passes over what comes after it.
function moreOfStyles(folder) {
  const told = (file) => esbuild.transformSync(fs.readFileSync(path.join(folder, file), "utf8"), { loader: "css", logLevel: "silent" }).warnings;
  return filesOf(folder, ".wxss").flatMap((file) => told(file).map((one) => `${file}, line ${one.location.line}: ${one.text}`));
}

const folders = JSON.parse(fs.readFileSync(0, "utf8"));
const found = {};
for (const folder of folders) found[folder] = [...scripts(folder), ...markup(folder), ...moreOfMarkup(folder), ...styles(folder), ...moreOfStyles(folder)];
process.stdout.write(JSON.stringify(found));
