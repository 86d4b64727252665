// What was kept: the curve, today in numbers, the list. `view` is the page's: { ui, rules, app, live, unit, seen, form }, `form` the fields
// that people fill in and `seen` what somebody chose to see: { curve, readings, step }.
const { pictureFile } = require("../../form.js");
const { pressedWords } = require("./now.js");
const { eventWords, movedWords, valueWords } = require("./said.js");

const DAY = 86400;
const MOST_POINTS = 300;
const SHORTEST = 20;

function past(view) {
  const { app, rules, seen, ui } = view;
  const all = rules.entries(app);
  return {
    any: all.length > 0,
    sums: sumWords(view),
    ...curve(view),
    pointed: "",
    rows: all.slice(0, seen.readings).map((row) => rowOf(view, row)),
    more: all.length > seen.readings ? ui.t("show_more", { n: Math.min(seen.step, all.length - seen.readings) }) : "",
    mayClear: all.some((row) => rules.mayChange(row, app)),
  };
}

// Today in numbers.
function sumWords({ app, rules, ui, unit }) {
  const sum = rules.summary(app);
  if (unit === null) return sum.n ? ui.t("presses", { n: sum.n }) : "";
  if (sum.n < 2) return "";
  const words = (value) => valueWords(ui, value, unit);
  return ui.t("sums", { n: sum.n, low: words(sum.low), high: words(sum.high), average: words(sum.average) });
}

// Which curves there are, and which one is seen: "now", "kept" or none.
function curve(view) {
  const { app, live, rules, seen, ui, unit } = view;
  const kept = unit !== null && rules.measured(app).length > 1;
  const now = unit !== null && live.samples.length > 1;
  const which = kept && now ? seen.curve : kept ? "kept" : now ? "now" : "";
  const both = kept && now ? ["now", "kept"] : [];
  return { which: which, curveWords: which ? ui.t("curve_" + which) : "", curves: both.map((key) => ({ key: key, words: ui.t("curve_" + key), on: key === which })) };
}

// What the canvas shows, for draw() of chart.js; nothing where there is no curve.
function drawing(view) {
  const { which } = curve(view);
  if (!which) return null;
  const { live, rules, ui, unit } = view;
  const points = which === "now" ? live.samples : keptPoints(view);
  const values = points.map((point) => point.value);
  const both = { lines: [{ points: points }], goals: nearLimits(rules, values), least: (rules.HIGH - rules.LOW) / 10 };
  const { at: first } = points[0];
  const { at: last } = points[points.length - 1];
  if (which === "now") return { ...both, from: Math.min(first, last - SHORTEST), to: last, step: 10, when: secondsWords };
  const days = last - first > DAY;
  const said = (at, [value]) => [ui.date(dayOf(at)), minutesOf(at), valueWords(ui, value, unit)].join(" · ");
  return { ...both, dots: points.length < 40, step: days ? DAY : 60, when: (at) => (days ? ui.date(dayOf(at), "near") : minutesOf(at)), said: said };
}

function keptPoints({ app, rules }) {
  const rows = rules.measured(app).slice(-MOST_POINTS);
  return rows.map((row) => ({ at: Date.parse(row.day + "T" + (row.time || "00:00") + ":00Z") / 1000, value: row[rules.VALUE] }));
}

function dayOf(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function minutesOf(seconds) {
  return new Date(seconds * 1000).toISOString().slice(11, 16);
}

// The phone's own clock, for what is measured at this moment.
function secondsWords(seconds) {
  const moment = new Date(seconds * 1000);
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
}

// A limit far from what was measured would press the curve flat.
function nearLimits(rules, values) {
  const span = (rules.HIGH - rules.LOW) / 5;
  const bottom = Math.min(...values) - span;
  const top = Math.max(...values) + span;
  return rules.ALARMS.map((alarm) => alarm.value).filter((limit) => limit > bottom && limit < top);
}

function rowOf(view, row) {
  const { app, form, rules, ui, unit } = view;
  const parts = rules.eventParts(row.event);
  const others = form.filter((field) => field.name !== rules.VALUE && rules.isGiven(row[field.name]) && row[field.name] !== false);
  const value = !rules.isGiven(row[rules.VALUE]) || rules.SENSOR === "none" ? [] : [unit === null ? pressedWords(ui, row[rules.VALUE]) : valueWords(ui, row[rules.VALUE], unit)];
  return {
    id: row.id,
    title: value.concat(parts.filter((one) => one.actuator).map((one) => movedWords(ui, one.actuator, one.amount))).join(" · "),
    when: [ui.date(row.day), row.time].concat(parts.filter((one) => !one.actuator).map((one) => eventWords(ui, one, unit))).filter(Boolean).join(" · "),
    lines: others.filter((field) => field.type !== "photo").map((field) => ({ name: field.name, words: ui.t("label_of", { field: field.label }) + ui.value(field, row[field.name]) })),
    photos: others.filter((field) => field.type === "photo").map((field) => ({ name: field.name, label: ui.text(field.label), file: pictureFile(row[field.name]) })),
    mayChange: rules.mayChange(row, app),
    handsLabel: ["change_label", "remove_label"].map((word) => ui.t(word, { time: row.time || "" })).join(ui.t("list_comma")),
  };
}

module.exports = { curve, drawing, past };
