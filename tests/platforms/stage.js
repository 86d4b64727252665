// Makes one HTML document that runs a page of a mini program on glass-easel, WeChat's component framework.
const fs = require("fs");
const path = require("path");
const { TmplGroup } = require("glass-easel-template-compiler");

const { folder, page, language } = JSON.parse(fs.readFileSync(0, "utf8"));

function filesOf(ending) {
  return fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(ending)).map((file) => file.split(path.sep).join("/"));
}

function read(file) {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

function templates() {
  const group = new TmplGroup();
  for (const file of filesOf(".wxml")) group.addTmpl(file.slice(0, -5), read(file));
  return group.getTmplGenObjectGroups();
}

// 750rpx are as wide as the window; `page` is the body.
function style(file) {
  if (!fs.existsSync(path.join(folder, file))) return "";
  return read(file)
    .replace(/(\d+(?:\.\d+)?)rpx/g, (whole, size) => `${Number(size) / 7.5}vw`)
    .replace(/(^|[\s,}])page(?=\s*[{,])/g, "$1body");
}

function library(name) {
  return fs.readFileSync(require.resolve(name), "utf8");
}

function modules() {
  const app = filesOf(".js").map((file) => [file, read(file)]);
  const all = [...app, ["glass-easel", library("glass-easel")], ["glass-easel-miniprogram-adapter", library("glass-easel-miniprogram-adapter")]];
  return all.map(([name, text]) => `${JSON.stringify(name)}: function (require, exports, module) {\n${text}\n}`).join(",\n");
}

const inScript = (text) => text.replace(/<(\/script|!--)/gi, "\\x3c$1");
const document_ = `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<style>${fs.readFileSync(path.join(__dirname, "stage.css"), "utf8")}\n${style("app.wxss")}\n${style(`${page}.wxss`)}</style></head>
<body><div id="root"></div><script>
const PAGE = ${JSON.stringify(page)};
const LANGUAGE = ${JSON.stringify(language)};
const MODULES = {${inScript(modules())}};
const TEMPLATES = ${inScript(templates())};
</script><script>${fs.readFileSync(path.join(__dirname, "stage_page.js"), "utf8")}</script></body></html>`;
process.stdout.write(JSON.stringify(document_));
