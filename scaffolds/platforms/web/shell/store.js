// All rows of the app, kept on the computer that runs app.py, or in this browser where the page was opened from a file.

import { APP, THINGS } from "./screens.js";

export const KEEP = "sampan:" + APP.slug;
const EVERY = 1000;
const LATER = 3000;
// So long a picture may take over a slow network; a line that hangs for longer is as good as cut.
const PATIENCE = 60000;

// What the page knows: rows by thing, their revision, and whether all is well.
export const known = { rev: -1, rows: empty(), owner: false, ready: false, offline: false, shut: "", here: false, forgetful: false };

// Who asks, where the program around the page knows it: what each question to app.py carries, and whose rows are remembered here.
export const asker = { headers: {}, id: "" };

let changed = () => {};

// Begins to keep: `here` for this browser alone, else with app.py. `onChange` is called when there is something new to show.
export function openStore(here, onChange) {
  changed = onChange;
  known.here = here;
  if (here) import("./here.js").then((page) => page.openHere(onChange));
  else openServer();
}

// Writes what a rule decided: a promise of "done", "moved" (others wrote first: decide again), "never" (its answer was lost, and it
// was not written), or the word of what went wrong. Where no answer comes, onLost(wish) is called, until app.py says what became of it.
export function write(changes, onLost) {
  return known.here ? import("./here.js").then((page) => page.writeHere(changes)) : writeServer(changes, onLost);
}

export function newId() {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const random = crypto.getRandomValues(new Uint8Array(20));
  return Array.from(random, (n) => letters[n % letters.length]).join("");
}

export function empty() {
  const rows = {};
  THINGS.forEach((thing) => (rows[thing.id] = []));
  return rows;
}

// --- with app.py

function openServer() {
  const last = recall(lastRows());
  if (last && last.rows) take(last, true);
  poll();
  document.addEventListener("visibilitychange", () => document.hidden || fetchRows());
  addEventListener("online", fetchRows);
  setTimeout(keepFiles, LATER);
}

// The app's files are kept for when there is no network; a closed frame or a plain address of a network forbids it.
function keepFiles() {
  if ("serviceWorker" in navigator && window.isSecureContext && self.origin !== "null") navigator.serviceWorker.register("sw.js").catch(() => {});
}

async function poll() {
  if (!document.hidden || !known.ready) await fetchRows();
  if (!known.shut) setTimeout(poll, EVERY);
}

async function fetchRows() {
  try {
    const answer = await fetch("api/rows?since=" + known.rev, { cache: "no-store", headers: asker.headers });
    if (answer.status === 200) take(await answer.json());
    else if (answer.status === 401) shut((await answer.json()).error);
    else if (answer.status !== 204) throw new Error(answer.status);
    setOffline(false);
  } catch (lost) {
    setOffline(true);
  }
}

async function writeServer(changes, onLost) {
  const wish = newId();
  const told = await send({ wish: wish, rev: known.rev, changes: changes });
  if (told !== "lost") return told;
  onLost(wish);
  return settle(wish);
}

// No answer is not a no: what was sent may have been written. app.py knows; what it did not write until now it never will.
export async function settle(wish) {
  for (;;) {
    await new Promise((later) => setTimeout(later, EVERY));
    // The question for rows finds out when there is a network again, for all that were lost.
    const told = known.offline ? "lost" : await send({ wish: wish });
    if (told === "moved") return "never";
    if (told !== "lost" && told !== "busy") return told;
  }
}

async function send(given) {
  // A browser of 2018 may not have it, and waits for as long as it will.
  const line = self.AbortController ? new AbortController() : { abort: () => {} };
  const hangs = setTimeout(() => line.abort(), PATIENCE);
  try {
    const heads = Object.assign({ "Content-Type": "application/json" }, asker.headers);
    const answer = await fetch("api/changes", { method: "POST", headers: heads, body: JSON.stringify(given), signal: line.signal });
    const found = await answer.json();
    if (found.rows) take(found);
    setOffline(false);
    if (answer.ok) return "done";
    return answer.status === 409 ? "moved" : found.error || "not_kept";
  } catch (lost) {
    setOffline(true);
    return "lost";
  } finally {
    clearTimeout(hangs);
  }
}

function take(found, old) {
  known.rev = old ? -1 : found.rev;
  known.rows = Object.assign(empty(), found.rows);
  known.owner = Boolean(found.you && found.you.owner);
  known.ready = true;
  if (!old) remember(lastRows(), found);
  changed();
}

function lastRows() {
  return KEEP + ":last" + asker.id;
}

// Asking again as nobody that app.py knows does not help.
function shut(word) {
  known.shut = word;
  changed();
}

function setOffline(offline) {
  if (known.offline === offline) return;
  known.offline = offline;
  changed();
}

// --- this browser's own memory, which may be forbidden or full

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch (forbidden) {
    return null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return "kept";
  } catch (refused) {
    if (refused && refused.name === "QuotaExceededError") return "full";
    known.forgetful = true;
    return "forgotten";
  }
}
