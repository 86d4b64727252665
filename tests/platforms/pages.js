// Reads a list of app folders, loads every page as WeChat does, and says what does not load and which handlers its markup binds that it does not have.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const TEMPLATE = /<template\s+name="([^"]+)"[^>]*>([\s\S]*?)<\/template>/g;
const COMMENT = /<!--[\s\S]*?-->/g;
const pretended = fs.readFileSync(path.join(__dirname, "stage_wx.js"), "utf8");

function read(folder, file) {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

// --- what a page has: the object that it gives to Page()

function options(folder, page) {
  let given = null;
  const world = vm.createContext({ console, TextDecoder, TextEncoder, Promise, setTimeout, clearTimeout, setInterval: () => 0, clearInterval() {}, ...globals() });
  world.window = world;
  vm.runInContext(pretended, world);
  const loaded = {};
  const load = (file) => {
    if (!loaded[file]) {
      const module = (loaded[file] = { exports: {} });
      const body = vm.runInContext(`(function (require, exports, module) {${read(folder, file)}\n})`, world, { filename: file });
      body((target) => load(found(folder, target, file)), module.exports, module);
    }
    return loaded[file].exports;
  };
  world.App = () => {};
  world.getApp = () => ({});
  world.Page = (one) => (given = one);
  load("app.js");
  load(`${page}.js`);
  return given;
}

const globals = () => ({ LANGUAGE: "en", KEPT: {}, matchMedia: () => ({ matches: false }), devicePixelRatio: 2, innerWidth: 375, innerHeight: 667, atob, btoa });

function found(folder, target, from) {
  const file = path.posix.join(path.posix.dirname(from), target);
  const there = [file, `${file}.js`, `${file}/index.js`].find((one) => fs.existsSync(path.join(folder, one)) && fs.statSync(path.join(folder, one)).isFile());
  if (!there) throw new Error(`module '${target}' is not defined`);
  return there;
}

// --- what its markup binds, in the templates too that it uses

function bound(folder, file) {
  const text = read(folder, file).replace(COMMENT, "");
  const known = templates(folder, file, text);
  const names = new Set();
  const used = new Set();
  const look = (markup) => {
    for (const [, name] of markup.matchAll(/\b(?:bind|catch|capture-bind|capture-catch|mut-bind):[\w-]+="([^"{}]+)"/g)) names.add(name);
    for (const [, name] of markup.matchAll(/<template\s+is="([^"{}]+)"/g)) {
      if (!(name in known)) throw new Error(`there is no template ${name}`);
      if (!used.has(name)) look(known[used.add(name) && name]);
    }
  };
  look(text.replace(TEMPLATE, ""));
  return names;
}

function templates(folder, file, text) {
  const known = Object.fromEntries([...text.matchAll(TEMPLATE)].map(([, name, markup]) => [name, markup]));
  for (const [, source] of text.matchAll(/<import\s+src="([^"]+)"/g)) {
    const other = path.posix.join(path.posix.dirname(file), source);
    if (!fs.existsSync(path.join(folder, other))) throw new Error(`${source} is not there`);
    Object.assign(known, templates(folder, other, read(folder, other).replace(COMMENT, "")));
  }
  return known;
}

function troubles(folder) {
  try {
    return JSON.parse(read(folder, "app.json")).pages.flatMap((page) => ofPage(folder, page));
  } catch (fault) {
    return [`app.json: ${fault.message}`];
  }
}

function ofPage(folder, page) {
  try {
    const given = options(folder, page);
    if (!given) return [`${page}.js: there is no Page()`];
    const missing = [...bound(folder, `${page}.wxml`)].filter((name) => typeof given[name] !== "function");
    return missing.map((name) => `${page}.wxml: nothing handles ${name}`);
  } catch (fault) {
    return [`${page}: ${String(fault.message).slice(0, 300)}`];
  }
}

const folders = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(folders.map((folder) => [folder, troubles(folder)]))), () => process.exit(0));
