// What may be written, and who sees what: plain functions on rows, with no cloud in them. They keep to things.json.
//
// A row is { id, thing, writer, values, n, rev }. `writer` is a visitor; "" is the owner from the beginning (the first rows of
// a new app). Rows are a Map by id, in the order in which they were written.

const MAX_ROWS = 5000;
const MAX_CHANGES = 200;
const MAX_TEXT = 4000;
const MAX_PHOTO = 262144;
// All values together, as JSON; the cloud function reads them at once.
const MAX_ALL = 8000000;
// Whoever is not the owner fills a fourth of it at most.
const SHARE = 4;
// Letters of a value that may be put into another's row even where there is little room: a name, a tick.
const MAX_LINE = 200;
const ROW_ID = /^[a-z0-9]{8,40}$/;
const NUMBERS = ["number", "money"];
const SHAPES = {
  time: /^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)?$/,
  photo: /^(data:image\/[a-z]+;base64,[A-Za-z0-9+/=]*)?$/,
};
const DAY = 24 * 60 * 60 * 1000;

// The store does not do this. The message is the key of a sentence that the page has.
class Refused extends Error {}

// What a visitor may see: all rows by thing, without the private fields of others, nor those that the app no longer has.
function visible(rows, held, visitor, owner) {
  const found = {};
  for (const thing of held.things) found[thing.id] = [];
  for (const row of rows) {
    const thing = held.things.find((one) => one.id === row.thing);
    if (thing) found[thing.id].push(shown(row, thing, Boolean(visitor) && row.writer === visitor, owner));
  }
  return found;
}

function shown(row, thing, mine, owner) {
  const seen = {};
  for (const field of thing.fields) if ((mine || owner || !field.private) && has(row.values, field.name)) seen[field.name] = row.values[field.name];
  return { ...seen, id: row.id, mine: mine };
}

// The rows that the changes leave behind, a Map by id; null is one taken away. Throws Refused where they may not.
function decide(rows, changes, held, visitor, owner) {
  if (!Array.isArray(changes) || !changes.length || changes.length > MAX_CHANGES) throw new Refused("not_kept");
  const after = new Map(rows);
  const touched = new Map();
  for (const change of changes) {
    const row = changed(change, after, held, visitor, owner);
    if (!owner) leaveToOwner(change, held.guards);
    if (!owner) leaveToWriter(change, held.guards, after.has(change.id) && after.get(change.id).writer !== visitor);
    touched.set(change.id, row);
    if (row) after.set(change.id, row);
    else after.delete(change.id);
  }
  if (after.size > MAX_ROWS) throw new Refused("too_big");
  if (sizeOf(after) > MAX_ALL && sizeOf(after) > sizeOf(rows)) throw new Refused("cloud_full");
  if (!owner) leaveRoom(rows, touched, after, visitor);
  for (const guard of held.guards) {
    if (guard.owner || guard.others) continue;
    for (const row of touched.values()) if (row && row.thing === guard.thing) hold(guard, row, after);
  }
  return touched;
}

function changed(change, rows, held, visitor, owner) {
  if (!isPlain(change)) throw new Refused("not_kept");
  const { op, id } = change;
  const thing = held.things.find((one) => one.id === change.thing);
  if (!thing || !["add", "change", "remove"].includes(op) || typeof id !== "string" || !ROW_ID.test(id)) throw new Refused("not_kept");
  if (thing.written_by === "owner" && !owner) throw new Refused("only_owner");
  const old = rows.get(id);
  if (op === "add") {
    if (old) throw new Refused("unique");
    return { id: id, thing: thing.id, writer: visitor, values: valuesOf(thing, change.row, true) };
  }
  if (!old || old.thing !== thing.id) throw new Refused("gone");
  mayChange(thing, old, change, visitor, owner);
  return op === "remove" ? null : { ...old, values: filled({ ...old.values, ...valuesOf(thing, change.row, false) }) };
}

// The writer and the owner may; on a shared list everybody, but nobody what is private to another.
function mayChange(thing, old, change, visitor, owner) {
  if (owner || old.writer === visitor) return;
  const given = isPlain(change.row) ? change.row : {};
  const isPrivate = thing.fields.some((field) => field.private && (has(given, field.name) || change.op === "remove"));
  if (!thing.shared || isPrivate) throw new Refused("not_yours");
}

// A visitor does not write what is the owner's to say: that a post is hidden, or whose turn it is.
function leaveToOwner(change, guards) {
  const given = change.op === "remove" ? {} : change.row;
  for (const guard of guards) {
    if (!guard.owner || guard.thing !== change.thing) continue;
    const everyones = change.op === "add" ? [null, ...(guard.at_first || [])] : guard.later || [];
    if (guard.fields.some((name) => has(given, name) && !everyones.includes(given[name]))) throw new Refused("only_owner");
  }
}

