// Keeps the rows on this phone, one list for each kind of thing. Nothing leaves the phone.
const { THINGS, SEEDS } = require("./screens.js");

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
let kept = null;

// All rows, by thing. Rules read them; only apply() changes them.
function rows() {
  return kept || open();
}

// Reads what the phone has; the very first time it puts in the rows that the app starts with.
function open() {
  kept = {};
  for (const thing of THINGS) kept[thing] = wx.getStorageSync("rows:" + thing) || [];
  if (!wx.getStorageSync("seeded")) seed();
  return kept;
}

function seed() {
  for (const { thing, id, row } of SEEDS) kept[thing] = [...kept[thing], { ...row, id: id, mine: false }];
  THINGS.forEach(save);
  wx.setStorageSync("seeded", true);
}

// Does what a rule decided, all of it or nothing. False where the phone has no room.
function apply(changes) {
  const before = rows();
  kept = { ...before };
  const touched = new Set();
  for (const change of changes) {
    kept[change.thing] = changed(kept[change.thing], change);
    touched.add(change.thing);
  }
  try {
    touched.forEach(save);
  } catch (noRoom) {
    kept = before;
    touched.forEach(saveIfItFits);
    return false;
  }
  return true;
}

function changed(list, change) {
  if (change.op === "add") return [...list, { ...filled(change.row), id: newId(), mine: true }];
  if (change.op === "remove") return list.filter((row) => row.id !== change.id);
  return list.map((row) => (row.id === change.id ? filled({ ...row, ...change.row }) : row));
}

// null empties a field.
function filled(row) {
  const full = {};
  for (const name of Object.keys(row)) if (row[name] !== null && row[name] !== undefined) full[name] = row[name];
  return full;
}

function save(thing) {
  wx.setStorageSync("rows:" + thing, kept[thing]);
}

function saveIfItFits(thing) {
  try {
    save(thing);
  } catch (noRoom) {
    // What was there before is there still.
  }
}

function newId() {
  let id = "";
  while (id.length < 16) id += LETTERS[Math.floor(Math.random() * LETTERS.length)];
  return id;
}

module.exports = { open, rows, apply };
