// Wishes whose answer is lost, remembered in this browser until app.py has said what became of them: so a page that is loaded again
// can still tell, and has what was typed. What became of several is told in one sentence, once the last of them is known.

import { KEEP, asker, known, recall, remember, settle } from "./store.js";

const MOST = 20;
// In characters: enough to know one's own words again.
const NAMED = 40;

// What this page still has to tell: {wish, screen, block, say, what, drafts, states}, and what `became` of it.
let untold = [];

function place() {
  return KEEP + ":lost" + asker.id;
}

function noted() {
  return [].concat(recall(place()) || []);
}

// `before` is what was noted of the same tap, if it was sent again and lost again; `memory`: what the screen remembers, {states, drafts};
// `say`: what is said where the wish was done.
export function noteLost(before, wish, changes, screen, memory, say) {
  const lost = Object.assign(before || {}, { wish: wish, screen: screen.id, block: screen.block, say: say, what: wordsOf(changes[0]) || screen.label });
  if (!before) untold.push(lost);
  const typed = { drafts: memory.drafts, states: memory.states.every(isPlain) ? memory.states : [] };
  const others = noted().slice(1 - MOST);
  // A browser without room for what was typed has room for its name.
  if (remember(place(), others.concat(Object.assign({}, lost, typed))) === "full") remember(place(), others.concat(lost));
  return lost;
}

// Whether it was still noted: another tab may have told of it.
export function forgetLost(wish) {
  const others = noted().filter((lost) => lost.wish !== wish);
  const found = others.length < noted().length;
  if (found) remember(place(), others);
  return found;
}

// What was lost before the page was loaded: onEnd(what is to be told) is called when it is known of the last of them.
export function askForLost(onEnd) {
  noted().forEach(async (lost) => {
    untold.push(lost);
    const became = await settle(lost.wish);
    onEnd(endOf(lost, forgetLost(lost.wish) ? became : "told"));
  });
}

// How many are still waited for.
export function stillLost() {
  return untold.filter((lost) => !lost.became).length;
}

// Of all that were waited for together, what is to be told; nothing, while there are others.
export function endOf(lost, became) {
  lost.became = became;
  if (stillLost()) return null;
  const ends = untold.filter((one) => one.became !== "told");
  untold = [];
  return ends;
}

// The first words of a row, by which the one who wrote it knows it.
function wordsOf(change) {
  const old = known.rows[change.thing].find((row) => row.id === change.id);
  const row = Object.assign({}, old, { id: null }, change.row);
  const words = Object.keys(row).map((name) => row[name]).find((value) => typeof value === "string" && value && !value.startsWith("data:"));
  return words && shortened(Array.from(words));
}

function shortened(letters) {
  return letters.slice(0, NAMED).join("") + (letters.length > NAMED ? "…" : "");
}

// A screen's opened parts are programs, which are loaded and not remembered; what holds itself cannot be.
function isPlain(state) {
  let plain = true;
  try {
    JSON.stringify(state, (name, value) => {
      if (typeof value === "function") plain = false;
      return value;
    });
  } catch (round) {
    return false;
  }
  return plain;
}
