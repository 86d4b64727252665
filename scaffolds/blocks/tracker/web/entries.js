// The entries below the chart. `view` is the screen's: { app, ui, state, set, rules, says, file }.

import { html } from "../../vendor/preact.js";
import { csv } from "../../csv.js";
import { save } from "../../save.js";
import { fileLines, isClear, whoLabel } from "./said.js";

// One entry, to correct or take away.
export function line(view, row) {
  const { app, ui, state, rules } = view;
  if (state.editing === row.id) return html`<li key=${row.id} data-item=${row.id} class="tracker-wide">${editing(view, row)}</li>`;
  if (state.asked === row.id) return html`<li key=${row.id} data-item=${row.id} class="tracker-wide">${sure(view, row)}</li>`;
  return html`<li key=${row.id} data-item=${row.id}><span><b class="tracker-words">${rules.MEASURED.filter((name) => rules.isGiven(row[name])).map((name) => html`<span key=${name}>${worded(view, row, name)}</span>`)}</b>
    <small>${[ui.date(row.day, "short"), rules.TIMED ? row.time : "", rules.BY && rules.isGiven(row[rules.BY]) ? whoLabel(view, row[rules.BY]) : ""].filter(Boolean).join(" · ")}</small>${more(view, row)}</span>
    ${rules.mayChange(row, app) ? html`<span class="tracker-hands">${hand(view, row, "change", "pen", { editing: row.id, asked: undefined }, "form [name]")}${hand(view, row, "remove", "bin", { asked: row.id, editing: undefined }, "[data-action=remove-yes]")}</span>` : null}</li>`;
}

function worded(view, row, name) {
  const { ui, rules, says } = view;
  const field = rules.fieldOf(name);
  const faces = (rules.MEASURES[name] || {}).look === "faces";
  const label = rules.MEASURED.length > 1 ? html`<span class=${isClear(rules, field) ? "vh" : "tracker-of"}>${ui.t("label_of", { field: field.label })}</span>` : null;
  return html`${label}${faces ? html`${says.face(row[name])}<span>${ui.t("face_" + row[name])}</span>` : ui.value(field, row[name])}`;
}

function more(view, row) {
  const { ui, rules, says } = view;
  return says.otherFields().filter((field) => rules.isGiven(row[field.name]) && row[field.name] !== false).map((field) => html`<small key=${field.name}>${field.type === "photo" || field.type === "long_text" || field.type === "text" ? null : ui.t("label_of", { field: field.label })}${ui.value(field, row[field.name])}</small>`);
}

function hand(view, row, verb, icon, values, then) {
  const { ui, says } = view;
  const tap = () => {
    says.open(view, values);
    ui.refocus(rowOf(row) + then);
  };
  return html`<button type="button" class="tracker-hand" data-action=${verb} aria-label=${ui.t(verb + "_label", { day: row.day })} onClick=${tap}>${ui.icon(icon)}</button>`;
}

function rowOf(row) {
  return '[data-item="' + row.id + '"] ';
}

function editing(view, row) {
  const { rules } = view;
  const close = () => {
    view.set({ editing: undefined });
    view.ui.refocus(rowOf(row) + "[data-action=change]");
  };
  return view.ui.form(rules.FIELDS, "change", { key: row.id, values: row, input: { id: row.id }, done: close, cancel: close });
}

function sure(view, row) {
  const { ui } = view;
  const leave = () => {
    view.set({ asked: undefined });
    ui.refocus(rowOf(row) + "[data-action=remove]");
  };
  const remove = async () => {
    await ui.act("remove", { id: row.id });
    view.set({ asked: undefined });
    ui.refocus("[data-item] button, .tracker-step, .tracker-choice");
  };
  return html`<div class="tracker-sure"><p>${ui.t("really_remove", { day: row.day })}</p><div class="buttons">
    <button type="button" class="quiet" data-action="remove-yes" onClick=${remove}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${leave}>${ui.t("cancel")}</button></div></div>`;
}

// All values as a file that spreadsheets open.
export function file(view) {
  const { ui, state } = view;
  return html`<p class="tracker-file"><button type="button" class="quiet small" data-action="csv" onClick=${() => toFile(view)}>${ui.t("csv")}</button>${state.sealed ? html`<small role="status">${ui.t("csv_sealed")}</small>` : null}</p>`;
}

async function toFile(view) {
  if (self.origin === "null" && location.protocol !== "file:") return view.set({ sealed: true });
  save(csv(fileLines(view, view.rules.entries(view.app))), view.file);
}
