// Keeps the rows on this phone, each under a key of its own (a key holds 1 MB, all of them 10 MB). Nothing leaves the phone.
const { THINGS, SEEDS } = require("./screens.js");

const MOST_OF_A_KEY = 1024 * 1024;
let kept = null;

// All rows, by thing, in the order in which they were added. Rules read them; only write() changes them.
function rows() {
  return kept || open();
}

// Reads what the phone has; the very first time it puts in the rows that the app starts with.
function open() {
  kept = {};
  for (const thing of THINGS) kept[thing] = (wx.getStorageSync(`ids:${thing}`) || []).map((id) => wx.getStorageSync(keyOf(thing, id))).filter(Boolean);
  if (!wx.getStorageSync("seeded")) seed();
  return kept;
}

function seed() {
  const after = { ...kept };
  for (const { thing, id, row } of SEEDS) if (!after[thing].some((one) => one.id === id)) after[thing] = [...after[thing], { ...row, id: id, mine: false }];
  put(kept, after);
  wx.setStorageSync("seeded", true);
  kept = after;
}

// Whose phone it is, owns what is on it.
function owner() {
  return true;
}

// Does what a rule decided, all of it or nothing: a promise of "done", or of the word that says why not.
async function write(changes) {
  const before = rows();
  const after = { ...before };
  for (const change of changes) after[change.thing] = changed(after[change.thing], change);
  if (changes.some(isTooBig)) return "photo_too_big";
  try {
    put(before, after);
    kept = after;
    return "done";
  } catch (noRoom) {
    putBack(before, after);
    return "full";
  }
}

// Only a picture is as long as that.
function isTooBig(change) {
  return JSON.stringify(change.row || {}).length > MOST_OF_A_KEY;
}

function changed(list, change) {
  if (change.op === "add") return [...list, { ...filled(change.row), id: change.id, mine: true }];
  if (change.op === "remove") return list.filter((row) => row.id !== change.id);
  return list.map((row) => (row.id === change.id ? filled({ ...row, ...change.row }) : row));
}

// null empties a field.
function filled(row) {
  const full = {};
  for (const name of Object.keys(row)) if (row[name] !== null && row[name] !== undefined) full[name] = row[name];
  return full;
}

// Writes what differs: all rows, then which there are, and takes away last, so that a phone that stops in between has lost nothing.
function put(before, after) {
  const moved = THINGS.filter((thing) => before[thing] !== after[thing]);
  for (const thing of moved) for (const row of after[thing]) if (!before[thing].includes(row)) wx.setStorageSync(keyOf(thing, row.id), row);
  for (const thing of moved) wx.setStorageSync(`ids:${thing}`, idsOf(after[thing]));
  for (const thing of moved) for (const id of gone(before[thing], after[thing])) wx.removeStorageSync(keyOf(thing, id));
}

function idsOf(list) {
  return list.map((row) => row.id);
}

function gone(before, after) {
  const left = new Set(idsOf(after));
  return idsOf(before).filter((id) => !left.has(id));
}

function putBack(before, after) {
  try {
    put(after, before);
  } catch (stillNoRoom) {
    // What was there before is there still: nothing is taken away before all is written.
  }
}

function keyOf(thing, id) {
  return `row:${thing}:${id}`;
}

// Nobody else writes here, so there is nothing to wait for and nothing to watch.
function state() {
  return "";
}

function watch() {}

function rest() {}

module.exports = { open, owner, rest, rows, shared: false, state, watch, write };
