// The app inside Telegram: who opened it, Telegram's colours and edges, its main button and its back button. Outside Telegram nothing happens here.

import { asker } from "./store.js";
import { ask, hear, opened, read } from "./telegram_client.js";
import { paint } from "./telegram_colours.js";
import { look, press } from "./telegram_button.js";

const CHANGES = ["disabled", "aria-current", "class"];
// What is left of a person's number by this tells apart who shares a phone, and not who they are: it stays in the browser's memory.
const TELLS_APART = 9973;
const given = opened();

// Telegram signed who opened the app; only app.py can tell whether the signature is true. A header carries no other signs than these.
function signIn(pass) {
  asker.headers.Authorization = "tma " + pass.replace(/[^\x20-\x7e]+/g, encodeURIComponent);
  asker.id = ":" + (personIn(pass) % TELLS_APART);
}

function personIn(pass) {
  return read(new URLSearchParams(pass).get("user")).id || "";
}

// Sent by the bot to whoever has the owner's word: it is shown to app.py once, and does not stay in the address.
function claim(key) {
  if (!key) return;
  history.replaceState(null, "", location.pathname);
  fetch("owner/" + encodeURIComponent(key), { headers: asker.headers, redirect: "manual" }).catch(() => {});
}

// The main button has the app's colour, which is another one in the dark.
function wear(theme) {
  paint(theme);
  look();
}

function edges(name, found) {
  for (const side of ["top", "right", "bottom", "left"]) {
    const size = Number(found && found[side]) || 0;
    document.documentElement.style.setProperty("--tg-" + name + "-inset-" + side, Math.max(0, size) + "px");
  }
}

function begin() {
  document.documentElement.classList.add("telegram");
  signIn(given.get("tgWebAppData") || "");
  claim(new URLSearchParams(location.search).get("owner"));
  hear("theme_changed", (said) => wear(said && said.theme_params));
  hear("safe_area_changed", (said) => edges("safe-area", said));
  hear("content_safe_area_changed", (said) => edges("content-safe-area", said));
  hear("main_button_pressed", press);
  hear("back_button_pressed", () => document.querySelector("[data-goto]").click());
  wear(read(given.get("tgWebAppThemeParams")));
  new MutationObserver(look).observe(document.getElementById("app"), { subtree: true, childList: true, characterData: true, attributeFilter: CHANGES });
  ["web_app_request_safe_area", "web_app_request_content_safe_area", "web_app_expand", "web_app_ready"].forEach((event) => ask(event));
  // A long list is pulled down without closing the app.
  ask("web_app_setup_swipe_behavior", { allow_vertical_swipe: false });
}

if (given) begin();
