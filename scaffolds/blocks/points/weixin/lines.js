// What the page of points shows, part by part. Who may give what, and how full the jar is, is decided in the rules.
// `view`: { app, rules, ui: { t }, to: to whom one gives now, or nobody }.
const { pictureFile } = require("../../form.js");
const { dateWords, number, value } = require("../../shown.js");

const MOST_NAMES = 3;
// Without a goal the jar never fills: at so many points it is half full.
const HALF_FULL = 20;

// The jar of all: how high the water stands, in percent, and what is said of it.
function jar({ app, rules, ui }) {
  const how = rules.filled(app);
  const mine = rules.me(app);
  const own = mine ? rules.earned(mine, app) : 0;
  return {
    level: Math.round(100 * (rules.GOAL ? how.within / rules.GOAL : 1 - 1 / (1 + how.total / HALF_FULL))),
    title: rules.GOAL ? ui.t("goal_title", { n: number(how.within), all: number(rules.GOAL) }) : ui.t("total", { n: number(how.total) }),
    left: rules.GOAL ? leftWords(how, ui) : "",
    then: rules.GOAL && rules.GOAL_REWARD ? ui.t("goal_reward", { reward: rules.GOAL_REWARD }) : "",
    mine: mine ? ui.t(own === 1 ? "your_point" : "your_points", { name: mine, n: number(own) }) : "",
  };
}

function leftWords(how, ui) {
  const which = how.jar > 1 ? ui.t("jar_number", { n: how.jar }) : "";
  return [which, ui.t(how.left ? "goal_left" : "goal_full", { left: number(how.left) })].filter(Boolean).join(" · ");
}

function worth(points, ui) {
  return ui.t(points === 1 ? "worth_one" : "worth", { n: number(points) });
}

// What one did on the app's other screens, and may collect.
function toCollect({ app, rules, ui }) {
  const found = rules.me(app) ? rules.earnings(app) : [];
  if (!found.length) return null;
  const names = found.map((one) => one.deed).filter((one, n, all) => all.indexOf(one) === n);
  const points = found.reduce((sum, one) => sum + one.points, 0);
  return {
    title: ui.t(found.length === 1 ? "collect_one" : "collect_title", { n: found.length }),
    names: names.slice(0, MOST_NAMES).join(ui.t("list_comma")) + (names.length > MOST_NAMES ? "…" : ""),
    words: ui.t("collect", { points: points }),
  };
}

// What somebody claims, and waits for this person's yes.
function toConfirm({ app, rules, ui }) {
  const open = rules.waiting(app).filter((row) => rules.mayConfirm(row, app));
  return open.map((row) => ({
    id: row.id,
    words: ui.t("claims", row),
    worth: worth(row.points, ui),
    label: ui.t("confirm_label", row),
  }));
}

function deeds(view) {
  const { app, rules, ui, to } = view;
  const forOthers = to && (app.owner || rules.GIVES === "others");
  return rules.deeds(app).map((deed) => {
    const words = { points: deed.points, deed: deed.name, name: to ? to.name : "" };
    return { id: deed.id, name: deed.name, worth: "+" + number(deed.points), label: ui.t(forOthers ? "give_to" : "give_self", words) };
  });
}

// What points can be traded for, and how many are left for it.
function trade({ app, rules, ui, to }) {
  const who = app.owner ? (to || {}).name : rules.me(app);
  const all = rules.rewards(app);
  if (!rules.hasRewards() || (!all.length && !who)) return null;
  return {
    who: who || "",
    left: who ? ui.t("claims", { name: who, deed: ui.t("to_spend", { n: number(rules.balance(who, app)) }) }) : "",
    list: all.map((one) => ({
      id: one.id,
      name: one.name,
      worth: worth(one.points, ui),
      label: ui.t("spend_label", { points: one.points, reward: one.name }),
    })),
  };
}

// Everybody with a bar, where the learner wants a board.
function board({ app, rules, ui }) {
  const all = rules.BOARD ? rules.ranked(app) : [];
  return all.map((one) => ({
    id: one.id,
    name: one.name,
    mine: one.mine && !app.owner,
    place: ui.t("place", { place: one.place }),
    points: number(one.points),
    percent: (100 * one.points) / Math.max(all[0].points, 1),
  }));
}

// Lines of what happened.
function log(rows, { app, rules, ui }) {
  return rows.map((row) => ({
    id: row.id,
    points: (row.points > 0 ? "+" : "−") + number(Math.abs(row.points)),
    words: ui.t("claims", row),
    about: about(row, rules, ui),
    more: extra(row, rules).filter((field) => field.type !== "photo").map((field) => ui.t("label_of", { field: field.label }) + value(field, row[field.name])),
    photos: extra(row, rules).filter((field) => field.type === "photo").map((field) => pictureFile(row[field.name])),
    undoLabel: rules.mayTakeBack(row, app) ? ui.t("undo_label", row) : "",
  }));
}

function about(row, rules, ui) {
  const giver = row.giver ? ui.t(rules.GIVES === "confirm" ? "seen_by" : "by", { name: row.giver }) : "";
  return [dateWords(row.day), giver, row.confirmed === false ? ui.t("not_yet") : ""].filter(Boolean).join(" · ");
}

function extra(row, rules) {
  return rules.EXTRA.filter((field) => row[field.name]);
}

// What counts, what it can be traded for and who takes part, as they are changed.
function toTidy({ app, rules, ui }) {
  const deed = (row) => ({
    id: row.id,
    name: row.name,
    worth: worth(row.points, ui),
    mayChange: rules.mayChange(row, app),
    changeLabel: ui.t("change_label", { deed: row.name }),
    removeLabel: ui.t("remove_label", { deed: row.name }),
  });
  return {
    deeds: rules.deeds(app).map(deed),
    rewards: rules.rewards(app).map(deed),
    hasRewards: rules.hasRewards(),
    people: app.owner ? rules.members(app).map((one) => ({ id: one.id, name: one.name, label: ui.t("leave_label", { name: one.name }) })) : [],
  };
}

module.exports = { board, deeds, jar, log, toCollect, toConfirm, toTidy, trade };
