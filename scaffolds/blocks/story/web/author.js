// Writing the story: all scenes with what is still loose, one scene with its choices.

import { html } from "../../vendor/preact.js";
import { EMOJI } from "./emoji.js";
import { focusOnce, picture } from "./scene.js";

// No scene has such a name: names do not begin with a space.
const NEW = " new";

// tools: {fields, choiceFields, scenes, choicesOf(scene), problems, places (a drawing for each word of a place)}
export function allScenes(view, tools) {
  const { ui } = view;
  const open = (id) => edit(view, id);
  return html`<h2 tabindex="-1" ref=${focusOnce} key="edit">${ui.t("write_title")}</h2>
    ${tools.scenes.length ? problemsList(view, tools.problems, open) : null}
    <ul class="list story-scenes">${tools.scenes.map((scene, n) => html`<li key=${scene.id} data-item=${scene.id}>
      <span class="story-small" aria-hidden="true">${scene.picture || "📄"}</span>
      <span class="story-name"><b>${scene.name}</b><small>${about(ui, scene, n, tools)}</small></span>
      <button type="button" class="quiet small" data-action="edit" aria-label=${ui.t("edit_label", { name: scene.name })} onClick=${() => open(scene.id)}>${ui.t("edit")}</button></li>`)}</ul>
    <div class="dock panel">${ui.notice()}<div class="buttons">
      <button type="button" class="go" data-action="add" onClick=${() => edit(view, "")}>${ui.t("add_scene")}</button>
      <button type="button" class="quiet" data-action="leave" onClick=${() => leave(view)}>${ui.t("done")}</button></div></div>`;
}

function about(ui, scene, n, tools) {
  const ways = tools.choicesOf(scene).length;
  const words = [n ? "" : ui.t("first_scene"), scene.ending ? ui.t("an_ending") : ui.t(ways === 1 ? "one_choice" : "n_choices", { n: ways })];
  return words.filter((one) => one).join(" · ");
}

function problemsList(view, problems, open) {
  const { ui } = view;
  if (!problems.length) return html`<p class="done">${ui.icon("mine")}<span>${ui.t("no_problem")}</span></p>`;
  const line = (one, n) => html`<li key=${n}><span>${ui.t(one.word, one.with)}</span><button type="button" class="quiet small" data-action="repair" aria-label=${ui.t("edit_label", { name: nameOf(one) })} onClick=${() => open(one.scene)}>${ui.t("go_there")}</button></li>`;
  return html`<div class="story-loose"><h3>${ui.t("problems_title", { n: problems.length })}</h3><ul>${problems.map(line)}</ul></div>`;
}

function nameOf(problem) {
  return problem.with.name || "";
}

function edit(view, id) {
  view.ui.hush();
  view.set({ at: "scene", id: id, draft: undefined, linking: undefined, asked: undefined });
}

function leave(view) {
  view.ui.hush();
  view.set({ at: "cover", id: undefined });
  view.ui.refocus(".go");
}

// --- one scene

export function oneScene(view, tools) {
  const { ui, state } = view;
  const scene = tools.scenes.find((one) => one.id === state.id);
  const typed = state.draft || scene || {};
  const set = (name, value) => view.set((old) => ({ draft: Object.assign({}, old.draft || scene, { [name]: value }) }));
  return html`<h2 tabindex="-1" ref=${focusOnce} key=${"scene" + state.id}>${scene ? scene.name : ui.t("new_scene_title")}</h2>
    ${picture(typed, tools.places[typed.background])}
    <form class="form" key=${"form" + state.id} ...${ui.sends(() => save(view, scene, typed))}>${tools.fields.map((field) => html`${ui.input(field, typed[field.name], (value) => set(field.name, value))}${field.name === "picture" ? emojiRow(ui, (emoji) => set("picture", (typed.picture || "") + emoji)) : null}`)}</form>
    ${scene && !typed.ending ? choicesPart(view, tools, scene) : scene ? null : html`<p class="story-count">${ui.t("choices_after")}</p>`}
    ${scene ? removal(view, scene) : null}
    <div class="dock panel">${state.linking ? null : ui.notice()}<div class="buttons">
      <button type="button" class="go" data-action=${scene ? "change" : "add"} onClick=${() => save(view, scene, typed)}>${ui.t("save_scene")}</button>
      <button type="button" class="quiet" data-action="back-to-all" onClick=${() => toAll(view)}>${ui.t("all_scenes")}</button></div></div>`;
}

// Not every keyboard has emoji: a tap adds one.
function emojiRow(ui, add) {
  return html`<div class="story-emoji" role="group" aria-label=${ui.t("add_emoji")}>${EMOJI.map((emoji) => html`<button type="button" key=${emoji} aria-label=${ui.t("add_one_emoji", { emoji: emoji })} onClick=${() => add(emoji)}>${emoji}</button>`)}</div>`;
}

function toAll(view) {
  view.ui.hush();
  view.set({ at: "edit", draft: undefined, id: undefined, linking: undefined });
}

