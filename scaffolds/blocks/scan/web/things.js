// All that is known, with its codes: to find, to keep right, to print.

import { html } from "../../vendor/preact.js";

const SEARCH_FROM = 20;

// view: {ui, state, set, found, may(item), mayAdd, open(values), print(), back()}
export function things(view) {
  const { ui, found } = view;
  return html`<div class="scan-things"><div class="scan-head"><h2>${ui.t("things_title")}</h2>
      <div class="buttons">${view.mayAdd ? html`<button type="button" class="go" data-action="add" onClick=${() => view.open({})}>${ui.t("add_thing")}</button>` : null}
      <button type="button" class="quiet" data-action="labels" onClick=${view.print}>${ui.t("labels")}</button>
      <button type="button" class="quiet" data-action="back" onClick=${view.back}>${ui.t("back")}</button></div></div>
    ${view.all >= SEARCH_FROM ? searchBox(view) : null}${ui.notice()}
    ${found.length ? html`<ul class="list">${found.map((item) => line(view, item))}</ul>` : html`<p class="scan-none">${ui.t("none_found")}</p>`}</div>`;
}

function searchBox(view) {
  const { ui, state } = view;
  return html`<div class="field"><label for="scan-search">${ui.t("search")}</label>
    <input id="scan-search" type="search" name="search" autocomplete="off" value=${state.words || ""} onInput=${(event) => view.set({ words: event.target.value })} /></div>`;
}

function line(view, item) {
  const { ui, state } = view;
  if (state.asked === item.id) return html`<li key=${item.id} data-item=${item.id}>${sure(view, item)}</li>`;
  return html`<li key=${item.id} data-item=${item.id}>${item.photo ? html`<img class="scan-thumb" src=${item.photo} alt="" />` : null}
    <span class="scan-words"><b>${item.name}</b><small>${item.code}</small></span>${view.may(item) ? hands(view, item) : null}</li>`;
}

function hands(view, item) {
  const { ui } = view;
  const named = { name: item.name };
  return html`<span class="scan-hands">
    <button type="button" class="scan-hand" data-action="change" aria-label=${ui.t("change_label", named)} onClick=${() => view.open({ id: item.id })}>${ui.icon("pen")}</button>
    <button type="button" class="scan-hand" data-action="remove" aria-label=${ui.t("remove_label", named)} onClick=${() => view.set({ asked: item.id })}>${ui.icon("bin")}</button></span>`;
}

function sure(view, item) {
  const { ui } = view;
  const remove = async () => {
    await ui.act("remove", { id: item.id });
    view.set({ asked: undefined });
    ui.refocus("[data-action=add]");
  };
  return html`<div class="scan-sure"><p>${ui.t("really_remove", { name: item.name })}</p><div class="buttons">
    <button type="button" class="quiet" data-action="remove-yes" ref=${ui.focusOnce} onClick=${remove}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${() => view.set({ asked: undefined })}>${ui.t("cancel")}</button></div></div>`;
}
