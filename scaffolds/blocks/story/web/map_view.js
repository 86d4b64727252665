// The map as a browser draws it, with the way one went and the endings.

import { html } from "../../vendor/preact.js";
import { chartOf } from "./map.js";
import { drawing, focusOnce } from "./scene.js";

// tools: as chartOf() of map.js takes them, and endings, each with whether it was found
export function mapView(view, tools) {
  const { ui } = view;
  const chart = chartOf(tools);
  const found = tools.endings.filter((one) => one.found).length;
  return html`<h2 tabindex="-1" ref=${focusOnce} key="map">${ui.t("map_title")}</h2>
    <p class="story-count">${ui.t("map_count", { seen: chart.seen, all: chart.knots.length, found: found, endings: tools.endings.length })}</p>
    <div class="story-map" tabindex="0" role="region" aria-label=${ui.t("map_title")}>${drawn(chart)}</div>
    ${way(ui, tools)}${endingsList(ui, tools)}`;
}

function drawn({ width, height, lines, knots }) {
  return html`<svg viewBox=${"0 0 " + width + " " + height} width=${width} height=${height} aria-hidden="true">
    ${lines.map((one) => html`<path key=${one.id} class=${"way " + (one.taken ? "taken" : "")} d=${one.path} />`)}${knots.map(knot)}</svg>`;
}

function knot(one) {
  const shape = one.kind.includes("ending") ? html`<rect x=${one.x - 24} y=${one.y - 24} width="48" height="48" rx="10" />` : html`<circle cx=${one.x} cy=${one.y} r="24" />`;
  return html`<g key=${one.id} class=${"knot" + one.kind}>${shape}<text x=${one.x} y=${one.y + 8}>${one.sign}</text></g>`;
}

function way(ui, tools) {
  const names = tools.here.way.map((one) => html`<li key=${one.id}><b>${one.scene}</b><small>${one.label}</small></li>`);
  return names.length ? html`<h3>${ui.t("your_way")}</h3><ol class="story-way">${names}<li aria-current="step"><b>${tools.here.scene.name}</b></li></ol>` : null;
}

function endingsList(ui, tools) {
  const one = (ending) => html`<li key=${ending.scene.id} data-ending=${ending.found ? "found" : "open"}><span>${ending.found || tools.all ? html`<b>${ending.scene.picture || ""} ${ending.scene.name}</b>` : html`<span>${ui.t("ending_unknown")}</span>`}</span>${ending.found ? html`<small class="story-found">${drawing("flag")}${ui.t("ending_found")}</small>` : null}</li>`;
  return tools.endings.length ? html`<h3>${ui.t("endings_title")}</h3><ul class="list">${tools.endings.map(one)}</ul>` : null;
}
