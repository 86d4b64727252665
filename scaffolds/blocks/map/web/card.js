// The card of one place: all that is known of it, and what this person may do with it.

import { html } from "../../vendor/preact.js";
import { focusOn, sure } from "./asked.js";

// All that is known of one place.
export function card(view) {
  const { app, ui, state } = view;
  const one = view.found.find((place) => place.row.id === state.picked);
  if (!one) return null;
  const row = one.row;
  const photo = view.rules.FIELDS.find((field) => field.type === "photo" && row[field.name]);
  return html`<article class="card map-card" key=${row.id}>
    <div class="map-card-top"><h2 tabindex="-1" ref=${ui.focusOnce}>${row.name}</h2>
      <button type="button" class="map-close" data-action="close" aria-label=${ui.t("close")} onClick=${() => closeCard(view, row.id)}>×</button></div>
    ${view.facts(one)}
    ${photo ? ui.value(photo, row[photo.name]) : null}
    ${more(view, one)}${entries(view, row)}
    ${one.placed ? null : html`<p class="map-nowhere">${ui.t("not_on_map")}</p>`}
    <div class="buttons">${booking(view, one)}${hands(view, one)}</div></article>`;
}

function closeCard(view, id) {
  view.open({});
  setTimeout(() => focusOn('[data-item="' + CSS.escape(id) + '"] button'));
}

function more(view, one) {
  const ui = view.ui;
  const row = one.row;
  const said = ["name", view.rules.KIND].concat(one.open ? ["opens", "closes"] : []);
  const rest = view.rules.ASKED.filter((field) => said.indexOf(field.name) < 0 && field.type !== "photo" && isGiven(row[field.name]));
  return rest.map((field) => (field.type === "long_text" ? html`<p class="map-note" key=${field.name}><span class="vh">${ui.t("label_of", { field: field.label })}</span>${row[field.name]}</p>`
    : html`<p class="map-more" key=${field.name}><small>${ui.t("label_of", { field: field.label })}</small>${ui.value(field, row[field.name])}</p>`));
}

function isGiven(value) {
  return value !== undefined && value !== null && value !== "" && value !== false;
}

// What the list has about this place.
function entries(view, row) {
  const found = view.beside.list ? view.rules.noted(row.name, view.app) : [];
  if (!found.length) return null;
  return html`<div class="map-entries"><h3>${view.ui.t("entries", { n: found.length })}</h3><ul>${found.slice(-5).reverse().map((words, n) => html`<li key=${n}>${words}</li>`)}</ul>
    <button type="button" class="quiet small" data-action="to_list" onClick=${() => view.ui.goto(view.beside.list)}>${view.ui.t("to_list")}</button></div>`;
}

function booking(view, one) {
  return one.booked ? html`<button type="button" class="quiet" data-action="to_booking" onClick=${() => view.ui.goto(view.beside.books)}>${view.ui.t("to_booking")}</button>` : null;
}

// What this person may do with it.
function hands(view, one) {
  const { app, ui, state } = view;
  const row = one.row;
  if (row.waiting) return view.rules.mayAdd(app) ? tool(view, "place_it", null, ui.t("place_it"), { form: "add", name: row.name }) : null;
  if (!view.rules.mayChange(row, app)) return null;
  if (state.asked) return sure(view, ui.t("really_remove", { what: row.name }), () => ui.act("remove", { id: row.id }));
  return html`${tool(view, "change_place", "pen", ui.t("change"), { form: "change", id: row.id })}
    ${view.all.length ? tool(view, "move", "pick", ui.t(one.placed ? "move" : "place_it"), { form: "put", id: row.id, pin: one.placed ? { x: row.x, y: row.y, ground: one.ground } : undefined }) : null}
    <button type="button" class="map-hand" data-action="remove" onClick=${() => view.set({ asked: true })}>${ui.icon("bin")}<span>${ui.t("remove")}</span></button>`;
}

function tool(view, action, icon, words, values) {
  return html`<button type="button" class=${icon ? "map-hand" : "quiet"} data-action=${action} onClick=${() => view.open(values)}>${icon ? view.ui.icon(icon) : null}<span>${words}</span></button>`;
}
