// An app's scripts as TypeScript understands them: one program for what goes to a phone, one for what WeChat's servers run.
const fs = require("fs");
const path = require("path");
const ts = require("typescript");

const TOOLS = path.join(__dirname, "../node_modules");
const CLOUD = "cloudfunctions/";
const OPTIONS = {
  allowJs: true, checkJs: true, noEmit: true, skipLibCheck: true, types: ["miniprogram-api-typings"], typeRoots: [TOOLS],
  target: ts.ScriptTarget.ES2018, lib: ["lib.es2020.d.ts"], module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10,
};
const SERVER = [path.join(__dirname, "server.d.ts"), path.join(TOOLS, "miniprogram-api-typings/types/wx/lib.wx.cloud.d.ts")];
// On a server, what is handed to functions under these names is always the same.
const HANDED = { cloud: "Cloud", db: "CloudDatabase", transaction: "CloudTransaction" };

// The typings are the same for all apps: they are read once.
const read = new Map();
const host = ts.createCompilerHost(OPTIONS);
const { getSourceFile } = host;
host.getSourceFile = (file, ...more) => {
  if (file.includes(`/${CLOUD}`) && file.endsWith(".js")) return ts.createSourceFile(file, told(fs.readFileSync(file, "utf8")), OPTIONS.target, true);
  if (!file.endsWith(".d.ts")) return getSourceFile(file, ...more);
  if (!read.has(file)) read.set(file, getSourceFile(file, ...more));
  return read.get(file);
};

// The same text, in which each of these parameters says its type.
function told(text) {
  const places = [];
  const look = (node) => {
    if (ts.isParameter(node) && HANDED[node.name.text] && !node.initializer) places.push([node.getStart(), HANDED[node.name.text]]);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile("told.js", text, OPTIONS.target, true));
  return places.reverse().reduce((all, [place, type]) => `${all.slice(0, place)}/** @type {${type}} */ ${all.slice(place)}`, text);
}

function scripts(folder, isWanted) {
  const all = fs.readdirSync(folder, { recursive: true }).map((file) => file.split(path.sep).join("/"));
  return all.filter((file) => file.endsWith(".js") && isWanted(file)).map((file) => path.join(folder, file));
}

function onAPhone(folder) {
  return ts.createProgram(scripts(folder, (file) => !file.startsWith(CLOUD)), OPTIONS, host);
}

// The program is made when it is asked for; `text` is all that it is made from.
function onAServer(folder) {
  const files = scripts(folder, (file) => file.startsWith(CLOUD));
  return { program: () => ts.createProgram([...SERVER, ...files], { ...OPTIONS, types: [] }, host), text: files.map((file) => fs.readFileSync(file, "utf8")).join("\n") };
}

module.exports = { onAPhone, onAServer };
