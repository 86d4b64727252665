// Says that it is somebody's turn: in the title of the tab, by a shake of the phone, and by a sound where it was switched on.

import { chime } from "../../chime.js";
import { appNow } from "../../ui.js";
import { titleWords } from "./said.js";

const LOOK_EVERY = 2000;
const NOTES = [880, 660];
const known = {};
const began = Date.now();
const views = {};
let sound = false;
let shown = "";

// Looks from now on; called at each drawing with the newest words and rules.
export function watch(newest) {
  if (!Object.keys(views).length) setInterval(look, LOOK_EVERY);
  views[newest.screen] = newest;
  look();
}

export function soundIsOn() {
  return sound;
}

// Switched on by a press, since browsers let a page sound only after one; it is heard at once.
export function turnSound() {
  sound = !sound;
  if (sound) chime(NOTES);
}

function look() {
  const app = appNow();
  const titles = Object.keys(views).map((id) => lookAt(views[id], app)).filter(Boolean);
  const now = titles[0] || "";
  if (now === shown) return;
  shown = now;
  document.title = now || views[Object.keys(views)[0]].title;
}

// Calls where there is news; the words for the title, where it is this person's turn or they are next.
function lookAt(view, app) {
  const { rules } = view;
  const mine = rules.mine(app);
  const called = rules.serving(app);
  const news = called.filter(isNews);
  if (news.some((one) => view.state.wall || mine.some((own) => own.id === one.id))) call();
  return titleWords(view, called, mine);
}

// A call that was not there at the last look, or was made again. What was called before the page opened is no news.
function isNews(one) {
  const before = known[one.id];
  known[one.id] = one.turn;
  return Date.now() - began > LOOK_EVERY && before !== one.turn;
}

function call() {
  if (sound) chime(NOTES);
  if (navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) navigator.vibrate([200, 100, 200]);
}
