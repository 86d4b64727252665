// In the browser: a loader for the app's modules, and its pages on the framework's root, one over the other.
let loaded = {};
let stack = [];
let world = null;

function load(name) {
  if (!loaded[name]) {
    const module = (loaded[name] = { exports: {} });
    MODULES[name]((target) => load(resolve(target, name)), module.exports, module);
  }
  return loaded[name].exports;
}

// "./x.js", "./x", and a folder's index.js, as WeChat finds them.
function resolve(target, from) {
  if (!target.startsWith(".")) return target;
  const parts = from.split("/").slice(0, -1);
  for (const part of target.split("/")) part === ".." ? parts.pop() : part !== "." && parts.push(part);
  const path = parts.join("/");
  const found = [path, `${path}.js`, `${path}/index.js`].find((one) => one in MODULES);
  if (!found) throw new Error(`module '${target}' is not defined, require args is '${from}'`);
  return found;
}

window.App = (app) => {
  window.getApp = () => app;
  if (app.onLaunch) app.onLaunch({});
  if (app.onShow) app.onShow({});
};

// What a browser has is taken as it is; its events tell {value} as WeChat's do.
function detailOf(event, detail) {
  if (event && event.detail && typeof event.detail === "object") return event.detail;
  if (!event || !["input", "change", "changing", "blur", "confirm", "focus"].includes(event.type)) return detail;
  return "value" in event.target ? { value: event.target.value, cursor: event.target.selectionStart } : detail;
}

// A touch or a tap tells which finger it was: https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxml/event.html
function touchesOf(type, detail, original) {
  if (original && original.touches) return { touches: [...original.touches], changedTouches: [...original.changedTouches] };
  if (type !== "tap" || !detail) return {};
  return { changedTouches: [{ identifier: 0, clientX: detail.x, clientY: detail.y, pageX: detail.x + scrollX, pageY: detail.y + scrollY }] };
}

function backendOf(glassEasel) {
  const backend = new glassEasel.CurrentWindowBackendContext();
  backend.document = {
    createElement: (tag) => (COMPONENTS.includes(tag) ? component(tag) : element(tag)),
    createTextNode: (text) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  };
  backend.onEvent((target, type, detail, options) => {
    const event = new glassEasel.Event(type, detailOf(options.originalEvent, detail), { ...options, extraFields: touchesOf(type, detail, options.originalEvent) });
    glassEasel.Event.dispatchEvent(target, event);
    return event.defaultPrevented() ? glassEasel.EventBubbleStatus.NoDefault : glassEasel.EventBubbleStatus.Normal;
  });
  return backend;
}

// A component takes its attributes as properties, and whole: a picker's range is a list.
function component(tag) {
  return Object.assign(document.createElement(`taro-${tag}-core`), { takesProperties: true });
}

// And what the page says of an element with data-... is there for tests to find it by.
function takeProperties(glassEasel) {
  const { prototype } = glassEasel.NativeNode;
  const { setAttribute, setDataset } = prototype;
  prototype.setDataset = function (name, value) {
    setDataset.call(this, name, value);
    this.getBackendElement().dataset[name] = value;
  };
  prototype.setAttribute = function (name, value) {
    const element = this.getBackendElement();
    const property = name.replace(/-(\w)/g, (dash, letter) => letter.toUpperCase());
    if (element.takesProperties && property in element && !["class", "style", "id"].includes(name)) element[property] = value;
    else setAttribute.call(this, name, value);
  };
}

// A browser does something of its own with these.
const BROWSERS_OWN = ["form", "camera"];

// An image shows a file of the phone, or a data URL, and tells how large it is once it is there.
function showFile(image) {
  const set = image.setAttribute.bind(image);
  const sizes = { aspectFit: "contain", scaleToFill: "100% 100%" };
  image.setAttribute = (name, value) => {
    set(name, value);
    const kind = /png$/i.test(value) ? "png" : "jpeg";
    const source = files.has(value) ? `data:image/${kind};base64,${files.get(value)}` : value;
    if (name === "src" && source.startsWith("data:")) loadImage(image, source);
    if (name === "mode") image.style.backgroundSize = sizes[value] || "cover";
  };
}

function loadImage(image, source) {
  const tell = (type, detail) => image.dispatchEvent(new CustomEvent(type, { detail }));
  const found = new Image();
  found.onload = () => tell("load", { width: found.naturalWidth, height: found.naturalHeight });
  found.onerror = () => tell("error", { errMsg: "load image failed" });
  image.style.backgroundImage = `url("${source}")`;
  found.src = source;
}

