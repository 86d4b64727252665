// What happens when somebody presses a button: the screen's rule decides, then my_rules, then it is kept.

import { known, newId, write } from "./store.js";
import { wallClock } from "./dates.js";
import { allow } from "./my_rules.js";
import { APP } from "./screens.js";

const TRIES = 8;

// What rules and screens are given.
export function appNow() {
  return { rows: known.rows, owner: known.owner, now: wallClock(APP.zone) };
}

// Runs an action of a screen's rules; a promise of the rule's answer. Where others wrote first, the rule is asked again.
export async function act(screen, action, input) {
  const ids = [];
  for (let n = 0; n < TRIES; n++) {
    const answer = decide(screen, action, input, appNow());
    if (!answer.ok || !answer.changes.length) return answer;
    const result = await write(named(answer.changes, ids));
    if (result === "done") return answer;
    if (result !== "moved" && !isOvertaken(result)) return { ok: false, why: result, with: {} };
    if (isOvertaken(result) && n) return { ok: false, why: result, with: {} };
  }
  return { ok: false, why: "busy", with: {} };
}

function decide(screen, action, input, app) {
  const answer = screen.rules[action](input, app);
  return answer.ok ? askMine(screen, action, input, app) || answer : answer;
}

// A refusal of the learner's own rules, or nothing where they allow it.
function askMine(screen, action, input, app) {
  try {
    const allowed = allow(screen.id, action, input, app);
    return allowed === true || allowed === undefined ? null : { ok: false, sentence: String(allowed) };
  } catch (broken) {
    return { ok: false, why: "my_rules_broke", with: { message: broken.message } };
  }
}

// A guard of the store said no: with the newest rows the rule can say who has it, and what is free.
function isOvertaken(result) {
  return result === "unique" || result === "limit" || result === "overlap";
}

// New rows are given their ids here, the same at every try.
function named(changes, ids) {
  return changes.map((change, n) => {
    if (change.op !== "add") return change;
    ids[n] = ids[n] || newId();
    return Object.assign({}, change, { id: ids[n] });
  });
}
