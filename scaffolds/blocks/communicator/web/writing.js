// Adding a picture to the board, changing one, and the list of all of them.

import { html } from "../../vendor/preact.js";
import { EMOJI } from "./emoji.js";
import { drawing } from "./stage.js";

// tools: {fields, row, all, isPinned, mayAdd, mayChange, words}
export function writing(view, tools) {
  const { ui, state } = view;
  const row = tools.row;
  const typed = state.draft || row || {};
  const set = (name, value) => view.set((old) => ({ draft: Object.assign({}, old.draft || row, { [name]: value }) }));
  const field = (one) => html`${ui.input(one, typed[one.name], (value) => set(one.name, value))}${one.name === "picture" ? emojiGrid(ui, typed.picture, (value) => set("picture", value)) : null}`;
  return html`<h2 tabindex="-1" ref=${ui.focusOnce} key="writing">${ui.t(row ? "change_title" : "add_title")}</h2>
    <form class="form" ...${ui.sends(() => send(view, row, typed))}>${tools.fields.map(field)}</form>
    <div class="dock panel">${ui.notice()}<div class="buttons">
      <button type="button" class="go" data-action=${row ? "change" : "add"} onClick=${() => send(view, row, typed)}>${ui.t("save")}</button>
      <button type="button" class="quiet" data-action="cancel" onClick=${() => leave(view)}>${ui.t("cancel")}</button></div></div>`;
}

function emojiGrid(ui, chosen, pick) {
  const one = (emoji) => html`<button type="button" key=${emoji} aria-label=${ui.t("pick_emoji", { emoji: emoji })} aria-pressed=${String(chosen === emoji)} onClick=${() => pick(chosen === emoji ? "" : emoji)}>${emoji}</button>`;
  return html`<div class="talk-emojis" role="group" aria-label=${ui.t("pick_picture")}>${EMOJI.map(one)}</div>`;
}

async function send(view, row, typed) {
  const answer = await view.ui.act(row ? "change" : "add", row ? Object.assign({}, typed, { id: row.id }) : typed);
  if (!answer.ok) return;
  view.set((old) => ({ mode: old.from || "board", draft: undefined, id: undefined, category: "" }));
  view.ui.refocus("[data-action=add]");
}

function leave(view) {
  view.ui.hush();
  view.set((old) => ({ mode: old.from || "board", draft: undefined, id: undefined }));
  view.ui.refocus("[data-action=add]");
}

// --- all pictures, to keep them right and to pin those that one says most

export function listing(view, tools) {
  const { ui } = view;
  return html`<h2 tabindex="-1" ref=${ui.focusOnce} key="listing">${ui.t("all_title")}</h2><p class="talk-private">${ui.t("pin_private")}</p>
    <ul class="list talk-all">${tools.all.map((row) => line(view, tools, row))}</ul>
    <div class="dock panel">${ui.notice()}<div class="buttons">
      ${tools.mayAdd ? html`<button type="button" class="go" data-action="add" onClick=${() => view.set({ mode: "write", from: "all", id: undefined })}>${ui.t("add_picture")}</button>` : null}
      <button type="button" class="quiet" data-action="back" onClick=${() => back(view)}>${ui.t("back")}</button></div></div>`;
}

function back(view) {
  view.ui.hush();
  view.set({ mode: "board", asked: undefined });
  view.ui.refocus("[data-action=say]");
}

function line(view, tools, row) {
  const words = tools.words(row);
  const own = tools.own.filter((field) => row[field.name] !== undefined && row[field.name] !== null && row[field.name] !== "" && row[field.name] !== false);
  return html`<li key=${row.id} data-item=${row.id}>${row.photo ? html`<img src=${row.photo} alt="" />` : html`<span class="talk-small" aria-hidden="true">${row.picture || ""}</span>`}
    <span class="talk-name"><b>${words}</b>${own.map((field) => html`<small key=${field.name}>${field.type === "photo" ? null : view.ui.t("label_of", { field: field.label })}${view.ui.value(field, row[field.name])}</small>`)}</span>
    ${view.state.asked === row.id ? sure(view, row, words) : handsOf(view, tools, row, words)}</li>`;
}

function handsOf(view, tools, row, words) {
  const { ui } = view;
  const pinned = tools.isPinned(row);
  return html`<div class="talk-hands">
    <button type="button" class=${"talk-hand" + (pinned ? " on" : "")} data-action=${pinned ? "unpin" : "pin"} aria-pressed=${String(pinned)} aria-label=${ui.t("pin_label", { text: words })} onClick=${() => ui.act(pinned ? "unpin" : "pin", { id: row.id })}>${drawing("pin")}</button>
    ${tools.mayChange(row) ? html`<button type="button" class="talk-hand" data-action="change" aria-label=${ui.t("change_label", { text: words })} onClick=${() => view.set({ mode: "write", from: "all", id: row.id })}>${ui.icon("pen")}</button>
    <button type="button" class="talk-hand" data-action="remove" aria-label=${ui.t("remove_label", { text: words })} onClick=${() => view.set({ asked: row.id })}>${ui.icon("bin")}</button>` : null}</div>`;
}

// Asked at the place itself.
function sure(view, row, words) {
  const { ui } = view;
  const remove = async () => {
    await ui.act("remove", { id: row.id });
    view.set({ asked: undefined });
    ui.refocus("[data-action=back]");
  };
  return html`<div class="talk-sure"><p tabindex="-1" ref=${ui.focusOnce}>${ui.t("really_remove", { text: words })}</p><div class="buttons">
    <button type="button" class="quiet" data-action="remove-yes" onClick=${remove}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${() => view.set({ asked: undefined })}>${ui.t("cancel")}</button></div></div>`;
}