async function save(view, scene, typed) {
  const answer = await view.ui.act(scene ? "change" : "add", scene ? Object.assign({}, typed, { id: scene.id }) : typed);
  if (answer.ok) view.set({ at: "edit", draft: undefined, id: undefined });
}

function removal(view, scene) {
  const { ui, state } = view;
  if (state.asked !== "scene") return html`<p><button type="button" class="quiet small" data-action="remove" onClick=${() => view.set({ asked: "scene" })}>${ui.t("remove_scene")}</button></p>`;
  const yes = async () => {
    const answer = await ui.act("remove", { id: scene.id });
    if (answer.ok) view.set({ at: "edit", id: undefined, asked: undefined, draft: undefined });
  };
  return html`<div class="story-sure"><p tabindex="-1" ref=${focusOnce}>${ui.t("really_remove", { name: scene.name })}</p><div class="buttons">
    <button type="button" class="quiet" data-action="remove-yes" onClick=${yes}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${() => view.set({ asked: undefined })}>${ui.t("cancel")}</button></div></div>`;
}

// --- its choices

function choicesPart(view, tools, scene) {
  const { ui, state } = view;
  const begin = (id) => view.set({ linking: id || "new", link: undefined });
  return html`<h3>${ui.t("choices_title")}</h3>
    <ul class="list story-choices-edit">${tools.choicesOf(scene).map((one) => html`<li key=${one.id} data-item=${one.id}>${state.linking === one.id ? linkForm(view, tools, scene, one) : html`<span class="story-name"><b>${one.label}</b><small>${leads(ui, one)}</small></span>
      <button type="button" class="quiet small" data-action="relink" aria-label=${ui.t("edit_label", { name: one.label })} onClick=${() => begin(one.id)}>${ui.t("edit")}</button>
      <button type="button" class="story-hand" data-action="unlink" aria-label=${ui.t("unlink_label", { label: one.label })} onClick=${() => ui.act("unlink", { id: one.id })}>${ui.icon("bin")}</button>`}</li>`)}</ul>
    ${state.linking === "new" ? linkForm(view, tools, scene, null) : html`<button type="button" class="quiet" data-action="link" onClick=${() => begin("")}>${ui.t("add_choice")}</button>`}`;
}

function leads(ui, choice) {
  const words = [choice.to ? ui.t("leads_to", { name: choice.to }) : ui.t("leads_nowhere_yet")];
  if (choice.needs) words.push(ui.t("needs", { item: choice.needs }));
  if (choice.gives) words.push(ui.t("gives", { item: choice.gives }));
  return words.join(" · ");
}

function linkForm(view, tools, scene, choice) {
  const { ui, state } = view;
  const typed = state.link || choice || {};
  const set = (name, value) => view.set((old) => ({ link: Object.assign({}, old.link || choice, { [name]: value }) }));
  const targets = tools.scenes.map((one) => one.name).concat(NEW);
  const fields = tools.choiceFields.filter((field) => field.name !== "scene");
  const input = (field) => (field.name === "to" ? target(ui, field, targets, typed, set) : ui.input(field, typed[field.name], (value) => set(field.name, value)));
  return html`<form class="form story-link" key=${"link" + state.linking} ref=${beginForm} ...${ui.sends(() => send(view, scene, choice, typed))}>${fields.map(input)}${ui.notice()}
    <div class="buttons"><button type="button" class="go" data-action=${choice ? "relink-save" : "link-save"} onClick=${() => send(view, scene, choice, typed)}>${ui.t("save_choice")}</button>
    <button type="button" class="quiet" onClick=${() => close(view)}>${ui.t("cancel")}</button></div></form>`;
}

// A form that has just opened waits for its first answer.
function beginForm(form) {
  if (!form || form.dataset.seen) return;
  form.dataset.seen = "yes";
  form.querySelector("[name]").focus();
}

// Where a choice leads: a scene that is there, or a new one by its name.
function target(ui, field, targets, typed, set) {
  const words = (name) => (name === NEW ? ui.t("a_new_scene") : name);
  const named = { name: "new_scene", label: ui.t("new_scene_name"), type: "text", required: true };
  return html`<div class="field"><label for="story-to">${ui.text(field.label)}</label><select id="story-to" name="to" value=${typed.to || ""} onChange=${(event) => set("to", event.target.value)}>
      <option value="">${ui.t("choose")}</option>${targets.map((name) => html`<option key=${name} value=${name}>${words(name)}</option>`)}</select></div>
    ${typed.to === NEW ? ui.input(named, typed.new_scene, (value) => set("new_scene", value)) : null}`;
}

async function send(view, scene, choice, typed) {
  const made = typed.to === NEW ? { to: "", new_scene: typed.new_scene || "" } : { new_scene: undefined };
  const input = Object.assign({}, typed, { scene: scene.name }, made);
  const answer = await view.ui.act(choice ? "relink" : "link", choice ? Object.assign(input, { id: choice.id }) : input);
  if (answer.ok) close(view);
}

function close(view) {
  view.set({ linking: undefined, link: undefined });
  view.ui.refocus("[data-action=link]");
}