// WeChat's inputs keep what was typed until the page gives another value; Enter in a line is `confirm`; a form sends nothing anywhere.
function element(tag) {
  const made = document.createElement(BROWSERS_OWN.includes(tag) ? `wx-${tag}` : tag);
  if (tag === "image") showFile(made);
  if (tag === "scroll-view") scrolled(made);
  if (tag === "input" || tag === "textarea") {
    const set = made.setAttribute.bind(made);
    made.setAttribute = (name, value) => (name === "value" ? (made.value = value) : set(name === "type" && ["digit", "idcard", "nickname"].includes(value) ? "inputmode" : name, value));
    made.addEventListener("keydown", (event) => event.key === "Enter" && made.dispatchEvent(new CustomEvent("confirm", { bubbles: true, detail: { value: made.value } })));
  }
  return made;
}

// A scroll-view is scrolled by its page too.
function scrolled(made) {
  const set = made.setAttribute.bind(made);
  const ways = { "scroll-left": "scrollLeft", "scroll-top": "scrollTop" };
  made.setAttribute = (name, value) => (ways[name] ? requestAnimationFrame(() => (made[ways[name]] = value)) : set(name, value));
}

// --- pages, one over the other

function begin() {
  const glassEasel = load("glass-easel");
  const { MiniProgramEnv } = load("glass-easel-miniprogram-adapter");
  takeProperties(glassEasel);
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace("", true);
  for (const path of Object.keys(TEMPLATES)) space.addCompiledTemplate(path, { groupList: TEMPLATES, content: TEMPLATES[path] });
  for (const path of APP.pages) space.addComponentStaticConfig(path, {});
  document.getElementById("app-style").textContent = STYLES.app || "";
  window.getCurrentPages = () => stack.map((one) => one.page);
  load("app.js");
  world = { space, backend: env.associateBackend(backendOf(glassEasel)), defined: new Set() };
}

function open(url) {
  const [path, query] = url.replace(/^\//, "").split("?");
  if (!APP.pages.includes(path)) throw new Error(`navigateTo:fail page "${path}" is not found`);
  if (!world.defined.has(path)) world.space.globalComponentEnv(window, path, () => load(`${path}.js`));
  world.defined.add(path);
  document.getElementById("page-style").textContent = STYLES[path] || "";
  const root = world.backend.createRoot("page-root", world.space, path);
  const page = root.get();
  stack.push({ path, page, root, element: root.getComponent().getBackendElement() });
  window.page = page;
  // WeChat sends the page's first data to the view after these two: https://developers.weixin.qq.com/miniprogram/dev/framework/app-service/page-life-cycle.html
  if (page.onLoad) page.onLoad(Object.fromEntries(new URLSearchParams(query)));
  if (page.onShow) page.onShow();
  root.attach(document.body, document.body.appendChild(document.createElement("div")));
  if (page.onReady) page.onReady();
}

function hide() {
  const top = stack[stack.length - 1];
  if (top.page.onHide) top.page.onHide();
  top.element.style.display = "none";
}

function close() {
  const top = stack.pop();
  if (top.page.onUnload) top.page.onUnload();
  top.root.release();
  top.element.remove();
}

function reveal() {
  const top = stack[stack.length - 1];
  document.getElementById("page-style").textContent = STYLES[top.path] || "";
  top.element.style.display = "";
  window.page = top.page;
  if (top.page.onShow) top.page.onShow();
}

function goTo(leave) {
  return (options) => {
    window.asked.push(["goto", options.url]);
    leave();
    open(options.url);
    if (options.success) options.success({});
  };
}

const closeAll = () => {
  while (stack.length) close();
};
wx.navigateTo = goTo(hide);
wx.redirectTo = goTo(close);
wx.reLaunch = goTo(closeAll);
wx.switchTab = goTo(closeAll);
wx.navigateBack = () => {
  window.asked.push(["back", ""]);
  if (stack.length > 1) close();
  reveal();
};

// The app is closed and opened again: its code runs anew, and only what the phone kept is there.
window.restart = (url) => {
  closeAll();
  loaded = {};
  begin();
  open(url || FIRST);
};
// The person goes to another app and comes back.
window.away = () => window.page.onHide && window.page.onHide();
window.back = () => window.page.onShow && window.page.onShow();

begin();
open(FIRST);
