// One time of a reminder as a line: what became of it, and one tap to tick it.

import { html } from "../../vendor/preact.js";
import { whenWords } from "./telling.js";

export function line(view, one) {
  const { ui } = view;
  const closed = one.state === "done" || one.state === "skipped";
  const may = one.day <= view.today;
  const words = { what: one.reminder.what, time: one.time };
  return html`<li class="reminder-line" key=${one.id + one.day + one.time} data-item=${one.id} data-state=${one.state}>
    ${may ? box(view, one, closed, words) : html`<span class="reminder-dot" aria-hidden="true"></span>`}
    <span class="reminder-told"><b>${one.reminder.what}</b><small>${whenWords(view, one, view.state.view === "today")}</small>${one.state === "due" ? details(view, one.reminder) : null}</span>
    ${one.state === "missed" || one.state === "due" ? html`<button type="button" class="quiet small" data-action="skip" aria-label=${ui.t("skip_label", words)} onClick=${() => tap(view, "skip", one)}>${ui.t("skip")}</button>` : null}
  </li>`;
}

// One tap ticks it off, another takes the tick back.
function box(view, one, closed, words) {
  const { ui } = view;
  const verb = closed ? "undo" : "done";
  const label = closed ? "undo_label" : one.state === "missed" ? "done_after_label" : "done_label";
  return html`<button type="button" class="reminder-box" data-action=${verb} aria-label=${ui.t(label, words)} onClick=${() => tap(view, verb, one)}>
    <span>${one.state === "done" ? ui.icon("mine") : one.state === "skipped" ? html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 10h10" /></svg>` : null}</span></button>`;
}

async function tap(view, action, one) {
  const name = view.state.name === undefined ? view.rules.myName(view.app) : view.state.name;
  await view.ui.act(action, { id: one.id, day: one.day, time: one.time, who: name });
  view.ui.refocus(".reminder-now [data-action=done], [data-action=add]");
}

// The learner's own fields, where something was given.
export function details(view, reminder) {
  const { ui, rules } = view;
  const given = rules.asked().filter((field) => field.name !== "what" && ["", undefined, null, false].indexOf(reminder[field.name]) < 0);
  return given.length ? html`<dl class="reminder-details">${given.map((field) => html`<div key=${field.name}><dt>${ui.text(field.label)}</dt><dd>${ui.value(field, reminder[field.name])}</dd></div>`)}</dl>` : null;
}
