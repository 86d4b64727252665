// Where the owner says what counts. `view` is the screen's: { app, ui, state, set, rules, says }.

import { html } from "../../vendor/preact.js";

// What counts, what it can be traded for, and who takes part: to add, change and take away.
export function tidy(view) {
  const { app, ui, state, rules, says } = view;
  if (state.form) return html`<div><h2 class="points-title">${ui.t(state.form === "reward" ? "add_reward" : "add_title")}</h2>${says.deedForm(view)}</div>`;
  return html`<div><div class="points-row"><h2 class="points-title">${ui.t("deeds_title")}</h2><button type="button" class="quiet small" data-action="tidy" onClick=${() => closeTidy(view)}>${ui.t("tidy_done")}</button></div>
    ${lines(view, rules.deeds(app))}<p><button type="button" class="go" data-action="add" onClick=${() => says.openForm(view, "deed")}>${ui.t("add")}</button></p></div>
    ${rules.hasRewards() ? html`<div><h2 class="points-title">${ui.t("rewards_title")}</h2>${lines(view, rules.rewards(app))}<p><button type="button" class="quiet" data-action="add-reward" onClick=${() => says.openForm(view, "reward")}>${ui.t("add_reward")}</button></p></div>` : null}
    ${app.owner && rules.members(app).length ? html`<div><h2 class="points-title">${ui.t("people_title")}</h2><ul class="list">${rules.members(app).map((one) => line(view, one, ui.t("leave_label", one), ui.t("really_leave", one), "leave"))}</ul></div>` : null}`;
}

function closeTidy(view) {
  const { says } = view;
  says.open(view, { tidy: false, asked: undefined });
  view.ui.refocus("[data-action=tidy]");
}

function lines(view, list) {
  const { ui } = view;
  return html`<ul class="list">${list.map((one) => line(view, one, ui.t("remove_label", { deed: one.name }), ui.t("really_remove", { deed: one.name }), "remove"))}</ul>`;
}

function line(view, one, label, question, verb) {
  const { ui, state, says } = view;
  if (state.asked === one.id) return html`<li key=${one.id} data-item=${one.id} class="points-wide">${sure(view, one, question, verb)}</li>`;
  if (state.editing === one.id) return html`<li key=${one.id} data-item=${one.id} class="points-wide">${changing(view, one)}</li>`;
  const tap = (values, then) => {
    says.open(view, values);
    ui.refocus('[data-item="' + one.id + '"] ' + then);
  };
  return html`<li key=${one.id} data-item=${one.id}><span><b>${one.name}</b>${verb === "remove" ? html`<small>${says.worth(ui, one.points)}</small>` : null}</span><span class="points-hands">
    ${verb === "remove" ? html`<button type="button" class="points-icon" data-action="change" aria-label=${ui.t("change_label", { deed: one.name })} onClick=${() => tap({ editing: one.id, asked: undefined }, "[name]")}>${ui.icon("pen")}</button>` : null}
    <button type="button" class="points-icon" data-action=${verb} aria-label=${label} onClick=${() => tap({ asked: one.id, editing: undefined }, "button")}>${ui.icon("bin")}</button></span></li>`;
}

// Asked at the place itself.
function sure(view, one, question, verb) {
  const { ui } = view;
  const leave = () => {
    view.set({ asked: undefined });
    ui.refocus("[data-action=tidy]");
  };
  const go = async () => {
    await ui.act(verb, { id: one.id });
    leave();
  };
  return html`<div class="points-sure"><p>${question}</p><div class="buttons"><button type="button" class="quiet" data-action=${verb + "-yes"} onClick=${go}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${leave}>${ui.t("cancel")}</button></div></div>`;
}

function changing(view, one) {
  const { rules } = view;
  const close = () => {
    view.set({ editing: undefined });
    view.ui.refocus('[data-item="' + one.id + '"] [data-action=change]');
  };
  return view.ui.form(rules.FIELDS, "change", { key: one.id, values: one, input: { id: one.id }, label: view.ui.t("save"), done: close, cancel: close });
}
