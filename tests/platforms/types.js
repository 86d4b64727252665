// Reads a list of app folders, and says for each where its code does not fit what WeChat gives, on a phone and on its servers; what its
// views read and nothing gives them; what WeChat may not know yet; and which failures nobody hears of.
const fs = require("fs");
const path = require("path");
const ts = require("typescript");
const { dataOfFile } = require("./types/files.js");
const { newer } = require("./types/newer.js");
const { onAPhone, onAServer } = require("./types/program.js");
const { unheard } = require("./types/unheard.js");
const { unknown } = require("./types/unknown.js");
const { unmet } = require("./types/views.js");

// A rule's constants are the learner's choices, so that in one app a comparison of them is always false.
const ALWAYS_FALSE = 2367;

function troubles(folder) {
  const phone = onAPhone(folder);
  const own = phone.getSourceFiles().filter((file) => file.fileName.endsWith(".js") && !isVendored(file));
  const calls = [...unknown(phone, own), ...newer(phone, own, versionOf(folder)), ...unheard(phone, own)];
  return [...typesOf(phone, folder), ...ofServer(folder), ...calls.map(([node, words]) => `${placeOf(node.getSourceFile(), node.getStart(), folder)}: ${words}`), ...unmet(phone, folder)];
}

// Many apps have the same cloud function.
const served = new Map();
function ofServer(folder) {
  const { program, text } = onAServer(folder);
  if (!served.has(text)) served.set(text, typesOf(program(), folder));
  return served.get(text);
}

function typesOf(program, folder) {
  return ts.getPreEmitDiagnostics(program).filter((one) => one.code !== ALWAYS_FALSE && !isVendored(one.file)).map((one) => said(one, folder));
}

// A library is taken as its makers wrote it.
function isVendored(file) {
  return Boolean(file) && file.fileName.includes("/vendor/");
}

function versionOf(folder) {
  return String(dataOfFile(folder, "project.config.json").libVersion);
}

function said(one, folder) {
  const words = ts.flattenDiagnosticMessageText(one.messageText, " ").slice(0, 300);
  return one.file ? `${placeOf(one.file, one.start, folder)}: ${words}` : words;
}

function placeOf(file, start, folder) {
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${path.relative(folder, file.fileName).split(path.sep).join("/")}, line ${line + 1}`;
}

const folders = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(folders.map((folder) => [folder, troubles(folder)]))));
