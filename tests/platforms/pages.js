// Reads a list of app folders, loads every page as WeChat does, and says what does not load, which handlers its markup binds that it does not have,
// what they read that no element gives them, and which of its own functions nobody calls.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const TEMPLATE = /<template\s+name="([^"]+)"[^>]*>([\s\S]*?)<\/template>/g;
const COMMENT = /<!--[\s\S]*?-->/g;
const ELEMENT = /<[a-z][\w-]*((?:\s+[^\s"'>/=]+(?:\s*=\s*"[^"]*")?)*)\s*\/?>/g;
const BINDING = /\b(?:bind|catch|capture-bind|capture-catch|mut-bind):[\w-]+="([^"{}]+)"/g;
const DATA = /\sdata-([\w-]+)/g;
// https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html
const CALLED = [
  "onLoad", "onShow", "onReady", "onHide", "onUnload", "onPullDownRefresh", "onReachBottom", "onShareAppMessage", "onShareTimeline",
  "onAddToFavorites", "onPageScroll", "onResize", "onTabItemTap", "onSaveExitState", "onRouteDone",
];
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
  const loading = [];
  const load = (file) => {
    if (loading.includes(file)) throw new Error(`${loading[loading.length - 1]} loads ${file}, which is still loading it`);
    if (!loaded[file]) {
      const module = (loaded[file] = { exports: {} });
      loading.push(file);
      const body = vm.runInContext(`(function (require, exports, module) {${read(folder, file)}\n})`, world, { filename: file });
      body((target) => load(found(folder, target, file)), module.exports, module);
      loading.pop();
    }
    return loaded[file].exports;
  };
  let apps = 0;
  world.App = () => (apps += 1);
  world.getApp = () => ({});
  world.Page = (one) => (given = one);
  load("app.js");
  load(`${page}.js`);
  if (apps !== 1) throw new Error(`App() is called ${apps} times, not once in app.js`);
  return given;
}

const globals = () => ({ LANGUAGE: "en", KEPT: {}, matchMedia: () => ({ matches: false }), devicePixelRatio: 2, innerWidth: 375, innerHeight: 667, atob, btoa });

function found(folder, target, from) {
  const file = path.posix.join(path.posix.dirname(from), target);
  const there = [file, `${file}.js`, `${file}/index.js`].find((one) => fs.existsSync(path.join(folder, one)) && fs.statSync(path.join(folder, one)).isFile());
  if (!there) throw new Error(`module '${target}' is not defined`);
  return there;
}

// --- what its markup binds, in the templates too that it uses, and in the files that it takes in

function bound(folder, file, names = new Map(), within = [file]) {
  const text = read(folder, file).replace(COMMENT, "");
  const known = templates(folder, file, text);
  const used = new Set();
  const look = (markup) => {
    for (const [, attributes] of markup.matchAll(ELEMENT)) {
      const data = [...attributes.matchAll(DATA)].map(([, name]) => asRead(name));
      for (const [, name] of attributes.matchAll(BINDING)) names.set(name, [...(names.get(name) || []), ...data]);
    }
    for (const [, name] of markup.matchAll(/<template\s+is="([^"{}]+)"/g)) {
      if (!(name in known)) throw new Error(`there is no template ${name}`);
      if (!used.has(name)) look(known[used.add(name) && name]);
    }
  };
  look(text.replace(TEMPLATE, ""));
  for (const [, source] of text.matchAll(/<include\s+src="([^"{}]+)"/g)) {
    const other = placed(source, file);
    if (!within.includes(other)) bound(folder, other, names, [...within, other]);
  }
  return names;
}

// data-row-id is read as rowId, and data-rowId as rowid.
function asRead(name) {
  return name.toLowerCase().replace(/-(\w)/g, (dash, letter) => letter.toUpperCase());
}

function placed(source, file) {
  return source.startsWith("/") ? source.slice(1) : path.posix.join(path.posix.dirname(file), source);
}

