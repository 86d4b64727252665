// An answer in words, for every platform. say: {t, text} of the page; rules: the module of the screen's rules.

// A line of numbers in the reader's language: {yes}, {no} and {word_...} are its words.
export function plain(say, line) {
  return say.text(line).replace(/\{(yes|no|word_\w+)\}/g, (place, word) => say.t(word));
}

// What was given, on one line: Students 32 · Bus $2,400.
export function spoken(say, rules, input) {
  const given = (one) => (one.type === "yes_no" ? (input[one.name] ? say.text(one.label) : "") : say.text(one.label) + " " + plain(say, rules.shownInput(one, input[one.name])));
  return rules.INPUTS.map(given).filter(Boolean).join(" · ");
}

// Each student pays: $138.75
export function answerOf(say, rules, worked) {
  return say.t("label_of", { field: rules.ANSWER.label }) + plain(say, rules.written(rules.ANSWER, worked.values[rules.ANSWER.name]));
}

// How one result came about: ($2,400 + $3,040) ÷ 32
export function lineOf(say, rules, one, input, worked) {
  return plain(say, rules.filled(rules.explain(worked.values)[one.name], input, worked.values, say.text));
}

// The whole answer as text: all that was given, then each result.
export function asWords(say, rules, input, worked) {
  const given = rules.INPUTS.map((one) => say.t("label_of", { field: one.label }) + plain(say, rules.shownInput(one, input[one.name])));
  const found = rules.RESULTS.map((one) => say.t("label_of", { field: one.label }) + lineOf(say, rules, one, input, worked) + " = " + plain(say, rules.written(one, worked.values[one.name])));
  return given.concat(found).join("\n");
}
