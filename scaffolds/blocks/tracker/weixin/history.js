// How it went: the chart and what it means, the same as a table, and the entries. `view` is the page's: { ui, rules, app, today, seen },
// `seen` being what somebody chose to see: { chart, range, table, days, entries }.
const { pictureFile } = require("../../form.js");
const { cellWords, chartLabel, firstDay, goalEnds, headline, isClear, lineLabel, shown, squareDays, tableDays, whoLabel } = require("./said.js");
const { isFaces, otherFields } = require("./entry.js");

const DAY = 86400;
const MOST_DOTS = 60;
const RANGES = ["week", "month", "all"];

function history(view) {
  const { app, rules, seen, ui } = view;
  const all = rules.entries(app);
  return {
    any: all.length > 0,
    ...figure(view),
    rows: all.slice(0, seen.entries).map((row) => rowOf(view, row)),
    more: all.length > seen.entries ? ui.t("show_more", { n: Math.min(seen.step, all.length - seen.entries) }) : "",
  };
}

// One chart: its lines in the days that are looked at, and what they say.
function figure(view) {
  const { app, rules, seen, ui } = view;
  const chart = chartOf(view);
  const drawn = rules.lines(chart, seen.range, app);
  const kind = kindOf(view, chart, drawn);
  return {
    kind: kind,
    charts: rules.charts().length > 1 ? rules.charts().map((one, n) => ({ n: n, label: chartLabel(view, one), on: one.fields[0] === chart.fields[0] })) : [],
    ranges: RANGES.map((range) => ({ key: range, words: ui.t(range), on: range === seen.range })),
    heads: drawn.map((line, n) => headOf(view, line, n, drawn.length)).filter(Boolean),
    chartLabel: ui.t("chart_label", { field: chartLabel(view, chart) }),
    table: kind === "table" ? tableOf(view, drawn) : null,
    squares: kind === "squares" ? squaresOf(view, drawn) : [],
    pointed: "",
  };
}

function chartOf({ rules, seen }) {
  return rules.charts()[seen.chart] || rules.charts()[0];
}

// "few" before there is a line to draw, "none" in days without a value.
function kindOf({ app, rules, seen }, chart, drawn) {
  const most = Math.max(0, ...rules.lines(chart, "all", app).map((line) => line.days.length));
  if (most < 2 && chart.type !== "yes_no") return "few";
  if (drawn.every((line) => !line.days.length)) return "none";
  if (seen.table) return "table";
  return chart.type === "yes_no" ? "squares" : "chart";
}

function headOf(view, line, n, of) {
  const said = headline(view, line, of > 1) || { title: of > 1 ? lineLabel(view, line) : "", ends: [], goal: [] };
  if (!said.title) return null;
  const sample = of > 1 && view.rules.fieldOf(line.name).type !== "yes_no" ? n + 1 : 0;
  return { n: n, title: said.title, sample: sample, lines: [said.ends, said.goal].map((all, n) => ({ n: n, ends: all.map((words, k) => ({ n: k, words: words + (k < all.length - 1 ? " · " : "") })) })) };
}

// What the canvas shows, for draw() of chart.js; nothing where there is no canvas.
function drawing(view) {
  const { app, rules, seen, today, ui } = view;
  const chart = chartOf(view);
  const drawn = rules.lines(chart, seen.range, app);
  if (!rules.entries(app).length || kindOf(view, chart, drawn) !== "chart") return null;
  const field = rules.fieldOf(chart.fields[0]);
  const first = firstDay(rules, seen.range, today);
  return {
    lines: drawn.map((line) => ({ points: line.days.map((point) => ({ at: secondsOf(point.day), value: point.value })) })),
    bars: rules.SEVERAL === "sum" && drawn.length === 1,
    dots: drawn.every((line) => line.days.length <= MOST_DOTS),
    goals: goalEnds(rules.goalOf(field.name)),
    from: first ? secondsOf(first) : undefined,
    to: first ? secondsOf(today) : undefined,
    range: chart.type === "rating" ? [0.7, 5.3] : undefined,
    step: DAY,
    anchor: secondsOf(today),
    when: (at) => ui.date(dayOf(at), "near"),
    said: (at, values) => [ui.date(dayOf(at)), values.filter(rules.isGiven).map((value) => shown(ui, field, value)).join(ui.t("list_comma"))].join(" · "),
  };
}

function secondsOf(day) {
  return Date.parse(day + "T00:00:00Z") / 1000;
}

function dayOf(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function tableOf(view, drawn) {
  const { seen, ui } = view;
  const all = tableDays(drawn);
  return {
    head: cellsOf(drawn, (line) => lineLabel(view, line)),
    rows: all.slice(0, seen.days).map((day) => ({ key: day, day: ui.date(day), cells: cellsOf(drawn, (line) => cellWords(view, line, day)) })),
    more: all.length > seen.days ? ui.t("show_more", { n: Math.min(seen.step, all.length - seen.days) }) : "",
  };
}

function cellsOf(drawn, words) {
  return drawn.map((line, n) => ({ n: n, words: words(line) }));
}

// Days of yes and no are squares: filled with a tick, edged, or dashed where nothing was kept.
function squaresOf(view, drawn) {
  const days = squareDays(view, drawn, view.seen.range, view.today);
  return drawn.map((line, n) => ({ n: n, label: drawn.length > 1 ? lineLabel(view, line) : "", days: days.map((day) => squareOf(line, day)) }));
}

function squareOf(line, day) {
  const point = line.days.find((one) => one.day === day);
  return { day: day, date: Number(day.slice(8)), look: point ? (point.value ? "yes" : "no") : "" };
}

function rowOf(view, row) {
  const { app, rules, ui } = view;
  const others = otherFields(rules).filter((field) => rules.isGiven(row[field.name]) && row[field.name] !== false);
  const whose = rules.BY && rules.isGiven(row[rules.BY]) ? whoLabel(view, row[rules.BY]) : "";
  return {
    id: row.id,
    values: rules.MEASURED.filter((name) => rules.isGiven(row[name])).map((name) => valueOf(view, row, name)),
    when: [ui.date(row.day), rules.TIMED ? row.time : "", whose].filter(Boolean).join(" · "),
    lines: others.filter((field) => field.type !== "photo").map((field) => ({ name: field.name, words: lineOf(ui, field, row[field.name]) })),
    photos: others.filter((field) => field.type === "photo").map((field) => ({ name: field.name, label: ui.text(field.label), file: pictureFile(row[field.name]) })),
    mayChange: rules.mayChange(row, app),
    handsLabel: [ui.t("change_label", { day: row.day }), ui.t("remove_label", { day: row.day })].join(ui.t("list_comma")),
  };
}

function valueOf({ rules, ui }, row, name) {
  const field = rules.fieldOf(name);
  const face = isFaces(rules, name) ? row[name] : 0;
  return { name: name, label: isClear(rules, field) ? "" : ui.t("label_of", { field: field.label }), face: face, words: face ? ui.t("face_" + face) : ui.value(field, row[name]) };
}

// A sentence needs no name before it.
function lineOf(ui, field, kept) {
  const label = field.type === "text" || field.type === "long_text" ? "" : ui.t("label_of", { field: field.label });
  return label + ui.value(field, kept);
}

module.exports = { drawing, history };