function templates(folder, file, text) {
  const known = Object.fromEntries([...text.matchAll(TEMPLATE)].map(([, name, markup]) => [name, markup]));
  for (const [, source] of text.matchAll(/<import\s+src="([^"]+)"/g)) {
    const other = placed(source, file);
    if (!fs.existsSync(path.join(folder, other))) throw new Error(`${source} is not there`);
    Object.assign(known, templates(folder, other, read(folder, other).replace(COMMENT, "")));
  }
  return known;
}

function troubles(folder) {
  try {
    const { pages, subPackages = [] } = JSON.parse(read(folder, "app.json"));
    const packed = subPackages.flatMap((one) => one.pages.map((page) => `${one.root}/${page}`));
    const all = [...pages, ...packed];
    return all.flatMap((page) => ofPage(folder, page, all));
  } catch (fault) {
    return [`app.json: ${fault.message}`];
  }
}

function ofPage(folder, page, all) {
  try {
    const given = options(folder, page);
    if (!given) return [`${page}.js: there is no Page()`];
    const names = bound(folder, `${page}.wxml`);
    const missing = [...names.keys()].filter((name) => typeof given[name] !== "function");
    return [
      ...missing.map((name) => `${page}.wxml: nothing handles ${name}`),
      ...[...names].flatMap(([name, data]) => notGiven(given[name], data).map((one) => `${page}.wxml: ${name} reads ${one}, which no element that it handles gives it`)),
      ...uncalled(given, names).map((name) => `${page}.js: WeChat calls no ${name}`),
      ...unshared(given, all).map((trouble) => `${page}.js: ${trouble}`),
      ...(pulled(folder, page) && !given.onPullDownRefresh ? [`${page}.js: nothing is done where somebody pulls the page down`] : []),
    ];
  } catch (fault) {
    return [`${page}: ${String(fault.message).slice(0, 300)}`];
  }
}

// What a handler reads of the element that was touched.
function notGiven(handler, data) {
  const text = typeof handler === "function" ? handler.toString() : "";
  const read = [...text.matchAll(/currentTarget\.dataset\.(\w+)/g)].map(([, name]) => name);
  const taken = [...text.matchAll(/\{([^{}]*)\}\s*=\s*\w+\.currentTarget\.dataset/g)].flatMap(([, names]) => names.split(",").map((name) => name.split(/[:=]/)[0].trim()));
  return [...new Set([...read, ...taken])].filter((name) => name && !data.includes(name) && !doesWithout(text, name));
}

// `id ? this.kept(id) : undefined` serves a button without an id too.
function doesWithout(text, name) {
  return new RegExp(`[!(]${name}\\)|!${name}\\b|\\b${name} (?:\\?|\\|\\||&&|[!=]==)`).test(text.replace(new RegExp(`\\w\\(${name}\\)`, "g"), ""));
}

function uncalled(given, names) {
  return Object.keys(given).filter((name) => /^on[A-Z]/.test(name) && typeof given[name] === "function" && !CALLED.includes(name) && !names.has(name));
}

// Somebody who likes it sends it to a friend, who opens the page that it names.
function unshared(given, all) {
  if (!given.onShareAppMessage) return ["nobody can send it on: there is no onShareAppMessage"];
  const { path: way } = given.onShareAppMessage.call({ ...given, setData() {} }, { from: "menu" }) || {};
  return way === undefined || all.includes(way.replace(/^\//, "").split("?")[0]) ? [] : [`it is sent on as ${way}, which is no page`];
}

function pulled(folder, page) {
  return [`${page}.json`, "app.json"].some((file) => {
    const configuration = JSON.parse(read(folder, file));
    return (configuration.window || configuration).enablePullDownRefresh === true;
  });
}

const folders = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(folders.map((folder) => [folder, troubles(folder)]))), () => process.exit(0));
