// Calls when something is due: the title of the tab, a soft sound, a notification. While the page is open, whichever screen is shown.

import { chime, wake } from "../../chime.js";
import { appNow } from "../../ui.js";

const LOOK_EVERY = 10000;
const NOTES = [660, 880];
const KEEP = "sampan:reminder:sound";
const called = {};
const views = {};
let sound = recall();
let shown = 0;

// Looks from now on; called at each drawing with the newest words and rules.
export function watch(newest) {
  if (!Object.keys(views).length) {
    setInterval(look, LOOK_EVERY);
    addEventListener("pointerdown", () => sound && wake(), { once: true });
  }
  views[newest.screen] = newest;
  look();
}

export function soundIsOn() {
  return sound;
}

// Switched on by a press, since browsers let a page sound only after one; it is heard at once.
export function turnSound() {
  sound = !sound;
  remember();
  if (sound) chime(NOTES);
}

function look() {
  const app = appNow();
  const all = Object.keys(views).map((id) => ({ view: views[id], alerts: views[id].rules.alerts(app) }));
  count(all[0].view, all.reduce((sum, one) => sum + one.alerts.length, 0));
  const fresh = all.map((one) => ({ view: one.view, alerts: one.alerts.filter((alert) => !called[keyOf(alert)]) }));
  if (sound && fresh.some((one) => one.alerts.length)) chime(NOTES);
  fresh.forEach((one) => one.alerts.forEach((alert) => notify(one.view, alert)));
}

function count(view, n) {
  if (n === shown) return;
  shown = n;
  document.title = n ? view.ui.t("title_count", { n: n, title: view.title }) : view.title;
}

function keyOf(one) {
  return [one.id, one.day, one.time, one.at].join(" ");
}

function notify(view, one) {
  called[keyOf(one)] = true;
  if (!("Notification" in window) || Notification.permission !== "granted" || !document.hidden) return;
  const words = view.ui.t("alert_title", { what: one.reminder.what });
  const more = { body: view.ui.t("alert_body", { time: one.time }), tag: keyOf(one), lang: document.documentElement.lang };
  show(words, more).catch(() => {});
}

// Phones show a notification only through the page's worker.
async function show(words, more) {
  const worker = "serviceWorker" in navigator && (await navigator.serviceWorker.getRegistration());
  if (worker) await worker.showNotification(words, more);
  else new Notification(words, more);
}

function recall() {
  try {
    return localStorage.getItem(KEEP) === "on";
  } catch (forbidden) {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(KEEP, sound ? "on" : "off");
  } catch (forbidden) {
    // a closed frame keeps nothing; it is on until the page is closed
  }
}
