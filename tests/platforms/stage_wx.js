// In the browser: what WeChat gives a mini program, as its documents tell. `asked` has what the app asked of it, for tests to read;
// `answers` what the person or the phone answers, for tests to set. A name in `answers.refused` is refused by the person.
window.asked = [];
window.answers = { confirm: true, language: LANGUAGE, refused: [], picture: "wxfile://tmp/a.png", scan: "6901234567892", tapIndex: 0, place: { latitude: 22.33, longitude: 114.16 } };

const MOST_OF_A_KEY = 1024 * 1024;
const MOST_OF_ALL = 10 * MOST_OF_A_KEY;
const storage = new Map(Object.entries(KEPT).map(([key, value]) => [key, JSON.stringify(value)]));
const files = new Map([["wxfile://tmp/a.png", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="]]);

// An answer that comes a moment later, to callbacks or, where there are none, to a promise. `give` throws where it is refused.
function later(name, give) {
  return (options = {}) => {
    window.asked.push([name, { ...options, canvas: undefined }]);
    const wanted = options.success || options.fail || options.complete;
    const answer = Promise.resolve().then(() => {
      if (window.answers.refused.includes(name)) throw { errMsg: `${name}:fail auth deny` };
      return { errMsg: `${name}:ok`, ...give(options) };
    });
    if (!wanted) return answer;
    answer.then((found) => options.success && options.success(found), (fault) => options.fail && options.fail({ errMsg: fault.errMsg || `${name}:fail ${fault.message}` })).then(() => options.complete && options.complete({}));
  };
}

function told(name, words) {
  return (options = {}) => {
    window.asked.push([name, words(options)]);
    if (options.success) Promise.resolve().then(() => options.success({ errMsg: `${name}:ok` }));
  };
}

// Only an app with tabs has them to hide.
function tabBar(name) {
  return later(name, () => {
    if (!APP.tabBar) throw { errMsg: `${name}:fail not TabBar page` };
  });
}

function setStorageSync(key, value) {
  const text = JSON.stringify(value);
  const others = [...storage].reduce((sum, [one, kept]) => sum + (one === key ? 0 : kept.length), 0);
  if (window.answers.noRoom || text.length > MOST_OF_A_KEY || others + text.length > MOST_OF_ALL) throw new Error("setStorageSync:fail exceed storage max size 10Mb");
  storage.set(key, text);
}

const fileSystem = {
  accessSync(path) {
    if (!files.has(path)) throw new Error(`accessSync:fail no such file or directory ${path}`);
  },
  readFileSync(path, encoding) {
    fileSystem.accessSync(path);
    return encoding === "base64" ? files.get(path) : new TextDecoder().decode(Uint8Array.from(atob(files.get(path)), (one) => one.charCodeAt(0)));
  },
  writeFileSync(path, data, encoding) {
    if (window.answers.noRoom) throw new Error("writeFileSync:fail the maximum size of the file storage limit is exceeded");
    files.set(path, encoding === "base64" ? data : btoa(String.fromCharCode(...new TextEncoder().encode(data))));
  },
  unlinkSync: (path) => files.delete(path),
  readdirSync: (path) => [...files.keys()].filter((one) => one.startsWith(`${path}/`)).map((one) => one.slice(path.length + 1)),
  writeFile: later("writeFile", ({ filePath, data, encoding }) => fileSystem.writeFileSync(filePath, data, encoding)),
  readFile: later("readFile", ({ filePath, encoding }) => ({ data: fileSystem.readFileSync(filePath, encoding) })),
};

// Elements of the page by their selector, as wx.createSelectorQuery().select("#chart").fields({ node: true, size: true }).exec(...)
function selectorQuery() {
  const asked = [];
  const found = (find) => {
    const ask = (fields, then) => asked.push([find, fields, then]) && query;
    return { fields: ask, boundingClientRect: (then) => ask({}, then), scrollOffset: (then) => ask({}, then), node: (then) => ask({}, then) };
  };
  const query = {
    in: () => query,
    select: (selector) => found(() => told(document.querySelector(selector))),
    selectAll: (selector) => found((fields) => [...document.querySelectorAll(selector)].map((node) => told(node, fields))),
    selectViewport: () => found(() => told(document.body)),
    exec: (then) => requestAnimationFrame(() => answer(asked, then)),
  };
  const told = (node, fields) => node && { ...whatIsKnown(node), ...styleOf(node, fields) };
  return query;
}

function answer(asked, then) {
  const all = asked.map(([find, fields, tell]) => {
    const one = find(fields);
    if (tell) tell(one);
    return one;
  });
  if (then) then(all);
}

function whatIsKnown(node) {
  const { width, height, left, top, right, bottom } = node.getBoundingClientRect();
  return { node: canvasOf(node), width, height, left, top, right, bottom, dataset: { ...node.dataset }, scrollTop: scrollY };
}

function styleOf(node, fields) {
  const names = (fields && fields.computedStyle) || [];
  return Object.fromEntries(names.map((name) => [name, getComputedStyle(node)[name]]));
}

// Its src may be a file of the phone.
function imageOfTheCanvas() {
  const image = new Image();
  const { set } = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
  Object.defineProperty(image, "src", { set: (path) => set.call(image, files.has(path) ? `data:image/*;base64,${files.get(path)}` : path) });
  return image;
}

// WeChat's canvas makes its own pictures and frames.
function canvasOf(node) {
  if (node.tagName === "CANVAS" && !node.createImage) {
    node.createImage = imageOfTheCanvas;
    node.requestAnimationFrame = (then) => requestAnimationFrame(then);
    node.cancelAnimationFrame = (id) => cancelAnimationFrame(id);
  }
  return node;
}

function sound() {
  const heard = {};
  const on = (name) => (then) => (heard[name] = then);
  const call = (name) => Promise.resolve().then(() => heard[name] && heard[name]({}));
  return {
    play() {
      window.asked.push(["sound", this.src]);
      call("play").then(() => call("ended"));
    },
    stop: () => call("stop"), pause() {}, destroy() {}, seek() {},
    onPlay: on("play"), onEnded: on("ended"), onStop: on("stop"), onError: on("error"), onCanplay: on("canplay"), offEnded() {}, offError() {},
  };
}

const night = matchMedia("(prefers-color-scheme: dark)");

window.wx = {
  env: { USER_DATA_PATH: "wxfile://usr" },
  getStorageSync: (key) => (storage.has(key) ? JSON.parse(storage.get(key)) : ""),
  setStorageSync,
  removeStorageSync: (key) => storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: [...storage.values()].reduce((sum, one) => sum + one.length, 0) / 1024, limitSize: 10240 }),
  getFileSystemManager: () => fileSystem,
  getAppBaseInfo: () => ({ language: window.answers.language, theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light", SDKVersion: "3.3.4" }),
  getWindowInfo: () => ({ pixelRatio: devicePixelRatio, windowWidth: innerWidth, windowHeight: innerHeight, screenWidth: innerWidth, screenHeight: innerHeight, safeArea: { top: 0, bottom: innerHeight, left: 0, right: innerWidth } }),
  onThemeChange: (then) => night.addEventListener("change", then),
  offThemeChange: (then) => night.removeEventListener("change", then),
  getDeviceInfo: () => ({ platform: window.answers.platform || "android" }),
  getSystemSetting: () => ({ bluetoothEnabled: true, locationEnabled: true }),
  showToast: told("toast", (options) => options.title),
  hideToast() {},
  showLoading: told("loading", (options) => options.title),
  hideLoading() {},
  showNavigationBarLoading() {}, hideNavigationBarLoading() {},
  showModal(options) {
    window.asked.push(["modal", options.content]);
    const answer = { confirm: window.answers.confirm, cancel: !window.answers.confirm, content: window.answers.typed || "" };
    if (!options.success) return Promise.resolve(answer);
    options.success(answer);
  },
  showActionSheet: later("showActionSheet", () => ({ tapIndex: window.answers.tapIndex })),
  setNavigationBarTitle: told("title", (options) => options.title),
  setTabBarItem: told("tab", (options) => options.text),
  setTabBarBadge() {}, removeTabBarBadge() {},
  hideTabBar: tabBar("hideTabBar"), showTabBar: tabBar("showTabBar"),
  setKeepScreenOn: told("keepScreenOn", (options) => options.keepScreenOn),
  vibrateShort: told("vibrate", () => "short"),
  vibrateLong: told("vibrate", () => "long"),
  pageScrollTo: (options = {}) => scrollTo(0, options.scrollTop || 0),
  nextTick: (then) => Promise.resolve().then(then),
  stopPullDownRefresh() {},
  hideKeyboard() {},
  createSelectorQuery: selectorQuery,
  createInnerAudioContext: sound,
  createWebAudioContext: () => new AudioContext(),
  chooseMedia: later("chooseMedia", () => ({ tempFiles: [{ tempFilePath: window.answers.picture, size: 100, fileType: "image" }] })),
  chooseImage: later("chooseImage", () => ({ tempFilePaths: [window.answers.picture] })),
  compressImage: later("compressImage", ({ src }) => ({ tempFilePath: src })),
  getImageInfo: later("getImageInfo", ({ src }) => ({ width: 1, height: 1, path: src, type: "png" })),
  previewImage: later("previewImage", () => ({})),
  saveImageToPhotosAlbum: later("saveImageToPhotosAlbum", () => ({})),
  canvasToTempFilePath: later("canvasToTempFilePath", ({ canvas, fileType, quality }) => {
    const kind = fileType === "jpg" ? "jpeg" : "png";
    const path = `wxfile://tmp/canvas${files.size}.${fileType || "png"}`;
    files.set(path, canvas.toDataURL(`image/${kind}`, quality).split(",")[1]);
    return { tempFilePath: path };
  }),
  shareFileMessage: later("shareFileMessage", ({ filePath }) => fileSystem.accessSync(filePath)),
  openDocument: later("openDocument", () => ({})),
  setClipboardData: later("setClipboardData", ({ data }) => {
    window.answers.clipboard = data;
  }),
  getClipboardData: later("getClipboardData", () => ({ data: window.answers.clipboard || "" })),
  getNFCAdapter: () => ({
    onDiscovered: (then) => (window.answers.tag = then),
    offDiscovered: () => (window.answers.tag = null),
    startDiscovery: later("startDiscovery", () => ({})),
    stopDiscovery: later("stopDiscovery", () => ({})),
  }),
  scanCode: later("scanCode", () => ({ result: window.answers.scan, scanType: "EAN_13", charSet: "UTF-8" })),
  getLocation: later("getLocation", () => ({ ...window.answers.place, accuracy: 30 })),
  getFuzzyLocation: later("getFuzzyLocation", () => ({ ...window.answers.place })),
  openLocation: later("openLocation", () => ({})),
  getSetting: later("getSetting", () => ({ authSetting: {} })),
  authorize: later("authorize", () => ({})),
  openSetting: later("openSetting", () => ({ authSetting: {} })),
  addPhoneCalendar: later("addPhoneCalendar", () => ({})),
  addPhoneRepeatCalendar: later("addPhoneRepeatCalendar", () => ({})),
  makePhoneCall: later("makePhoneCall", () => ({})),
  createMapContext: () => ({ moveToLocation: later("moveToLocation", () => ({})), includePoints: later("includePoints", () => ({})), getCenterLocation: later("getCenterLocation", () => window.answers.place), getScale: later("getScale", () => ({ scale: 14 })) }),
};
window.requirePlugin = (name) => {
  throw new Error(`plugin "${name}" is not declared in app.json`);
};
