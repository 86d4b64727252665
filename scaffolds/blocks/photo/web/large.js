// One picture, large: the arrow keys and a swipe turn to the next, Escape goes back.

import { html } from "../../vendor/preact.js";
import { stepOf } from "./swipe.js";

// view: {ui, row, at, all, turn(step), back(), cut, setCut(value), pairs, caption}
export function large(view) {
  const { ui, row } = view;
  const step = (to, label, drawing) => html`<button type="button" class="quiet photo-turn" aria-label=${ui.t(label)} data-action=${label} disabled=${view.at + to < 0 || view.at + to >= view.all} onClick=${() => view.turn(to)}>${ui.icon(drawing)}</button>`;
  return html`<div class="photo-large" ref=${ui.place("large", turning, view)}>
    <div class="photo-bar"><button type="button" class="quiet small" data-action="back" ref=${ui.focusOnce} onClick=${view.back}>${ui.t("back")}</button>
      <p aria-live="polite">${ui.t("at", { n: view.at + 1, all: view.all })}</p><span class="photo-turns">${step(-1, "previous", "left")}${step(1, "next", "right")}</span></div>
    ${view.pairs && row.after ? compared(view) : html`<img class="photo-whole" src=${row.photo} alt=${view.caption} />`}</div>`;
}

// The second picture lies over the first, cut where the slider stands.
function compared(view) {
  const { ui, row, cut } = view;
  return html`<div class="photo-pair"><img src=${row.photo} alt=${ui.t("before_of", { caption: view.caption })} />
      <img class="photo-over" src=${row.after} alt=${ui.t("after_of", { caption: view.caption })} style=${{ clipPath: "inset(0 0 0 " + cut + "%)" }} /><span class="photo-cut" aria-hidden="true" style=${{ left: cut + "%" }}></span></div>
    <div class="field photo-slide"><label for="photo-cut">${ui.t("compare")}</label>
      <input id="photo-cut" type="range" name="cut" min="0" max="100" value=${cut} onInput=${(event) => view.setCut(Number(event.target.value))} /></div>`;
}

function turning(element, data) {
  const live = { data: data };
  const key = (event) => pressed(event, live.data);
  document.addEventListener("keydown", key);
  swiped(element, (step) => live.data.turn(step));
  return { update: (newest) => (live.data = newest), end: () => document.removeEventListener("keydown", key) };
}

function pressed(event, view) {
  if (/^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowLeft") view.turn(-1);
  else if (event.key === "ArrowRight") view.turn(1);
  else if (event.key === "Escape") view.back();
}

function swiped(element, turn) {
  let from = null;
  element.addEventListener("touchstart", (event) => (from = event.touches.length === 1 && event.target.tagName !== "INPUT" ? event.touches[0] : null), { passive: true });
  element.addEventListener("touchend", (event) => {
    const step = from ? stepOf(from, event.changedTouches[0]) : 0;
    if (step) turn(step);
  });
}
