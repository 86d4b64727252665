// One post, notice or reply as the page shows it. `view` brings the app, the rules and words of the screen, what is new, and which one is open.
const { pictureFile } = require("../../form.js");
const { t, text } = require("../../runtime.js");
const { value } = require("../../shown.js");
const { short } = require("./short.js");

const LONG = 420;
const SHOWN_APART = ["words", "title", "name", "photo"];

// A post or a notice, with its pictures and what can be opened.
function post(view, row) {
  const { app, rules } = view;
  const long = view.open !== row.id && row.words.length > LONG;
  return {
    ...said(view, row),
    long: long,
    title: row.title || "",
    photo: row.photo ? pictureFile(row.photo) : "",
    details: rules.ASKED.filter((field) => isDetail(field, row[field.name])).map((field) => detail(field, row)),
    nobody: rules.isUnanswered(row, app) ? view.say("nobody_yet") : "",
    opener: rules.REPLIES && view.open !== row.id ? opener(view, row) : null,
    readLabel: long ? view.say("read_on") + t("list_comma") + short(row) : "",
  };
}

// What posts and replies have in common: who says it, when, what is the matter with it, and what this person may do.
function said(view, row) {
  const { app, rules } = view;
  const notice = rules.isNotice(row, app);
  return {
    id: row.id,
    notice: notice,
    mark: notice ? view.say("notice") : row.question ? view.say("question") : "",
    name: notice ? "" : nameOf(view, row),
    when: whenOf(view, row),
    fresh: view.fresh.includes(row.id) ? view.say("is_new") : "",
    words: row.words,
    state: standing(view, row),
    hands: hands(view, row, notice),
  };
}

function nameOf(view, row) {
  if (row.mine) return view.say("yours");
  return view.rules.ANONYMOUS ? "" : row.name || view.say("nameless");
}

// Today's posts show their time, older ones their day too.
function whenOf(view, row) {
  const today = row.day === view.app.now.slice(0, 10);
  return today ? view.say("today_at", { time: row.time }) : view.say("day_at", { day: row.day, time: row.time });
}

function isDetail(field, kept) {
  return !SHOWN_APART.includes(field.name) && kept !== undefined && kept !== "" && kept !== false;
}

function detail(field, row) {
  return { name: field.name, label: text(field.label), value: value(field, row[field.name]) };
}

function opener(view, row) {
  const replies = view.rules.repliesTo(row, view.app);
  const some = row.question ? "answer" : "reply";
  const words = replies.length === 1 ? view.say(some + "_one") : replies.length ? view.say(some + "_n", { n: replies.length }) : view.say(some);
  const fresh = replies.some((one) => view.fresh.includes(one.id));
  return { words: words, label: words + t("list_comma") + short(row), replying: !replies.length, fresh: fresh ? view.say("is_new") : "" };
}

// What was reported or hidden, said to those whom it concerns.
function standing(view, row) {
  const { app, rules } = view;
  if (rules.needsLook(row, app)) return toLookAt(view, row);
  const own = rules.myReport(row, app);
  const hidden = row.hidden === true && app.owner ? "hidden_mark" : row.mine && rules.isHidden(row, app) ? "hidden_own" : "";
  if (!hidden && !own) return null;
  return { say: view.say(hidden || "you_reported"), reasons: [], ways: own ? [way(view, row, "unreport")] : [] };
}

function toLookAt(view, row) {
  const all = view.rules.reportsOf(row, view.app);
  const count = all.length === 1 ? view.say("reported_one") : view.say("reported_n", { n: all.length });
  const outOfSight = all.length >= view.rules.HIDE_AFTER ? " " + view.say("out_of_sight") : "";
  const reasons = all.filter((one) => one.why).map((one) => ({ id: one.id, words: one.why }));
  return { say: count + outOfSight, reasons: reasons, ways: [way(view, row, "hide"), way(view, row, "show")] };
}

// What this person may do with it.
function hands(view, row, notice) {
  const { app, rules } = view;
  const looked = app.owner && !row.mine && !notice && !rules.needsLook(row, app);
  const verbs = {
    show: looked && row.hidden === true,
    hide: looked && row.hidden !== true,
    report: !app.owner && !row.mine && !notice && !rules.myReport(row, app),
    change: Boolean(rules.one(row.id, app)) && rules.mayChange(row, app),
    remove: rules.mayRemove(row, app),
  };
  return Object.keys(verbs).filter((verb) => verbs[verb]).map((verb) => way(view, row, verb));
}

// Taking a report back stands beside what was reported, so it needs no name of its own.
function way(view, row, verb) {
  const words = view.say(verb);
  return { verb: verb, words: words, label: verb === "unreport" ? words : view.say(verb + "_label", { what: short(row) }) };
}

module.exports = { post, said };
