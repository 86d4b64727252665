// The frame around the screens: title, tabs, the line that says there is no signal, and which screen is shown.

import { html, render } from "./vendor/preact.js";
import { APP, SCREENS } from "./screens.js";
import { icon, tabIcon } from "./shown.js";
import { KEEP, known, openStore, recall } from "./store.js";
import { appNow, hush, notice, said, settings, speak, t, tellLost, text, uiOf } from "./ui.js";

const ABOUT = { id: "about-app", block: "", load: () => import("./about.js").then((page) => (ABOUT.show = page.about)) };
const LATER = 2500;
const TAGS = { "en": "en", "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans" };
const root = document.getElementById("app");
const wide = window.matchMedia("(min-width: 1000px)");
let place = here();
let drawing = false;

function here() {
  const id = location.hash.slice(1);
  return id === ABOUT.id ? ABOUT : SCREENS.find((screen) => screen.id === id) || SCREENS[0];
}

function frame() {
  const ready = known.ready && place.show;
  return html`<a class="skip" href="#content" onClick=${skip}>${t("skip")}</a>
    ${strip()}
    <header class="top"><h1>${text(APP.title)}</h1>${APP.tagline ? html`<p>${text(APP.tagline)}</p>` : null}</header>
    ${tabs()}
    <main id="content" tabindex="-1" aria-busy=${ready || known.shut ? null : "true"}>${ready ? shown() : known.shut ? closed() : skeleton()}</main>`;
}

function shown() {
  if (place === ABOUT) return place.show();
  said.placed = false;
  const content = place.show(appNow(), uiOf(place));
  return html`<div class="screen" key=${place.id}>${content}${said.placed ? null : html`<div class="dock">${notice(place)}</div>`}</div>`;
}

function skeleton() {
  return html`<div class="skeleton"><p class="words">${t("loading")}</p><div></div><div></div><div></div></div>`;
}

// app.py does not know who asks: the word says what to do.
function closed() {
  return html`<p class="say" role="alert">${icon("about")}<span>${t(known.shut)}</span></p>`;
}

function strip() {
  if (known.shut && known.ready) return html`<p class="strip offline" role="alert">${t(known.shut)}</p>`;
  const word = known.offline ? "offline" : known.forgetful && known.here ? "forgetful" : known.here ? "local" : "";
  return word ? html`<p class="strip ${word}" role="status">${t(word)}</p>` : null;
}

function tabs() {
  const tab = (screen, label, drawing) => html`<li key=${screen.id}><a href=${"#" + screen.id} data-goto=${screen.id}
    aria-current=${screen === place ? "page" : null} onClick=${(event) => go(event, screen)}>${drawing}<span>${label}</span></a></li>`;
  return html`<nav class="tabs" aria-label=${t("main")}><ul>
    ${SCREENS.map((screen) => tab(screen, text(screen.label), tabIcon(screen.icon)))}
    ${tab(ABOUT, t("about"), icon("about"))}
  </ul></nav>`;
}

// The address changes too, so that the back button and a shared link work; in a closed frame it may not.
function go(event, screen) {
  event.preventDefault();
  try {
    history.pushState(null, "", "#" + screen.id);
  } catch (closed) {
    // the preview is such a frame: it moves all the same
  }
  move(screen);
}

function move(screen) {
  if (screen === place) return;
  place = screen;
  hush();
  load(screen);
  scrollTo(0, 0);
}

// A screen's files come when it is first looked at.
async function load(screen) {
  if (!screen.show) await screen.load().catch((broken) => (screen.show = () => html`<p role="alert" class="say">${screen.id}: ${broken.message}</p>`));
  draw();
}

function skip(event) {
  event.preventDefault();
  document.getElementById("content").focus();
}

// Many changes at once are drawn once.
function draw() {
  if (drawing) return;
  drawing = true;
  Promise.resolve().then(() => {
    drawing = false;
    document.documentElement.lang = TAGS[settings.language];
    render(frame(), root);
  });
}

settings.draw = draw;
settings.wide = wide.matches;
wide.addEventListener("change", () => {
  settings.wide = wide.matches;
  draw();
});
addEventListener("hashchange", () => move(here()));
addEventListener("popstate", () => move(here()));
setInterval(draw, 30000);
root.textContent = "";
openStore(root.dataset.keep === "here", draw);
load(place);
const spoken = APP.languages.length > 1 ? speak(recall(KEEP + ":language")) : Promise.resolve();
if (root.dataset.keep !== "here") spoken.then(tellLost);
setTimeout(() => [...SCREENS, ABOUT].forEach(load), LATER);
