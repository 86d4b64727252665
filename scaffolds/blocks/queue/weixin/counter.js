// What the counter sees: who is there, who waits, who was called and was not there. `view` is as in numbers.js.
const { pictureFile } = require("../../form.js");
const { value } = require("../../shown.js");
const { nextWords, waitedWords } = require("./said.js");

// `at`: the counter that one sits at; `which`: the line that one calls from, "" for all; `most`: so many lines are shown.
function counter({ at, which, most }, view) {
  const { app, rules, ui, called, line } = view;
  const here = called.filter((one) => one.counter === at);
  const waiting = line.filter((one) => !which || one.ticket.line === which);
  return {
    counters: rules.COUNTERS > 1 ? Array.from({ length: rules.COUNTERS }, (none, n) => ({ n: n + 1, words: ui.t("counter_n", { n: n + 1 }) })) : [],
    here: here.map((one) => current(one, view)),
    waiting: waiting.slice(0, most).map((one) => ({ ...told(one, ["line"], rules), waited: waitedWords(view, one.waited) })),
    waitingCount: waiting.length,
    left: Math.max(0, waiting.length - most),
    skipped: rules.skipped(app).map((one) => ({ ...told(one, ["line"], rules), label: ui.t("back_label", { code: one.code }) })),
    nextWords: nextWords(view, waiting, here),
  };
}

function current(one, { rules, ui }) {
  const keys = ["again", "skip", "finish"];
  return { ...told(one, [], rules), keys: keys.map((key) => ({ key: key, words: ui.t(key), label: ui.t(key + "_label", { code: one.code }) })) };
}

// What the counter may know: the name, and what else was asked.
function told(one, left, rules) {
  const given = rules.asked().filter((field) => !left.includes(field.name) && one.ticket[field.name]);
  return {
    id: one.id,
    code: one.code,
    told: given.map((field) => value(field, one.ticket[field.name])).filter(Boolean).join(" · "),
    photos: given.filter((field) => field.type === "photo").map((field) => pictureFile(one.ticket[field.name])),
  };
}

module.exports = { counter };
