// The forms: a new place, other words for it, another spot, and the owner's own pictures of the ground.

import { html } from "../../vendor/preact.js";
import { sure } from "./asked.js";

const WAYS = ["left", "up", "down", "right"];

// A new place, another text for it, or another spot.
export function form(view) {
  const { app, ui, state, ground } = view;
  const row = view.rules.rows(app).find((one) => one.id === state.id);
  const back = () => view.open({ picked: row ? row.id : undefined });
  if (state.form !== "add" && !row) return html`<p>${ui.t("gone")}</p><button type="button" class="quiet" onClick=${back}>${ui.t("close")}</button>`;
  const where = state.pin ? { x: state.pin.x, y: state.pin.y, ground: state.pin.ground } : {};
  const seen = view.rules.ASKED.filter((field) => !row || !field.private || row.mine || app.owner);
  if (state.form === "put") return html`<h2>${ui.t("move_title", { what: row.name })}</h2>${pad(view)}${keepPlace(view, row, where, back)}`;
  if (state.form === "change") return html`<h2>${ui.t("change_title", { what: row.name })}</h2>${ui.form(seen, "change", { key: row.id, values: row, input: { id: row.id }, label: ui.t("save"), done: back, cancel: back })}`;
  return html`<h2>${ui.t("add_title")}</h2>${ground ? pad(view) : null}${ui.form(seen, "add", { key: state.name || "", values: state.name ? { name: state.name } : {}, input: where, label: ui.t("save"), done: back, cancel: back })}`;
}

function keepPlace(view, row, where, back) {
  const { ui } = view;
  const keep = async () => {
    const answer = await ui.act("put", Object.assign({ id: row.id }, where));
    if (answer.ok) view.set({ form: undefined, pin: undefined, picked: row.id });
  };
  return html`<div class="dock panel">${ui.notice()}<div class="buttons"><button type="button" class="go" data-action="put" onClick=${keep}>${ui.t("save")}</button>
    <button type="button" class="quiet" onClick=${back}>${ui.t("cancel")}</button></div></div>`;
}

// The way without tapping: a pin in the middle, moved by buttons or arrow keys.
function pad(view) {
  const { ui, state, ground } = view;
  const start = () => view.set({ pin: { x: middleOf(view).x, y: middleOf(view).y, ground: ground.id } });
  const nudge = (way) => view.set({ pin: Object.assign(view.rules.nudged(state.pin, way, view.inView.ground === ground.id ? view.inView.step : 1, ground), { ground: ground.id }) });
  const onKey = (event) => {
    const way = event.key.slice(0, 5) === "Arrow" ? event.key.slice(5).toLowerCase() : "";
    if (!way) return;
    event.preventDefault();
    nudge(way);
  };
  if (!state.pin) return html`<div class="map-pad"><p>${ui.t("tap_place")}</p><button type="button" class="quiet small" data-action="middle" onClick=${start}>${ui.t("put_in_middle")}</button></div>`;
  return html`<div class="map-pad" role="group" aria-label=${ui.t("nudge")} onKeyDown=${onKey}><p>${ui.t("tap_again")}</p>
    <div class="map-arrows">${WAYS.map((way) => html`<button type="button" class="map-arrow" key=${way} data-action="nudge" ref=${way === "left" ? ui.focusOnce : null} aria-label=${ui.t("nudge_" + way)} onClick=${() => nudge(way)}>${arrow(way)}</button>`)}</div></div>`;
}

export function middleOf(view) {
  const ground = view.ground;
  if (view.inView.ground === ground.id) return view.inView;
  return ground.earth ? { x: (view.rules.EDGES.west + view.rules.EDGES.east) / 2, y: (view.rules.EDGES.south + view.rules.EDGES.north) / 2 } : { x: 50, y: 50 };
}

function arrow(way) {
  const paths = { left: "m12.5 4-6 6 6 6", right: "m7.5 4 6 6-6 6", up: "m4 12.5 6-6 6 6", down: "m4 7.5 6 6 6-6" };
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${paths[way]} /></svg>`;
}

// What a picture of the ground holds: its name and the photo.
export function pictureList(view) {
  const { app, ui, state } = view;
  const item = (row) => html`<li key=${row.id} data-item=${row.id}><span><b>${row.name}</b></span><img class="map-thumb" src=${row.picture} alt="" />
    ${state.asked === row.id ? sure(view, ui.t("really_remove_picture", { what: row.name }), () => ui.act("remove_picture", { id: row.id }))
      : html`<button type="button" class="map-hand" data-action="remove_picture" onClick=${() => view.set({ asked: row.id })}>${ui.icon("bin")}<span>${ui.t("remove")}</span></button>`}</li>`;
  return html`<h2>${ui.t("pictures")}</h2>${view.rules.pictures(app).length ? html`<ul class="list map-pictures">${view.rules.pictures(app).map(item)}</ul>` : null}
    <div class="dock panel">${ui.notice()}<div class="buttons"><button type="button" class="go" data-action="new_picture" onClick=${() => view.open({ form: "picture" })}>${ui.t("new_picture")}</button>
    <button type="button" class="quiet" data-action="back" onClick=${() => view.open({})}>${ui.t("back")}</button></div></div>`;
}

export function pictureForm(view) {
  const { ui } = view;
  const done = () => view.open({});
  return html`<h2>${ui.t("new_picture")}</h2><p class="map-how">${ui.t("picture_how")}</p>${ui.form(view.rules.PICTURE_FIELDS, "add_picture", { label: ui.t("save"), done: () => view.open({ newest: true }), cancel: done })}`;
}
