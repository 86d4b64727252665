// How well it does, as the page shows it: the score, what was taken for what, and what it missed.
const { t, text } = require("../../runtime.js");

const MOST_WRONG = 12;
const MOST_COLUMNS = 7;

// result: what the rule exam() gives. screen: its id, for the words.
function examOf(result, rules, screen) {
  const say = (word, values) => t(word, values, screen);
  if (result.n < (result.kept ? 1 : 2)) return { few: say("exam_few") };
  return {
    few: "",
    right: say("exam_right", { right: result.right, n: result.n }),
    share: (100 * result.right) / result.n,
    unsure: (100 * result.unknown) / result.n,
    unknown: result.unknown ? say("exam_unknown", { n: result.unknown }) : "",
    how: say(result.kept ? "exam_how_kept" : "exam_how_all"),
    table: isShown(result.table, rules) ? tableOf(result.table, rules, say) : null,
    missed: missed(result, rules, say),
  };
}

function isShown(table, rules) {
  return rules.DOES === "classify" && table.rows.length > 1 && table.columns.length <= MOST_COLUMNS;
}

// The diagonal is what was right.
function tableOf(table, rules, say) {
  const name = (label) => (label ? text(rules.labelWords(label)) : say("unknown_short"));
  const cellOf = (label, got, count) => ({ got: got, count: count || "·", state: label === got ? "right" : count ? "wrong" : "" });
  return {
    columns: table.columns.map((got) => ({ got: got, words: name(got) })),
    rows: table.rows.map((label, r) => ({ label: label, words: name(label), cells: table.columns.map((got, c) => cellOf(label, got, table.cells[r][c])) })),
  };
}

function missed(result, rules, say) {
  const taken = (one) => say(one.got ? "taken_for" : "not_known", { label: rules.labelWords(one.row.label), got: rules.labelWords(one.got) });
  return result.answers
    .filter((one) => one.got !== one.row.label)
    .slice(0, MOST_WRONG)
    .map((one) => ({ id: one.row.id, text: one.row.text, words: taken(one) }));
}

module.exports = { examOf };
