// A wish whose answer is lost, remembered in this browser until app.py has said what became of it: so a page that is loaded again
// can still tell, and has what was typed.

import { KEEP, asker, recall, remember, settle } from "./store.js";

function place() {
  return KEEP + ":lost" + asker.id;
}

// `memory`: what the screen remembers, {states, drafts}; `say`: what is said where the wish was done.
export function noteLost(wish, screen, memory, say) {
  remember(place(), { wish: wish, screen: screen.id, block: screen.block, say: say, drafts: memory.drafts, states: memory.states.every(isPlain) ? memory.states : [] });
}

// Another one, of this page or of a second tab, may have been noted since.
export function forgetLost(wish) {
  const lost = recall(place());
  if (lost && lost.wish === wish) remember(place(), null);
}

// What was lost before the page was loaded, or nothing; with `became`, a promise of what app.py says of it.
export function lostBefore() {
  const lost = recall(place());
  return lost && Object.assign(lost, { became: settle(lost.wish) });
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
