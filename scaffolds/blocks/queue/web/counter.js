// The page of the counter: who is there, who waits, who was called and was not there.

import { html } from "../../vendor/preact.js";
import { nextWords, waitedWords } from "./said.js";

export function counterView(view) {
  const { app, ui, rules, state } = view;
  const at = state.counter || 1;
  const which = state.line || "";
  const here = rules.serving(app).filter((one) => one.counter === at);
  const line = rules.line(app, which);
  return html`<div class="queue-desk"><div class="queue-part">${rules.COUNTERS > 1 ? counters(view, at) : null}${rules.lines().length > 1 ? lines(view, which) : null}
      ${here.length ? here.map((one) => current(view, one)) : html`<p class="queue-idle">${ui.t("current_none")}</p>`}</div>
    <div class="queue-part">${line.length ? list(view, "waiting_title", line, waited) : here.length ? null : empty(view)}
      ${rules.skipped(app).length ? list(view, "skipped_title", rules.skipped(app), putBack) : null}</div></div>
    <div class="dock panel">${ui.notice()}<button type="button" class="go" data-action="next" onClick=${() => next(view, at, which)}>${nextWords(view, line, here)}</button></div>`;
}

async function next(view, at, which) {
  await view.ui.act("next", { counter: at, line: which });
  view.ui.refocus("[data-action=next]");
}

function counters(view, at) {
  const { ui, rules } = view;
  const all = Array.from({ length: rules.COUNTERS }, (none, n) => n + 1);
  return html`<div class="queue-choice"><h2>${ui.t("at_counter")}</h2><div class="chips" role="group" aria-label=${ui.t("at_counter")}>${all.map((n) => html`
    <button type="button" class="chip" key=${n} data-counter=${n} aria-pressed=${String(n === at)} onClick=${() => view.set({ counter: n })}>${ui.t("counter_n", { n: n })}</button>`)}</div></div>`;
}

function lines(view, which) {
  const { app, ui, rules } = view;
  const chip = (key, words) => html`<button type="button" class="chip" key=${key} aria-pressed=${String(which === key)} onClick=${() => view.set({ line: key })}>${words} <small>${ui.number(rules.line(app, key).length)}</small></button>`;
  return html`<div class="chips" role="group" aria-label=${ui.t("waiting_title")}>${chip("", ui.t("all_lines"))}
    ${rules.lines().map((one) => chip(one.key, ui.t("line_of", { letter: one.letter, line: one.label })))}</div>`;
}

function current(view, one) {
  const { ui } = view;
  const act = (action) => async () => {
    await ui.act(action, { id: one.id });
    ui.refocus("[data-action=next]");
  };
  const key = (action) => html`<button type="button" class="quiet" data-action=${action} aria-label=${ui.t(action + "_label", { code: one.code })} onClick=${act(action)}>${ui.t(action)}</button>`;
  return html`<article class="queue-current" key=${one.id} data-item=${one.id} data-state="called"><h2>${ui.t("current")}</h2><p class="queue-number">${one.code}</p>
    ${told(view, one, [])}<div class="buttons">${["again", "skip", "finish"].map(key)}</div></article>`;
}

// What the counter may know: the name, and what else was asked.
function told(view, one, left) {
  const { ui, rules } = view;
  const given = rules.asked().filter((field) => left.indexOf(field.name) < 0 && ["", undefined, null, false].indexOf(one.ticket[field.name]) < 0);
  return given.length ? html`<p class="queue-told">${given.map((field) => html`<span key=${field.name}>${ui.value(field, one.ticket[field.name])}</span>`)}</p>` : null;
}

function list(view, title, rows, aside) {
  const { ui } = view;
  return html`<section class="queue-list"><h2>${ui.t(title)} <small>${ui.number(rows.length)}</small></h2><ul class="list">${rows.map((one) => html`
    <li key=${one.id} data-item=${one.id} data-state=${one.state}><b>${one.code}</b>${told(view, one, ["line"])}${aside(view, one)}</li>`)}</ul></section>`;
}

function waited(view, one) {
  return html`<small>${waitedWords(view, one.waited)}</small>`;
}

function putBack(view, one) {
  const { ui } = view;
  const press = async () => {
    await ui.act("back", { id: one.id });
    ui.refocus("[data-action=next]");
  };
  return html`<button type="button" class="quiet small" data-action="back" aria-label=${ui.t("back_label", { code: one.code })} onClick=${press}>${ui.t("back")}</button>`;
}

function empty(view) {
  const { ui } = view;
  return html`<div class="empty"><svg width="96" height="72" viewBox="0 0 96 72" aria-hidden="true"><path d="M14 16h68v14a7 7 0 0 0 0 14v14H14V44a7 7 0 0 0 0-14zM62 16v8M62 32v10M62 50v8M28 37h22" /></svg>
    <h2>${ui.t("empty_title")}</h2><p>${ui.t("empty_text")}</p></div>`;
}
