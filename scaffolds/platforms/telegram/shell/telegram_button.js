// Telegram's main button does what the screen's own main button does, and stands in its place. Its back button leads to the first screen.

import { ask } from "./telegram_client.js";
import { hexOf } from "./telegram_colours.js";

const LONGEST = 60;
const told = {};
let main = null;

// What the screen says now, told to Telegram as far as it is new.
export function look() {
  mirror();
  const place = document.querySelector("[data-goto][aria-current]");
  tell("web_app_setup_back_button", { is_visible: Boolean(place) && place !== document.querySelector("[data-goto]") });
  feel("error", document.querySelector(".say"));
  feel("success", document.querySelector(".done"));
}

export function press() {
  if (main) main.click();
}

function mirror() {
  const found = mainButton();
  if (main && main !== found) delete main.dataset.mirrored;
  main = found;
  if (!main) return tell("web_app_setup_main_button", { is_visible: false });
  main.dataset.mirrored = "yes";
  const words = main.textContent.trim().slice(0, LONGEST);
  const active = !main.disabled;
  tell("web_app_setup_main_button", { is_visible: true, is_active: active, text: words, color: hexOf("fill"), text_color: hexOf("on-fill") });
}

// The one main button of a form or of the dock. Where there are several, each stays at what it is about.
function mainButton() {
  const shown = Array.from(document.querySelectorAll("main button.go")).filter((button) => button.parentElement.getClientRects().length);
  return shown.length === 1 && shown[0].closest(".dock, .buttons, form") && shown[0].textContent.trim() ? shown[0] : null;
}

function tell(event, data) {
  const text = JSON.stringify(data);
  if (told[event] === text) return;
  told[event] = text;
  ask(event, data);
}

// A phone is felt when something was refused or done.
function feel(kind, line) {
  const words = line ? line.textContent : "";
  if (words && told[kind] !== words) ask("web_app_trigger_haptic_feedback", { type: "notification", notification_type: kind });
  told[kind] = words;
}
