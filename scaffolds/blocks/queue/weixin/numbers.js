// The numbers as whoever waits sees them: who is called now, one's own, and what one may do next.
// `view`: { app, rules, ui: { t } }, and what was asked of the rules once for the whole page: called, line, mine.
const { number } = require("../../shown.js");
const { callWords, howMany, meaning, waitWords } = require("./said.js");

// Who is called now, how many wait, and about how long.
function nowServing(view) {
  const { app, rules, ui, called, line } = view;
  const open = rules.isOpen(app);
  return {
    called: called.map((one) => codeAt(one, view)),
    waiting: howMany(view, line.length),
    wait: open && called.length + line.length ? waitWords(view, rules.waitFor(app, line.length + 1)) : "",
    closed: open ? "" : ui.t("closed_text", { opens: rules.OPENS, closes: rules.CLOSES }),
  };
}

// A number with the place it is called to, where there are several.
function codeAt(one, view) {
  const { rules, ui } = view;
  return {
    id: one.id,
    code: one.code,
    key: one.id + " " + one.turn,
    counter: rules.COUNTERS > 1 ? ui.t("counter_n", { n: one.counter }) : "",
    spoken: callWords(view, one),
  };
}

// One's own number: how many are before it, or that it is its turn.
function ticket(one, view) {
  const { rules, ui } = view;
  const waits = one.state === "waiting";
  const kinds = { called: "turn", skipped: "missed", waiting: one.ahead ? "wait" : "next" };
  return {
    id: one.id,
    code: one.code,
    kind: kinds[one.state],
    said: meaning(view, one),
    wait: waits ? waitWords(view, one.wait) : "",
    from: waits && one.wait !== null ? ui.t("wait_from") : "",
    waits: waits,
    mayLeave: rules.OWNER_CALLS || one.state !== "called",
    leaveLabel: ui.t("leave_label", { code: one.code }),
  };
}

// What people queue for, each with how many wait there.
function lines({ rules, ui, line }) {
  return rules.lines().map((one) => ({
    key: one.key,
    words: ui.t("line_of", { letter: one.letter, line: one.label }),
    waiting: number(line.filter((row) => row.ticket.line === one.key).length),
  }));
}

module.exports = { codeAt, lines, nowServing, ticket };
