// A device's values and moves in words. `ui` speaks: { t, number, text }.

// "35%", "21 °C".
export function valueWords(ui, value, unit) {
  return ui.number(value) + (unit === "" || unit === "%" ? unit : " " + unit);
}

export function movedWords(ui, one, amount) {
  if (one.kind === "servo") return ui.t("moved_servo", { name: one.label, n: amount });
  return one.kind === "sound" ? ui.t("moved_sound", { name: one.label }) : ui.t(amount ? "moved_on" : "moved_off", { name: one.label });
}

// One part of what happened, as the rules' eventParts gives it. A button has no unit (null) and no limits to speak of.
export function eventWords(ui, one, unit) {
  if (one.actuator) return movedWords(ui, one.actuator, one.amount);
  if (one.kind === "above" || one.kind === "below") return unit === null ? "" : ui.t(one.kind + "_was", { value: valueWords(ui, one.value, unit) });
  if (one.kind === "pretend" || one.kind === "hand") return ui.t("was_" + one.kind);
  return one.text || "";
}

// What happens beyond a limit besides that it is shown.
export function thenWords(ui, alarm, actuators) {
  const moved = actuators.find((one) => one.id === alarm.actuator);
  const words = [alarm.sound ? ui.t("then_sound") : "", alarm.keep ? ui.t("then_keep") : "", moved ? movedWords(ui, moved, alarm.amount) : ""].filter(Boolean);
  return words.length ? ui.t("then", { words: words.join(ui.t("list_comma")) }) : "";
}

// All readings as lines of cells, oldest first, under the names of the fields.
export function fileLines(ui, rules, readings, unit) {
  const kept = rules.FIELDS.filter((field) => field.type !== "photo");
  const told = (row, field) => (field.name === "event" ? happened(ui, rules, row, unit) : typeof row[field.name] === "boolean" ? ui.t(row[field.name] ? "yes" : "no") : row[field.name]);
  const head = kept.map((field) => ui.text(field.label) + (field.unit ? " (" + field.unit + ")" : ""));
  return [head].concat(readings.slice().reverse().map((row) => kept.map((field) => told(row, field))));
}

function happened(ui, rules, row, unit) {
  return rules.eventParts(row.event).map((one) => eventWords(ui, one, unit)).filter(Boolean).join(ui.t("list_comma"));
}
