// How a page and Telegram speak to one another (core.telegram.org/api/web-events), without a script from elsewhere.

const KEPT = "telegram";
const heard = {};

// What Telegram wrote behind the # of the address, or nothing in an ordinary browser. A reload has no # any more, so this window remembers it.
export function opened() {
  const found = location.hash.slice(1);
  if (!found.includes("tgWebAppVersion=")) return recalled();
  history.replaceState(null, "", location.pathname + location.search);
  try {
    sessionStorage.setItem(KEPT, found);
  } catch (forbidden) {
    // then a reload asks to open the app again
  }
  return new URLSearchParams(found);
}

function recalled() {
  try {
    const found = sessionStorage.getItem(KEPT);
    return found && new URLSearchParams(found);
  } catch (forbidden) {
    return null;
  }
}

// Tells Telegram something: its apps for phones and desks have a door for it, its web page is the page around this one.
export function ask(event, data) {
  const proxy = window.TelegramWebviewProxy;
  if (proxy) proxy.postEvent(event, JSON.stringify(data || {}));
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: data || {} }), "*");
}

export function hear(event, then) {
  heard[event] = then;
}

function receive(event, data) {
  if (Object.prototype.hasOwnProperty.call(heard, event)) heard[event](data);
}

// What JSON says, or nothing where it is none.
export function read(text) {
  try {
    return JSON.parse(text) || {};
  } catch (other) {
    return {};
  }
}

window.Telegram = { WebView: { receiveEvent: receive } };
window.TelegramGameProxy = { receiveEvent: receive };
addEventListener("message", (message) => {
  if (window.parent === window || message.source !== window.parent) return;
  const said = read(message.data);
  receive(said.eventType, said.eventData);
});
