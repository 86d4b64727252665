// In the browser: `wx` in memory, a loader for the app's modules, and the page on the framework's root.
const loaded = {};

function load(name) {
  if (!loaded[name]) {
    const module = (loaded[name] = { exports: {} });
    MODULES[name]((target) => load(resolve(target, name)), module.exports, module);
  }
  return loaded[name].exports;
}

function resolve(target, from) {
  if (!target.startsWith(".")) return target;
  const parts = from.split("/").slice(0, -1);
  for (const part of target.split("/")) part === ".." ? parts.pop() : part !== "." && parts.push(part);
  return parts.join("/");
}

// What the app asked of WeChat, for tests to read: toasts, titles, questions.
window.asked = [];
window.answers = { confirm: true, language: LANGUAGE };
const storage = new Map();

window.wx = {
  getStorageSync: (key) => (storage.has(key) ? JSON.parse(storage.get(key)) : ""),
  setStorageSync(key, value) {
    if (window.answers.noRoom) throw new Error("setStorageSync:fail exceed storage max size");
    storage.set(key, JSON.stringify(value));
  },
  removeStorageSync: (key) => storage.delete(key),
  env: { USER_DATA_PATH: "wxfile://usr" },
  getFileSystemManager: () => ({ accessSync() {}, writeFileSync() {}, readFileSync: () => "iVBORw0KGgo=" }),
  chooseMedia: (options) => options.success({ tempFiles: [{ tempFilePath: "wxfile://tmp/a.png" }] }),
  compressImage: (options) => options.success({ tempFilePath: options.src }),
  getAppBaseInfo: () => ({ language: window.answers.language }),
  showToast: (options) => window.asked.push(["toast", options.title]),
  showModal(options) {
    window.asked.push(["modal", options.content]);
    options.success({ confirm: window.answers.confirm });
  },
  setNavigationBarTitle: (options) => window.asked.push(["title", options.title]),
  setTabBarItem: (options) => window.asked.push(["tab", options.text]),
  navigateTo: (options) => window.asked.push(["goto", options.url]),
  pageScrollTo() {},
};
window.App = (app) => app.onLaunch && app.onLaunch();

// WeChat's inputs give {value}; a browser's event has it on its target, a picker's or switch's in `wxValue`.
function detailOf(event, detail) {
  if (!event || !["input", "change", "blur"].includes(event.type)) return detail;
  return { value: "wxValue" in event ? event.wxValue : event.target.value };
}

function backendOf(glassEasel) {
  const backend = new glassEasel.CurrentWindowBackendContext();
  backend.onEvent((target, type, detail, options) => {
    const event = new glassEasel.Event(type, detailOf(options.originalEvent, detail), options);
    glassEasel.Event.dispatchEvent(target, event);
    return event.defaultPrevented() ? glassEasel.EventBubbleStatus.NoDefault : glassEasel.EventBubbleStatus.Normal;
  });
  return backend;
}

// What a person does with a picker or a switch, which a browser has not.
window.choose = (element, value) => element.dispatchEvent(Object.assign(new Event("change", { bubbles: true }), { wxValue: value }));

function open() {
  const glassEasel = load("glass-easel");
  const { MiniProgramEnv } = load("glass-easel-miniprogram-adapter");
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace("", true);
  for (const path of Object.keys(TEMPLATES)) space.addCompiledTemplate(path, { groupList: TEMPLATES, content: TEMPLATES[path] });
  space.addComponentStaticConfig(PAGE, {});
  load("app.js");
  space.globalComponentEnv(window, PAGE, () => load(`${PAGE}.js`));
  const placeholder = document.getElementById("root");
  const root = env.associateBackend(backendOf(glassEasel)).createRoot("page-root", space, PAGE);
  root.attach(document.body, placeholder);
  window.page = root.get();
  if (window.page.onLoad) window.page.onLoad({});
  if (window.page.onShow) window.page.onShow();
}

open();
