// What a form asks about where a step leads: the same on every platform.

// The answers of a question, each with the step that it leads to. say(word, values): a sentence of the block's.
export function questionFields(say, most, all) {
  const found = [];
  for (let n = 1; n <= most; n += 1) {
    found.push({ name: "answer_" + n, label: say("answer_n", { n: n }), type: "text" }, leadField("to_" + n, say("leads", { n: n }), all));
  }
  return found;
}

// A choice is kept by its first word, a step's number, and shown by the one of the language: the step's place and title.
export function leadField(name, label, all) {
  const choice = (step, n) => {
    const words = n + 1 + ". " + step.title;
    return { number: String(step.number), en: words, "zh-Hant": words, "zh-Hans": words };
  };
  return { name: name, label: label, type: "choice", choices: all.map(choice) };
}

// A row's numbers as a form gives them: words.
export function typed(row) {
  const found = Object.assign({}, row);
  Object.keys(row).filter((name) => /^to_\d$|^onward$/.test(name) && row[name]).forEach((name) => (found[name] = String(row[name])));
  return found;
}

// A question goes on by its answers alone, and what is to be done has none.
export function dropped(asks) {
  return asks ? { onward: "" } : { answer_1: "", answer_2: "", answer_3: "", answer_4: "" };
}
