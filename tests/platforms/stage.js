// Makes one HTML document that runs a mini program on glass-easel, WeChat's component framework, beginning with one of its pages.
const fs = require("fs");
const path = require("path");
const esbuild = require("esbuild");
const { TmplGroup } = require("glass-easel-template-compiler");

const { folder, page, language, kept } = JSON.parse(fs.readFileSync(0, "utf8"));
// What a browser has no element for: https://www.npmjs.com/package/@tarojs/components
const COMPONENTS = ["picker", "progress", "slider", "swiper", "swiper-item", "switch"];
// Switches that its maker's own build sets.
const SWITCHES = ["INNER_HTML", "ADJACENT_HTML", "SIZE_APIS", "TEMPLATE_CONTENT", "CLONE_NODE", "CONTAINS", "MUTATION_OBSERVER"];
const DEFINED = { global: "window", "process.env": "{}", ...Object.fromEntries(SWITCHES.map((name) => [`ENABLE_${name}`, "false"])) };

function filesOf(ending) {
  return fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(ending)).map((file) => file.split(path.sep).join("/"));
}

function read(file) {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

function templates() {
  const group = new TmplGroup();
  for (const file of filesOf(".wxml")) group.addTmpl(file.slice(0, -5), read(file));
  // A view asks for a script without its ending, another script with it.
  for (const file of filesOf(".wxs")) for (const name of [file, file.slice(0, -4)]) group.addScript(name, read(file));
  return group.getTmplGenObjectGroups();
}

// A style with those that it imports in their places, as WeChat's compiler joins them.
function whole(file) {
  return read(file).replace(/@import "([^"]+)";/g, (line, target) => whole(path.posix.join(path.posix.dirname(file), target)));
}

// 750rpx are as wide as the window; `page` is the body, and what a browser lacks has another name here.
function style(file) {
  return whole(file)
    .replace(/(\d+(?:\.\d+)?)rpx/g, (whole, size) => `${Number(size) / 7.5}vw`)
    .replace(/(^|[\s,}])page(?=\s*[{,])/g, "$1body")
    .replace(new RegExp(`(^|[\\s,}>])(${COMPONENTS.join("|")})(?=[\\s.:,{>\\[])`, "g"), "$1taro-$2-core");
}

function styles() {
  return Object.fromEntries(filesOf(".wxss").map((file) => [file.slice(0, -5), style(file)]));
}

function library(name) {
  return fs.readFileSync(require.resolve(name), "utf8");
}

// What lies in cloudfunctions/ runs elsewhere.
function modules() {
  const app = filesOf(".js").filter((file) => !file.startsWith("cloudfunctions/")).map((file) => [file, read(file)]);
  const all = [...app, ["glass-easel", library("glass-easel")], ["glass-easel-miniprogram-adapter", library("glass-easel-miniprogram-adapter")]];
  return all.map(([name, text]) => `${JSON.stringify(name)}: function (require, exports, module) {\n${text}\n}`).join(",\n");
}

// The same for every app, so it is made once.
function components() {
  const made = path.join(__dirname, "node_modules", ".components.js");
  if (!fs.existsSync(made)) {
    const define = COMPONENTS.map((name, n) => `import { defineCustomElement as d${n} } from "@tarojs/components/dist/components/taro-${name}-core.js"; d${n}();`);
    const options = { bundle: true, minify: true, format: "iife", define: DEFINED, outfile: `${made}.${process.pid}`, logLevel: "error" };
    esbuild.buildSync({ ...options, stdin: { contents: define.join("\n"), resolveDir: __dirname } });
    fs.renameSync(options.outfile, made);
  }
  return fs.readFileSync(made, "utf8");
}

// A page of a package is opened like any other.
function wholeApp() {
  const { subPackages = [], ...app } = JSON.parse(read("app.json"));
  return { ...app, pages: [...app.pages, ...subPackages.flatMap((one) => one.pages.map((name) => `${one.root}/${name}`))] };
}

const own = (name) => fs.readFileSync(path.join(__dirname, name), "utf8");
const inScript = (text) => text.replace(/<(\/script|!--)/gi, "\\x3c$1");
const document_ = `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<style>${own("stage.css")}</style><style id="app-style"></style><style id="page-style"></style></head>
<body><script>${inScript(components())}</script><script>
const FIRST = ${JSON.stringify(page)};
const LANGUAGE = ${JSON.stringify(language)};
const KEPT = ${inScript(JSON.stringify(kept))};
const APP = ${inScript(JSON.stringify(wholeApp()))};
const COMPONENTS = ${JSON.stringify(COMPONENTS)};
const STYLES = ${inScript(JSON.stringify(styles()))};
const MODULES = {${inScript(modules())}};
const TEMPLATES = ${inScript(templates())};
</script><script>${own("stage_wx.js")}</script><script>${own("stage_page.js")}</script></body></html>`;
process.stdout.write(JSON.stringify(document_));