// On a shared list nobody takes away what another wrote, or changes more of it than is everyone's.
function leaveToWriter(change, guards, others) {
  for (const guard of guards) {
    if (!others || !guard.others || guard.thing !== change.thing) continue;
    if (change.op === "remove" || Object.keys(change.row).some((name) => !guard.fields.includes(name))) throw new Refused("not_yours");
  }
}

// One visitor takes no more than a share of the room, in rows of theirs or in what others wrote: others want to write too.
function leaveRoom(rows, touched, after, visitor) {
  if ([...touched.values()].some((row) => row && row.writer === visitor)) {
    const theirs = writtenBy(visitor, after);
    if (theirs.size > MAX_ROWS / SHARE || sizeOf(theirs) > MAX_ALL / SHARE) throw new Refused("your_share");
  }
  leaveTheirs(rows, touched, after, visitor);
}

// A visitor enlarges what others wrote only while half of each one's share, and of all room, is free.
function leaveTheirs(rows, touched, after, visitor) {
  const longer = [...touched].filter(([id, row]) => row && row.writer !== visitor && rows.has(id) && isLonger(rows.get(id), row));
  const writers = new Set(longer.map(([, row]) => row.writer));
  if (writers.size && sizeOf(after) > MAX_ALL / 2) throw new Refused("too_big");
  for (const writer of writers) if (sizeOf(writtenBy(writer, after)) > MAX_ALL / SHARE / 2) throw new Refused("too_big");
}

function isLonger(old, row) {
  return Object.keys(row.values).some((name) => lengthOf(row, name) > Math.max(MAX_LINE, lengthOf(old, name)));
}

function lengthOf(row, name) {
  return has(row.values, name) ? String(row.values[name]).length : 0;
}

function writtenBy(writer, rows) {
  return new Map([...rows].filter(([, row]) => row.writer === writer));
}

// Only fields that the thing has, each small and plain; `whole` asks for those that are required.
function valuesOf(thing, given, whole) {
  if (!isPlain(given)) throw new Refused("not_kept");
  for (const name of Object.keys(given)) {
    const field = thing.fields.find((one) => one.name === name);
    if (!field || !isOfKind(given[name], field.type)) throw new Refused("not_kept");
  }
  for (const { name, type, required } of thing.fields) {
    const missing = (whole || has(given, name)) && (!has(given, name) || given[name] === null || given[name] === "");
    if (required && type !== "yes_no" && missing) throw new Refused("not_kept");
  }
  return whole ? filled(given) : { ...given };
}

// null empties a field.
function filled(given) {
  const full = {};
  for (const name of Object.keys(given)) if (given[name] !== null) full[name] = given[name];
  return full;
}

// Another kind than its field's would get round a guard, or break everybody's page.
function isOfKind(value, kind) {
  if (value === null) return true;
  if (kind === "yes_no" || typeof value === "boolean") return kind === "yes_no" && typeof value === "boolean";
  if (kind === "rating") return [1, 2, 3, 4, 5].includes(value);
  if (NUMBERS.includes(kind)) return typeof value === "number" && Math.abs(value) < 1e15;
  if (typeof value !== "string" || (SHAPES[kind] && !SHAPES[kind].test(value))) return false;
  if (kind === "date") return value === "" || isDay(value);
  return kind === "photo" ? value.length <= MAX_PHOTO : value.length <= 2 * MAX_TEXT && Array.from(value).length <= MAX_TEXT;
}

// A row does not break a guard among all rows, itself among them.
function hold(guard, row, rows) {
  const fields = guard.fields || [];
  const others = [...rows.values()].filter((one) => one.thing === row.thing && one.id !== row.id && fields.every((name) => kept(one, name) === kept(row, name)));
  if (guard.unique && others.length) throw new Refused("unique");
  if (guard.overlap && others.some((one) => overlap(one, row, guard.overlap))) throw new Refused("overlap");
  if (guard.limit === undefined) return;
  const week = guard.week_of;
  const theirs = others.filter((one) => one.writer === row.writer && (!week || monday(kept(one, week)) === monday(kept(row, week))));
  if (theirs.length + 1 > guard.limit) throw new Refused("limit");
}

function overlap(a, b, [day, start, end]) {
  return kept(a, day) === kept(b, day) && String(kept(a, start)) < String(kept(b, end)) && String(kept(b, start)) < String(kept(a, end));
}

// Whether there is such a day: none is 30 February, or in the year 0.
function isDay(text) {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text && text >= "0001";
}

// The Monday of a day's week; "" for what is no day.
function monday(day) {
  if (!isDay(day)) return "";
  const moment = new Date(`${day}T00:00:00Z`);
  return new Date(moment.getTime() - ((moment.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
}

function sizeOf(rows) {
  let size = 0;
  for (const row of rows.values()) size += JSON.stringify(row.values).length;
  return size;
}

function kept(row, name) {
  return has(row.values, name) ? row.values[name] : null;
}

function has(values, name) {
  return Object.prototype.hasOwnProperty.call(values, name);
}

function isPlain(given) {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

module.exports = { ROW_ID, Refused, decide, visible };
