// Reminders as the page shows them: one time with its ring to tick, and what else is known of it.
const { pictureFile } = require("../../form.js");
const { text } = require("../../runtime.js");
const { value } = require("../../shown.js");
const { whenWords } = require("./telling.js");

const RINGS = { done: "✓", skipped: "–" };

// One time as a line. A day to come cannot be ticked yet. amongTodays: it stands on today's list.
function lineOf(view, one, amongTodays) {
  const { t } = view.ui;
  const words = { what: one.reminder.what, time: one.time };
  const closed = one.state === "done" || one.state === "skipped";
  const label = closed ? "undo_label" : one.state === "missed" ? "done_after_label" : "done_label";
  return {
    ...meant(one),
    what: one.reminder.what,
    when: whenWords(view, one, amongTodays),
    mayTick: one.day <= view.today,
    ring: RINGS[one.state] || "",
    closed: closed,
    verb: closed ? "undo" : "done",
    label: t(label, words),
    maySkip: one.state === "missed" || one.state === "due",
    skipLabel: t("skip_label", words),
    details: one.state === "due" ? details(view, one.reminder) : [],
  };
}

// What a tap must know of it.
function meant(one) {
  return { key: one.id + one.day + one.time, id: one.id, day: one.day, time: one.time, state: one.state };
}

// The other fields, where something was given.
function details(view, reminder) {
  const given = view.rules.asked().filter((field) => field.name !== "what" && !["", undefined, null, false].includes(reminder[field.name]));
  return given.map((field) => ({
    name: field.name,
    label: text(field.label),
    words: value(field, reminder[field.name]),
    photo: field.type === "photo" ? pictureFile(reminder[field.name]) : "",
  }));
}

module.exports = { details, lineOf, meant };
