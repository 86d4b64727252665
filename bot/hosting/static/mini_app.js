// The window around an app inside Telegram: shows the pass that Telegram gave to Sampan, and the app that comes back.
// It speaks to Telegram as https://core.telegram.org/api/web-events says, without Telegram's own script.
const page = document.body;
const given = new URLSearchParams(location.hash.slice(1));
const pass = given.get("tgWebAppData") || "";
history.replaceState(null, "", location.pathname);  // the pass stays out of the history and of what is copied

const inTelegram = () => Boolean(window.TelegramWebviewProxy) || window.parent !== window;

function tell(event, data = {}) {
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(event, JSON.stringify(data));
  // To any origin: Telegram's web clients have several, and nothing that is said is a secret.
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: data }), "*");
}

function hear(event, data) {
  if (event === "theme_changed") paint(data?.theme_params);
}

window.Telegram = { WebView: { receiveEvent: hear } };  // the apps for phones and desks call this
window.addEventListener("message", (message) => {
  if (message.source !== window.parent || window.parent === window) return;
  const said = read(message.data);
  hear(said?.eventType, said?.eventData);
});

function read(text) {
  try { return JSON.parse(text); } catch { return null; }
}

// Colours: only what is a colour, and only where words can be read on it.

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a, b) {
  const [dark, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

function readable(text, ground, least) {
  if (text && contrast(text, ground) >= least) return text;
  return contrast("#ffffff", ground) >= contrast("#000000", ground) ? "#ffffff" : "#000000";
}

function paint(params) {
  const colour = (name) => (/^#[0-9a-f]{6}$/i.test(params?.[name]) ? params[name] : "");
  const pair = (ground, text, names, least) => {
    if (!colour(ground)) return;
    document.documentElement.style.setProperty(names[0], colour(ground));
    document.documentElement.style.setProperty(names[1], readable(colour(text), colour(ground), least));
  };
  pair("bg_color", "text_color", ["--ground", "--ink"], 4.5);
  pair("button_color", "button_text_color", ["--ferry", "--on-ferry"], 3);  // large and bold
  // The app's own day and night follow the window that it stands in.
  if (colour("bg_color")) document.documentElement.style.colorScheme = luminance(colour("bg_color")) < 0.18 ? "dark" : "light";
}

// States: opening, app, notice.

function show(state) {
  page.dataset.state = state;
  document.getElementById("opening").hidden = state !== "opening";
  document.getElementById("notice").hidden = state !== "notice";
}

function notice(heading, text, again) {
  document.querySelector("#notice h2").textContent = heading;
  document.querySelector("#notice p").textContent = text;
  document.querySelector('#notice [data-do="again"]').hidden = !again;
  document.querySelector('#notice [data-do="back"]').hidden = again || !inTelegram();
  show("notice");
}

function app(title, address) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.referrerPolicy = "no-referrer";
  frame.title = title;
  frame.src = address;
  document.getElementById("title").textContent = document.title = title;
  document.querySelector("main").append(frame);
  show("app");
}

function answered(answer) {
  document.documentElement.lang = answer.language;
  for (const words of document.querySelectorAll('[data-do="back"] span')) words.textContent = answer.back;
  if (answer.frame) app(answer.title, answer.frame);
  else notice(answer.heading, answer.text || answer.error, false);
}

async function open() {
  show("opening");
  try {
    const asked = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ init_data: pass }), credentials: "omit" };
    answered(await (await fetch(page.dataset.open, asked)).json());
  } catch {
    notice(page.dataset.offlineTitle, page.dataset.offline, true);
  }
}

const DOES = { again: open, back: () => tell("web_app_close") };
document.addEventListener("click", (click) => DOES[click.target.closest("[data-do]")?.dataset.do]?.());
document.querySelector("header button").hidden = !inTelegram();
paint(read(given.get("tgWebAppThemeParams")));
tell("web_app_ready");
tell("web_app_expand");
tell("web_app_setup_swipe_behavior", { allow_vertical_swipe: false });  // a long list is pulled down without closing the window
open();
