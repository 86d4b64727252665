// What is entered: the day, whose it is, and how each field stands. `view` is the page's: { ui, rules, app, form, today, day, when, who }.
const { choiceKey } = require("../../rules/fields.js");
const { goalWords } = require("./said.js");

const MOST_CHIPS = 8;

function entry(view) {
  const { app, rules } = view;
  const there = rules.SEVERAL === "one" ? rules.entryOf(view.day, view.who, app) : undefined;
  return {
    mayAdd: rules.mayAdd(app),
    who: view.who,
    whoChips: whoChips(view),
    there: there ? whatIsThere(view, there) : null,
    soFar: there ? null : soFar(view),
    values: there ? [] : rules.MEASURED.map((name) => valueOf(view, rules.fieldOf(name))),
    keepWords: there || tapsAreKept(rules) ? "" : keepWords(view),
  };
}

// Whoever is known has a chip; a long list of choices has a picker instead.
function whoChips(view) {
  const { app, rules, ui } = view;
  if (!rules.BY) return [];
  const choices = rules.fieldOf(rules.BY).choices || [];
  const known = choices.length ? choices : rules.names(app).slice(0, MOST_CHIPS);
  if (choices.length > MOST_CHIPS) return [];
  return known.map((one) => ({ key: choiceKey(one), label: ui.text(one), on: view.who === choiceKey(one) }));
}

// What the day has already.
function whatIsThere(view, row) {
  const { app, rules, ui } = view;
  const given = rules.MEASURED.filter((name) => rules.isGiven(row[name]));
  return { id: row.id, when: ui.date(row.day), mayChange: rules.mayChange(row, app), values: given.map((name) => bigValue(view, name, row[name])) };
}

function bigValue(view, name, kept) {
  const { rules, ui } = view;
  const field = rules.fieldOf(name);
  const goal = rules.goalOf(name);
  const face = isFaces(rules, name);
  return {
    name: name,
    label: rules.MEASURED.length > 1 ? ui.text(field.label) : "",
    face: face ? kept : 0,
    words: face ? ui.t("face_" + kept) : ui.value(field, kept),
    met: Boolean(goal && rules.meets(goal, kept)),
  };
}

// Where several are kept a day: how much it is by now, and how far to the goal.
function soFar(view) {
  const { app, rules, ui } = view;
  const field = rules.fieldOf(rules.MEASURED[0]);
  const point = rules.SEVERAL === "one" ? null : rules.days(field.name, view.who, app).find((one) => one.day === view.day);
  if (!point || field.type === "yes_no") return null;
  const goal = rules.goalOf(field.name);
  const share = goal ? Math.max(0, Math.min(100, (100 * point.value) / (goal.upto || goal.amount || 1))) : 0;
  return { words: ui.t("so_far", { value: ui.value(field, point.value) }), goal: goal ? goalWords(view, goal) : "", share: share };
}

// What stands in a field: what was given, else the last value where it is the only one.
function standing(view, field) {
  const { app, form, rules } = view;
  if (form[field.name] !== undefined) return form[field.name];
  const steps = field.type !== "yes_no" && field.type !== "rating";
  return rules.MEASURED.length === 1 && steps ? rules.lastValue(field.name, view.who, app) : undefined;
}

// How one field is entered: by steps, by faces or stars, by yes or no.
function valueOf(view, field) {
  const { rules, ui } = view;
  const now = standing(view, field);
  const one = { name: field.name, label: ui.text(field.label), unit: field.unit ? ui.t("aside", { words: field.unit }) : "" };
  if (field.type === "rating") return { ...one, rating: true, choices: [1, 2, 3, 4, 5].map((n) => ratingChoice(view, field, n, Number(now) || 0)) };
  if (field.type === "yes_no") return { ...one, choices: [true, false].map((yes) => ({ value: yes, words: ui.t(yes ? "yes" : "no"), on: now === yes })) };
  return { ...one, stepper: true, now: now === undefined ? "" : String(now), ...stepper(view, field, rules.MEASURES[field.name] || {}) };
}

function ratingChoice({ rules, ui }, field, n, now) {
  const face = isFaces(rules, field.name);
  return { value: n, words: ui.t(face ? "face_" + n : "stars", { n: n }), on: n === now, face: face ? n : 0, sign: n <= now ? "★" : "☆" };
}

function stepper({ rules, ui }, field, measure) {
  const words = { field: field.label, step: ui.number(measure.step || 1) };
  const quick = rules.MEASURED.length === 1 ? measure.quick || [] : [];
  return {
    keyboard: measure.low < 0 ? "text" : "digit",
    less: ui.t("less", words),
    more: ui.t("more_by", words),
    quick: quick.map((n) => ({ amount: n, words: "+" + ui.number(n), label: ui.t("quick", { value: ui.value(field, n) }) })),
  };
}

// Where there is nothing else to fill in, a tap on a face, a star, yes or no is kept at once.
function tapsAreKept(rules) {
  const { type } = rules.fieldOf(rules.MEASURED[0]);
  return rules.MEASURED.length === 1 && !otherFields(rules).length && (type === "rating" || type === "yes_no");
}

function otherFields(rules) {
  return rules.FIELDS.filter((field) => ![...rules.MEASURED, "day", rules.TIMED ? "time" : "", rules.BY].includes(field.name));
}

function keepWords(view) {
  const { rules, ui } = view;
  const field = rules.fieldOf(rules.MEASURED[0]);
  const now = standing(view, field);
  const steps = field.type !== "yes_no" && field.type !== "rating";
  if (view.day !== view.today) return ui.t("save_day", { day: view.day });
  return rules.MEASURED.length === 1 && steps && rules.isGiven(now) && isFinite(now) ? ui.t("save_value", { value: ui.value(field, Number(now)) }) : ui.t("save");
}

function isFaces(rules, name) {
  return (rules.MEASURES[name] || {}).look === "faces";
}

module.exports = { entry, isFaces, otherFields, standing, tapsAreKept };
