// Keeps all rows in this browser alone, where the page was opened from a file.

import { SEEDS } from "./seeds.js";
import { KEEP, empty, known, recall, remember } from "./store.js";

let changed = () => {};

export function openHere(onChange) {
  changed = onChange;
  known.owner = true;
  known.ready = true;
  const saved = recall(KEEP);
  if (saved && saved.rows) known.rows = Object.assign(empty(), saved.rows);
  else SEEDS.forEach((seed) => known.rows[seed.thing].push(Object.assign({}, seed.row, { id: seed.id, mine: false })));
  addEventListener("storage", () => {
    const other = recall(KEEP);
    if (other && other.rows) known.rows = Object.assign(empty(), other.rows);
    changed();
  });
  changed();
}

export function writeHere(changes) {
  const rows = Object.assign({}, known.rows);
  for (const change of changes) rows[change.thing] = changedRows(rows[change.thing] || [], change);
  const full = remember(KEEP, { rows: rows }) === "full";
  if (full) return "full";
  known.rows = rows;
  changed();
  return "done";
}

function changedRows(rows, change) {
  if (change.op === "add") return rows.concat([Object.assign({}, change.row, { id: change.id, mine: true })]);
  if (change.op === "remove") return rows.filter((row) => row.id !== change.id);
  return rows.map((row) => (row.id === change.id ? Object.assign({}, row, change.row) : row));
}
