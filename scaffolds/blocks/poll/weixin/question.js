// One question with its choices, as the page shows it. What is counted and who may know it is decided in the rules.
const { pictureFile } = require("../../form.js");
const { value } = require("../../shown.js");
const { addsUp, best, handsOf, howMany, until, votersWords, votesWords } = require("./said.js");

const OWN = ["question", "choices", "many", "closes_on", "closes_at"];
const LONGEST_LABEL = 60;

// `picked`: what one has chosen here and not sent yet. `view`: { app, rules, ui: { t } }.
function shown(poll, picked, view) {
  const { app, rules, ui } = view;
  const found = rules.result(poll, app);
  const over = rules.isClosed(poll, app);
  const known = rules.mayKnow(poll, app);
  const chosen = (!over && picked) || rules.myChoices(poll, app);
  return {
    id: poll.id,
    question: poll.question,
    over: over,
    known: known,
    many: rules.isMany(poll),
    choicesLabel: ui.t("choices_label", { question: poll.question }),
    choices: found.choices.map((choice) => choiceOf(choice, chosen.includes(choice.words), found, known, view)),
    ...details(poll, view),
    ...sentences(poll, found, known, view),
    ...hands(poll, view),
  };
}

// Its bar, its number and its share stand there once one may know them.
function choiceOf(choice, mine, found, known, view) {
  const { ui } = view;
  const votes = votesWords(view, choice.votes);
  const said = [choice.words, mine && ui.t("your_choice"), known && ui.t("share_said", { votes: votes, percent: choice.percent })];
  return {
    words: choice.words,
    mine: mine,
    first: found.first.includes(choice.words),
    percent: choice.percent,
    share: known ? ui.t("share", { votes: votes, percent: choice.percent }) : "",
    label: said.filter(Boolean).join(ui.t("list_comma")),
  };
}

function details(poll, view) {
  const given = view.rules.FIELDS.filter((field) => !OWN.includes(field.name) && poll[field.name]);
  const lines = given.filter((field) => field.type !== "photo");
  return {
    details: lines.map((field) => view.ui.t("label_of", { field: field.label }) + value(field, poll[field.name])),
    photos: given.filter((field) => field.type === "photo").map((field) => pictureFile(poll[field.name])),
    meta: [view.rules.isClosed(poll, view.app) ? "" : howMany(view, poll), until(view, poll)].filter(Boolean).join(" · "),
  };
}

// The result as sentences: how many voted, who is ahead or that it is a tie, and why one does not see it yet.
function sentences(poll, found, known, view) {
  const { app, rules, ui } = view;
  const over = rules.isClosed(poll, app);
  return {
    count: votersWords(view, found.voters, over),
    best: found.voters && known ? best(view, found, over) : "",
    later: known || over ? "" : ui.t(rules.RESULTS === "after_closing" ? "know_after_closing" : "know_after_voting"),
    addsUp: known && addsUp(poll, found, rules) ? ui.t("adds_up") : "",
  };
}

// What one may do here, beside choosing.
function hands(poll, view) {
  const { app, rules, ui } = view;
  const short = { question: poll.question.slice(0, LONGEST_LABEL) };
  const voted = rules.myChoices(poll, app).length > 0;
  return {
    hands: handsOf(view, poll).map((verb) => ({ verb: verb, words: ui.t(verb), label: ui.t(verb + "_label", short) })),
    voteWords: ui.t(voted ? "change_vote" : "vote"),
  };
}

module.exports = { shown };
