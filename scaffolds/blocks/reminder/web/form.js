// The form of a reminder: what, and when. It asks only what the chosen repeat needs.

import { html } from "../../vendor/preact.js";
import { dayName } from "./telling.js";

const EVERY = ["1", "2", "3", "4", "6", "8", "12"];

export function planForm(view) {
  const { ui, rules, state } = view;
  const values = state.form.values;
  const put = (more) => view.set({ form: Object.assign({}, state.form, { values: Object.assign({}, values, more) }) });
  const verb = state.form.id ? "change" : "add";
  const send = () => keep(view, verb, values);
  return html`<form class="form reminder-form" key=${verb} ref=${begin} ...${ui.sends(send)}>
    <h2>${ui.t(verb + "_title")}</h2>
    ${rules.asked().map((field) => ui.input(field, values[field.name], (value) => put({ [field.name]: value })))}
    ${repeats(view, values, put)}
    ${(ASKS[values.repeat] || timesOf)(view, values, put)}
    <div class="dock panel">${ui.notice()}<div class="buttons">
      <button type="button" class="go" data-action=${verb} onClick=${send}>${ui.t(verb + "_save")}</button>
      <button type="button" class="quiet" data-action="cancel" onClick=${() => leave(view)}>${ui.t("cancel")}</button></div></div>
  </form>`;
}

const ASKS = { once: onceOf, monthly: monthlyOf, days: daysOf, hours: hoursOf };

function begin(form) {
  if (!form || form.dataset.seen) return;
  form.dataset.seen = "yes";
  form.querySelector("[name]").focus();
}

async function keep(view, verb, values) {
  const given = Object.assign({}, values, { id: view.state.form.id });
  const answer = await view.ui.act(verb, given, { next: (next) => keep(view, verb, next) });
  if (!answer.ok) return;
  view.set({ form: undefined });
  view.ui.refocus(".reminder-now [data-action=done], [data-action=add]");
}

function leave(view) {
  view.ui.hush();
  view.set({ form: undefined });
  view.ui.refocus("[data-action=add]");
}

function repeats(view, values, put) {
  const { ui, rules } = view;
  return html`<fieldset class="field"><legend>${ui.t("when")}</legend><div class="chips">${rules.REPEATS.map((one) => html`
    <button type="button" class="chip" name="repeat" value=${one} key=${one} aria-pressed=${String(values.repeat === one)} onClick=${() => put({ repeat: one })}>${ui.t(one)}</button>`)}</div></fieldset>`;
}

function timesOf(view, values, put) {
  const { ui, rules } = view;
  const times = values.times.length ? values.times : [""];
  const setTime = (n, value) => put({ times: times.map((one, place) => (place === n ? value : one)) });
  return html`<div class="reminder-times">${times.map((one, n) => html`<div class="reminder-time" key=${n}>
      ${ui.input(timeField(n ? "times_" + (n + 1) : "times", times.length > 1 ? ui.t("time_n", { n: n + 1 }) : ui.t("time_one")), one, (value) => setTime(n, value))}
      ${times.length > 1 ? html`<button type="button" class="quiet small" aria-label=${ui.t("fewer_times", { n: n + 1 })} onClick=${() => put({ times: times.filter((other, place) => place !== n) })}>${ui.icon("bin")}</button>` : null}</div>`)}
    ${times.length < rules.MOST_TIMES ? html`<button type="button" class="quiet" data-action="more-times" onClick=${() => put({ times: times.concat("") })}>${ui.t("another_time")}</button>` : null}</div>`;
}

function timeField(name, label) {
  return { name: name, label: label, type: "time", required: true };
}

function dayInput(view, values, put, label) {
  const field = { name: "day", label: view.ui.t(label), type: "date", required: true };
  return view.ui.input(field, values.day, (value) => put({ day: value }));
}

function onceOf(view, values, put) {
  return html`${dayInput(view, values, put, "day_once")}${timesOf(view, values, put)}`;
}

function monthlyOf(view, values, put) {
  return html`${dayInput(view, values, put, "day_monthly")}${timesOf(view, values, put)}`;
}

function daysOf(view, values, put) {
  const { ui, rules } = view;
  const chosen = values.days || [];
  const turn = (day) => put({ days: chosen.indexOf(day) < 0 ? chosen.concat(day) : chosen.filter((one) => one !== day) });
  return html`<fieldset class="field"><legend>${ui.t("which_days")}</legend><div class="chips reminder-days">${rules.WEEKDAYS.map((day) => html`
    <button type="button" class="chip" name="days" value=${day} key=${day} aria-pressed=${String(chosen.indexOf(day) >= 0)} onClick=${() => turn(day)}>${dayName(view, day)}</button>`)}</div></fieldset>${timesOf(view, values, put)}`;
}

function hoursOf(view, values, put) {
  const { ui } = view;
  const every = { name: "every", label: ui.t("every"), type: "choice", required: true, choices: EVERY };
  return html`<div class="reminder-span">
    ${ui.input(timeField("times", ui.t("time_from")), values.times[0], (value) => put({ times: [value] }))}
    ${ui.input(timeField("until", ui.t("until")), values.until, (value) => put({ until: value }))}</div>
    ${ui.input(every, values.every, (value) => put({ every: value }))}`;
}
