// Writing guides: their names, their steps and questions, what is still missing, and the numbers to call.

import { html } from "../../vendor/preact.js";
import { dropped, leadField, questionFields, typed } from "./leads.js";

export function show(view) {
  view.turn = (values) => {
    view.ui.hush();
    view.set(values);
  };
  return { name: name, edit: edit, step: stepForm, calls: callList }[view.state.at](view);
}

function name(view) {
  const { ui, guide } = view;
  const back = () => view.go(guide ? { at: "edit", guide: guide.id } : {});
  const done = () => (guide ? back() : opened(view));
  const more = guide ? { key: guide.id, values: guide, input: { id: guide.id } } : {};
  return html`<h2>${ui.t(guide ? "change_guide_title" : "new_guide")}</h2>
    ${ui.form(view.rules.ASKED, guide ? "change_guide" : "add_guide", Object.assign(more, { label: ui.t("save"), done: done, cancel: back }))}`;
}

// A guide that was just named waits for its first step.
function opened(view) {
  view.set({ at: "edit", guide: undefined, newest: true });
}

function edit(view) {
  const { app, ui, state, guide } = view;
  const all = view.rules.stepsOf(guide, app);
  const wrong = view.rules.problems(guide, app);
  return html`<div class="guide-top"><button type="button" class="guide-hand" data-action="home" onClick=${() => view.go({})}>${ui.icon("left")}<span>${ui.t("all_guides")}</span></button></div>
    <h2>${guide.name}</h2>
    ${wrong.length ? missing(view, wrong) : null}
    <ol class="list guide-steps">${all.map((step, n) => row(view, step, n, all))}</ol>
    <p class="buttons"><button type="button" class="quiet small" data-action="rename" onClick=${() => view.turn({ at: "name" })}>${ui.t("name_and_more")}</button>
      ${state.asked === "guide" ? null : html`<button type="button" class="guide-hand" data-action="remove_guide" onClick=${() => view.turn({ asked: "guide" })}>${ui.icon("bin")}<span>${ui.t("remove_guide")}</span></button>`}</p>
    ${state.asked === "guide" ? sure(view, ui.t("really_remove", { what: guide.name }), () => removed(view, guide)) : null}
    <div class="dock panel">${ui.notice()}<div class="buttons"><button type="button" class="go" data-action="new_step" onClick=${() => view.turn({ at: "step", step: undefined, from: undefined, asked: undefined })}>${ui.t("new_step")}</button></div></div>`;
}

async function removed(view, guide) {
  const answer = await view.ui.act("remove_guide", { id: guide.id });
  if (answer.ok) view.set({ at: "home", guide: undefined, asked: undefined });
}

// What keeps a guide from being shown to others, each with the way to mend it.
function missing(view, wrong) {
  const { ui } = view;
  const write = (one) => view.turn({ at: "step", step: undefined, from: one.step, answer: one.answer, words: "", title: one.words });
  const mend = (one) => (one.answer ? html`<button type="button" class="quiet small" data-action="write_answer" onClick=${() => write(one)}>${ui.t("write_it")}</button>`
    : one.step ? html`<button type="button" class="quiet small" data-action="mend" onClick=${() => view.turn({ at: "step", step: one.step, from: undefined })}>${ui.t("change")}</button>` : null);
  return html`<div class="guide-missing"><p><b>${ui.t("hidden")}</b></p><ul>${wrong.slice(0, 5).map((one, n) => html`<li key=${n}><span>${ui.t(one.why, one.with)}</span>${mend(one)}</li>`)}</ul></div>`;
}

function row(view, step, n, all) {
  const { ui, state } = view;
  const to = (number) => all.findIndex((one) => one.number === number) + 1;
  const leads = (one) => html`<small key=${one.n}>${ui.t(to(one.to) ? "leads_to" : "leads_open", { answer: one.words, n: to(one.to) })}</small>`;
  const move = (up) => ui.act("move_step", { id: step.id, up: up });
  return html`<li key=${step.id} data-item=${step.id}><span><b>${n + 1}. ${step.sign || ""} ${step.title}</b>${view.rules.answers(step).map(leads)}</span>
    ${state.asked === step.id ? sure(view, ui.t("really_remove", { what: step.title }), () => ui.act("remove_step", { id: step.id }))
      : html`<span class="guide-hands">${hand(ui, "up", "earlier", step, "m4 12.5 6-6 6 6", () => move(true), n === 0)}${hand(ui, "down", "later", step, "m4 7.5 6 6 6-6", () => move(false), n === all.length - 1)}
      <button type="button" class="guide-hand" data-action="change_one" aria-label=${ui.t("change_label", { what: step.title })} onClick=${() => view.turn({ at: "step", step: step.number, from: undefined })}>${ui.icon("pen")}</button>
      <button type="button" class="guide-hand" data-action="remove_step" aria-label=${ui.t("remove_label", { what: step.title })} onClick=${() => view.turn({ asked: step.id })}>${ui.icon("bin")}</button></span>`}</li>`;
}

