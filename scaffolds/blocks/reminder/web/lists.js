// The days of a week; and all reminders, to keep them right.

import { html } from "../../vendor/preact.js";
import { details, line } from "./line.js";
import { planWords } from "./telling.js";

export function week(view) {
  const { app, ui, rules, today } = view;
  const first = view.state.week || today;
  const turn = (n) => view.set({ week: rules.addDays(first, n) });
  const days = rules.week(app, first);
  return html`<div class="reminder-weekhead">
      <button type="button" class="quiet small" data-action="earlier" aria-label=${ui.t("earlier_week")} onClick=${() => turn(-7)}>${ui.icon("left")}</button>
      <h2>${ui.t("this_week", { from: first, to: days[6].day })}</h2>
      <button type="button" class="quiet small" data-action="later-week" aria-label=${ui.t("later_week")} onClick=${() => turn(7)}>${ui.icon("right")}</button></div>
    <div class="reminder-week">${days.map((one) => dayOf(view, one))}</div>`;
}

function dayOf(view, one) {
  const { ui, today } = view;
  return html`<section key=${one.day} class=${one.day === today ? "now" : ""}><h3>${one.day === today ? ui.t("today") : ui.date(one.day, "short")}</h3>
    ${one.list.length ? html`<ul class="reminder-lines">${one.list.map((each) => line(view, each))}</ul>` : html`<p class="reminder-words">${ui.t("no_times_day")}</p>`}</section>`;
}

export function all(view) {
  return html`<ul class="list reminder-all">${view.rules.reminders(view.app).map((one) => reminderLine(view, one))}</ul>`;
}

function reminderLine(view, one) {
  const { ui, state } = view;
  if (state.asked === one.id) return html`<li key=${one.id} data-item=${one.id}>${sure(view, one)}</li>`;
  const words = { what: one.what };
  return html`<li key=${one.id} data-item=${one.id}><span><b>${one.what}</b><small>${planWords(view, one)}</small>${details(view, one)}</span>
    ${view.may ? html`<span class="reminder-keys">
      <button type="button" class="quiet small" data-action="change" aria-label=${ui.t("edit_label", words)} onClick=${() => edit(view, one)}>${ui.icon("pen")}</button>
      <button type="button" class="quiet small" data-action="remove" aria-label=${ui.t("remove_label", words)} onClick=${() => view.set({ asked: one.id })}>${ui.icon("bin")}</button></span>` : null}</li>`;
}

function sure(view, one) {
  const { ui } = view;
  const go = async () => {
    await ui.act("remove", { id: one.id });
    view.set({ asked: undefined });
    ui.refocus("[data-action=remove], [data-action=add]");
  };
  return html`<div class="reminder-sure"><p>${ui.t("really_remove", { what: one.what })}</p><div class="buttons">
    <button type="button" class="quiet" data-action="remove-yes" onClick=${go}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${() => view.set({ asked: undefined })}>${ui.t("cancel")}</button></div></div>`;
}

function edit(view, one) {
  const split = (words) => String(words || "").split(" ").filter(Boolean);
  const values = Object.assign({}, one, { times: split(one.times), days: split(one.days), every: one.every ? String(one.every) : undefined });
  view.open({ id: one.id, values: values });
}
