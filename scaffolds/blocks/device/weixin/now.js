// What a device says now, what it can move, and how it can be reached. `view` is the page's: { ui, rules, app, live, unit }.
const { thenWords, valueWords } = require("./said.js");

function now(view) {
  const { live, rules, ui } = view;
  const alarm = live.link ? rules.ALARMS[live.alarms.indexOf(true)] : undefined;
  return {
    linked: Boolean(live.link),
    pretend: Boolean(live.link) && live.way === "pretend",
    paused: live.paused,
    logging: live.logging,
    place: placeWords(view),
    ...bigValue(view),
    share: live.value === null ? 0 : shareOf(rules, live.value),
    marks: rules.ALARMS.map((one, n) => ({ n: n, share: Math.min(99, shareOf(rules, one.value)) })),
    limits: limitsOf(view).map((words, n) => ({ n: n, words: words })),
    alarm: alarm ? alarmWords(view, alarm) : "",
    held: live.held !== null,
    hands: rules.ACTUATORS.map((one) => handOf(view, one)),
  };
}

// Where the value comes from. A pretend device always says so.
function placeWords({ live, ui }) {
  if (!live.link) return ui.t(live.value === null ? "not_connected" : "was_connected");
  return live.way === "pretend" ? ui.t("pretend_on") : ui.t("connected_to", { name: live.link.name });
}

// The value of now, else what was kept last.
function bigValue(view) {
  const { app, live, rules, ui, unit } = view;
  const last = live.value === null ? rules.entries(app).find((row) => rules.isGiven(row[rules.VALUE])) : undefined;
  const value = last ? last[rules.VALUE] : live.value;
  const kept = last ? ui.t("last_kept", { day: last.day, time: last.time || "" }) : "";
  if (value === null) return { big: "––", unit: "", lastKept: "" };
  return { big: unit === null ? pressedWords(ui, value) : ui.number(value), unit: unit || "", lastKept: kept };
}

function pressedWords(ui, value) {
  return ui.t(value >= 0.5 ? "pressed" : "not_pressed");
}

function shareOf(rules, value) {
  return Math.max(0, Math.min(100, (100 * (value - rules.LOW)) / (rules.HIGH - rules.LOW)));
}

// Each limit and what happens beyond it; without one, the ends of the scale.
function limitsOf({ rules, ui, unit }) {
  if (unit === null) return [];
  if (!rules.ALARMS.length) return [ui.t("scale", { low: valueWords(ui, rules.LOW, unit), high: valueWords(ui, rules.HIGH, unit) })];
  return rules.ALARMS.map((one) => ui.t(one.sense, { value: valueWords(ui, one.value, unit) }) + thenWords(ui, one, rules.ACTUATORS));
}

function alarmWords({ ui, unit }, alarm) {
  return unit === null ? ui.t("pressed") : ui.t(alarm.sense + "_now", { value: valueWords(ui, alarm.value, unit) });
}

// What can be moved, and where it stands.
function handOf({ live, rules, ui }, one) {
  const moved = live.moved[one.id];
  const at = moved === undefined ? 90 : moved;
  return {
    id: one.id,
    kind: one.kind,
    label: ui.text(one.label),
    beep: ui.t("beep", { name: one.label }),
    on: moved === 1,
    state: ui.t(moved === 1 ? "on" : "off"),
    at: at,
    degrees: ui.t("degrees", { n: at }),
    most: rules.mostOf(one),
  };
}

module.exports = { now, pressedWords };
