// One place as the list, the map and its card show it. `view` brings the app, the rules and words of the screen, and what lies beside it.
const { pictureFile } = require("../../form.js");
const { t, text } = require("../../runtime.js");
const { number, value } = require("../../shown.js");
const { choiceKey } = require("../../rules/fields.js");
const { placed } = require("./ground.js");
const { HEADS } = require("./heads.js");

const MOST_ENTRIES = 5;

// Its line in the list; its number is the one on the map.
function line(view, one, n) {
  return { id: one.row.id, n: n, name: one.row.name, facts: facts(view, one), thumb: photoOf(view, one.row), nowhere: one.placed ? "" : view.say("not_on_map"), picked: view.picked === one.row.id };
}

// Its pin: where it stands, which shape it has, and whether it is taken now.
function pin(view, one, n) {
  const state = one.booked ? one.booked.state : "";
  return {
    id: one.row.id,
    n: n,
    ...placed(one.row, view.ground, view.edges),
    head: headOf(view, one.row),
    state: state,
    dashed: state === "taken" || state === "closed",
    picked: view.picked === one.row.id,
    label: [String(n), one.row.name, bookedWords(view, one)].filter(Boolean).join(t("list_comma")),
  };
}

// All that is known of it, and what this person may do with it.
function card(view, one, n) {
  const { row } = one;
  const entries = view.beside.list ? view.rules.noted(row.name, view.app) : [];
  return {
    id: row.id,
    n: n,
    name: row.name,
    facts: facts(view, one),
    photo: photoOf(view, row),
    more: more(view, one),
    entries: entries.slice(-MOST_ENTRIES).reverse().map((words, n) => ({ n: n, words: words })),
    entriesTitle: view.say("entries", { n: entries.length }),
    books: Boolean(one.booked),
    nowhere: one.placed ? "" : view.say("not_on_map"),
    streets: one.placed && view.ground.earth,
    hands: hands(view, one),
  };
}

// Kind, free or taken, open or closed, how far: {words, sign, state}.
function facts(view, one) {
  const { row, open } = one;
  const kind = kindField(view);
  const found = [];
  if (kind && row[kind.name]) found.push({ words: value(kind, row[kind.name]), sign: headOf(view, row), state: "kind" });
  if (one.booked) found.push({ words: bookedWords(view, one), state: one.booked.state });
  if (open) found.push({ words: openWords(view, open), state: open.open ? "free" : "closed" });
  if (open && !open.always) found.push({ words: view.say("hours", { opens: row.opens, closes: row.closes }), state: "" });
  if (one.metres !== null) found.push({ words: far(view, one.metres), state: "" });
  return found;
}

function kindField(view) {
  return view.rules.FIELDS.find((field) => field.name === view.rules.KIND);
}

// The place of its kind among all kinds says which shape it has.
function headOf(view, row) {
  const kind = kindField(view);
  const at = kind ? kind.choices.map(choiceKey).indexOf(row[kind.name]) : 0;
  return Math.max(0, at) % HEADS.length;
}

function bookedWords(view, one) {
  return one.booked ? view.say("now_" + one.booked.state, { at: one.booked.at }) : "";
}

function openWords(view, open) {
  return open.always ? view.say("open_always") : view.say(open.open ? "open_until" : "opens_at", { at: open.at });
}

function far(view, metres) {
  if (metres < 1000) return view.say("metres", { n: number(Math.max(10, Math.round(metres / 10) * 10)) });
  const kilometres = metres / 1000;
  return view.say("kilometres", { n: number(metres < 10000 ? Math.round(kilometres * 10) / 10 : Math.round(kilometres)) });
}

function photoOf(view, row) {
  const field = view.rules.FIELDS.find((one) => one.type === "photo" && row[one.name]);
  return field ? pictureFile(row[field.name]) : "";
}

function more(view, one) {
  const said = ["name", view.rules.KIND, ...(one.open ? ["opens", "closes"] : [])];
  const rest = view.rules.ASKED.filter((field) => !said.includes(field.name) && field.type !== "photo" && isGiven(one.row[field.name]));
  return rest.map((field) => ({ name: field.name, label: text(field.label), value: value(field, one.row[field.name]) }));
}

function isGiven(kept) {
  return kept !== undefined && kept !== "" && kept !== false;
}

// What other screens name and nobody has put on the map can be put there; what is there can be changed by its writer and the owner.
function hands(view, one) {
  if (one.row.waiting) return view.rules.mayAdd(view.app) ? [{ verb: "place", words: view.say("place_it") }] : [];
  if (!view.rules.mayChange(one.row, view.app)) return [];
  const move = view.ground ? [{ verb: "move", words: view.say(one.placed ? "move" : "place_it") }] : [];
  return [{ verb: "change", words: t("change") }, ...move, { verb: "remove", words: t("remove") }];
}

module.exports = { card, line, pin };
