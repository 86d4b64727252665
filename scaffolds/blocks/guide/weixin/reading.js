// What is shown of guides: a card for each, one step at a time, the end, and the whole as text.
// A view is { rules, app, say }: the screen's rules, all rows, and say(word, values), a sentence of this screen.
const { pictureFile } = require("../../form.js");

// One guide: its first sign, its name, how far one is.
function cardOf(view, guide) {
  const { app, rules, say } = view;
  const [first] = rules.stepsOf(guide, app);
  const mayChange = rules.mayChange(guide, app);
  return {
    id: guide.id,
    sign: (first && first.sign) || "📋",
    name: guide.name,
    emergency: guide.emergency === true,
    about: aboutOf(view, guide),
    hidden: mayChange && rules.problems(guide, app).length > 0,
    mayChange: mayChange,
    editLabel: say("edit_label", { what: guide.name }),
  };
}

function aboutOf({ app, rules, say }, guide) {
  const how = rules.begun(guide, app);
  if (rules.isTree(guide, app)) return say("by_questions");
  if (how.ticked) return say("begun", how);
  return how.all === 1 ? say("one_step") : say("steps", { n: how.all });
}

// The guide that the large button opens: one that was begun, or the only one there is.
function onOf({ app, rules, say }, found) {
  const on = found.find((guide) => rules.begun(guide, app).ticked && !rules.isTree(guide, app)) || (found.length === 1 ? found[0] : null);
  if (!on || !rules.stepsOf(on, app).length) return null;
  return { id: on.id, words: say(rules.begun(on, app).ticked ? "go_on" : "start") };
}

// One step: how far it is, what to do, where one can go from here. `path`: the numbers of the steps that one came by.
function stepOf(view, guide, path) {
  const { app, rules } = view;
  const all = rules.stepsOf(guide, app);
  const step = all.find((one) => one.number === path[path.length - 1]) || all[0];
  const place = { all: all, at: all.indexOf(step), path: path, tree: rules.isTree(guide, app), ticked: rules.isTicked(step, app) };
  return {
    id: step.id,
    sign: step.sign || "",
    photo: step.photo ? pictureFile(step.photo) : "",
    title: step.title,
    words: step.words || "",
    aloud: [step.title, step.words, ...rules.answers(step).map((one) => one.words)].filter(Boolean).join(". "),
    answers: rules.answers(step),
    ...progressOf(view, step, place),
    ...waysOf(view, guide, step, place),
  };
}

// How far it is, in words and as a line.
function progressOf({ app, rules, say }, step, { all, at, path, tree, ticked }) {
  if (tree) return { where: say(rules.answers(step).length ? "question_n" : "outcome", { n: path.length }), bar: [], ticked: false };
  const partOf = (one) => ({ id: one.id, kind: (rules.isTicked(one, app) ? "done" : "") + (one === step ? " here" : "") });
  return { where: say("step_n", { n: at + 1, all: all.length }), bar: all.map(partOf), ticked: ticked };
}

// The buttons below it. A question goes on by its answers alone.
function waysOf({ app, rules, say }, guide, step, { all, at, path, tree, ticked }) {
  const next = rules.after(step, guide, app);
  const asks = rules.answers(step).length > 0;
  const before = path.length > 1 ? path.slice(0, -1) : tree || !at ? null : [all[at - 1].number];
  return {
    tree: tree,
    next: next ? next.number : 0,
    nextWords: asks ? "" : say(nextWord(tree, ticked, next)),
    before: before,
    skips: !asks && !tree && !ticked,
  };
}

function nextWord(tree, ticked, next) {
  if (tree) return next ? "next" : "that_is_all";
  if (ticked) return next ? "next" : "to_end";
  return next ? "done_next" : "done_last";
}

// The end: every step with its tick. What asks questions has none.
function ticksOf({ app, rules }, guide) {
  if (rules.isTree(guide, app)) return [];
  return rules.stepsOf(guide, app).map((step) => ({ id: step.id, title: step.title, ticked: rules.isTicked(step, app) }));
}

// The whole guide as text, to send to somebody or to print.
function textOf({ app, rules, say }, guide) {
  const all = rules.stepsOf(guide, app);
  const to = (number) => all.findIndex((one) => one.number === number) + 1;
  const stepText = (step, n) => {
    const answers = rules.answers(step).map((one) => `   ${say("print_answer", { answer: one.words, n: to(one.to) })}`);
    return [`${n + 1}. ${step.title}`, step.words, ...answers].filter(Boolean).join("\n");
  };
  const calls = rules.calls(app).map((row) => `${row.name} ${row.phone}`);
  return [guide.name, ...all.map(stepText), calls.join("\n")].filter(Boolean).join("\n\n") + "\n";
}

module.exports = { cardOf, onOf, stepOf, textOf, ticksOf };
