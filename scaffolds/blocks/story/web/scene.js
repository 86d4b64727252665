// A scene as it is seen: its place, who stands there, its words.

import { html } from "../../vendor/preact.js";
import { shapesOf } from "./backgrounds.js";
import { PATHS } from "./drawings.js";

// A line drawing in a square of 24; it stands beside a word always.
export function drawing(name) {
  return html`<svg class="tab-icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}

export function picture(scene, place, large) {
  const drawn = scene.photo ? html`<img src=${scene.photo} alt="" />` : backdrop(place);
  if (!drawn && !scene.picture) return null;
  return html`<div class=${"story-picture" + (large ? " large" : "")}>${drawn}${scene.picture ? html`<p aria-hidden="true">${scene.picture}</p>` : null}</div>`;
}

function backdrop(place) {
  const shapes = shapesOf(place);
  return shapes ? html`<svg viewBox="0 0 320 200" preserveAspectRatio="xMidYMax slice" aria-hidden="true"><g stroke="none">${shapes.map((shape, n) => html`<path key=${n} fill=${shape[0]} d=${shape[1]} />`)}</g></svg>` : null;
}

// What has just appeared is read out: the focus goes to it once.
export function focusOnce(element) {
  if (!element || element.dataset.seen) return;
  element.dataset.seen = "yes";
  element.focus({ preventScroll: true });
  const place = element.closest("section");
  if (place) place.scrollIntoView({ block: "start" });
}