function hand(ui, action, word, step, path, press, off) {
  return html`<button type="button" class="guide-hand" data-action=${action} aria-label=${ui.t(word, { what: step.title })} disabled=${off} onClick=${press}><svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${path} /></svg></button>`;
}

function sure(view, sentence, yes) {
  const { ui } = view;
  const press = async () => {
    await yes();
    view.set({ asked: undefined });
    ui.refocus("[data-action=new_step], [data-action=add_call], [data-action=new_guide]");
  };
  return html`<div class="guide-sure"><p>${sentence}</p><div class="buttons"><button type="button" class="quiet" data-action="remove-yes" ref=${ui.focusOnce} onClick=${press}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${() => view.turn({ asked: undefined })}>${ui.t("cancel")}</button></div></div>`;
}

// One step: what to do, or a question with where each answer leads.
function stepForm(view) {
  const { app, ui, state, guide } = view;
  const all = view.rules.stepsOf(guide, app);
  const old = all.find((one) => one.number === state.step);
  const asks = state.asks === undefined ? !!old && view.rules.answers(old).length > 0 : state.asks;
  const back = () => view.set({ at: "edit", asks: undefined, from: undefined, answer: undefined, title: undefined });
  const own = view.rules.STEP_FIELDS.map((field) => (asks && field.name === "title" ? Object.assign({}, field, { label: ui.t("the_question") }) : field));
  const fields = own.concat(asks ? questionFields(ui.t, view.rules.MOST_ANSWERS, all) : [leadField("onward", ui.t("onward"), all)]);
  const more = old ? { key: old.id, values: typed(old), input: Object.assign({ id: old.id }, dropped(asks)) } : { key: "new" + (state.title || ""), values: { title: state.title }, input: Object.assign({ id: guide.id, from: state.from, answer: state.answer }, dropped(asks)) };
  return html`<h2>${ui.t(old ? "change_step_title" : "new_step")}</h2>
    <div class="chips" role="group" aria-label=${ui.t("step_kind")}><button type="button" class="chip" aria-pressed=${String(!asks)} onClick=${() => view.turn({ asks: false })}>${ui.t("kind_do")}</button>
      <button type="button" class="chip" data-action="ask" aria-pressed=${String(asks)} onClick=${() => view.turn({ asks: true })}>${ui.t("kind_ask")}</button></div>
    ${asks ? html`<p class="guide-how">${ui.t("ask_how")}</p>` : null}
    ${ui.form(fields, old ? "change_step" : "add_step", Object.assign(more, { label: ui.t("save"), done: back, cancel: back }))}`;
}

function callList(view) {
  const { app, ui, state } = view;
  const one = (found) => html`<li key=${found.id} data-item=${found.id}><span><b>${found.phone}</b><small>${found.name}</small></span>
    ${state.asked === found.id ? sure(view, ui.t("really_remove", { what: found.name }), () => ui.act("remove_call", { id: found.id }))
      : html`<button type="button" class="guide-hand" data-action="remove_call" aria-label=${ui.t("remove_label", { what: found.name })} onClick=${() => view.turn({ asked: found.id })}>${ui.icon("bin")}</button>`}</li>`;
  const found = view.rules.calls(app);
  return html`<div class="guide-top"><button type="button" class="guide-hand" data-action="home" onClick=${() => view.go({})}>${ui.icon("left")}<span>${ui.t("all_guides")}</span></button></div>
    <h2>${ui.t("edit_calls")}</h2>${found.length ? html`<ul class="list">${found.map(one)}</ul>` : null}
    ${ui.form(view.rules.CALL_FIELDS, "add_call", { label: ui.t("add_call") })}`;
}
