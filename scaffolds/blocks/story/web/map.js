// The story as a map: scenes from the beginning down, the way one went drawn strong, what nobody saw yet a question mark.

import { html } from "../../vendor/preact.js";
import { drawing, focusOnce } from "./scene.js";

const STEP = 84;
const MARGIN = 40;

// tools: {scenes, choices, here (as now() gives it), seen(scene), endings, all: the author sees every scene}
export function mapView(view, tools) {
  const { ui } = view;
  const places = layout(tools);
  const wide = Math.max(...places.map((one) => one.of)) * STEP;
  const shown = places.filter((one) => tools.all || tools.seen(one.scene)).length;
  const found = tools.endings.filter((one) => one.found).length;
  return html`<h2 tabindex="-1" ref=${focusOnce} key="map">${ui.t("map_title")}</h2>
    <p class="story-count">${ui.t("map_count", { seen: shown, all: places.length, found: found, endings: tools.endings.length })}</p>
    <div class="story-map" tabindex="0" role="region" aria-label=${ui.t("map_title")}>${chart(ui, tools, places, wide)}</div>
    ${way(ui, tools)}${endingsList(ui, tools)}`;
}

// Each scene that can be reached, a row further down for each choice that it takes at least.
function layout(tools) {
  const rows = [[tools.scenes[0]]];
  const placed = [tools.scenes[0].name];
  for (let n = 0; n < rows.length; n++) {
    const next = [];
    rows[n].forEach((scene) => tools.choices.filter((one) => one.scene === scene.name).forEach((one) => {
      const target = tools.scenes.find((other) => other.name === one.to);
      if (!target || placed.includes(target.name)) return;
      placed.push(target.name);
      next.push(target);
    }));
    if (next.length) rows.push(next);
  }
  return rows.reduce((all, row, n) => all.concat(row.map((scene, i) => ({ scene: scene, row: n, i: i, of: row.length }))), []);
}

function chart(ui, tools, places, wide) {
  const width = Math.max(wide, 280);
  const height = (places[places.length - 1].row + 1) * STEP;
  const at = (one) => ({ x: (width * (one.i + 0.5)) / one.of, y: one.row * STEP + MARGIN });
  const spot = (name) => places.find((one) => one.scene.name === name);
  const known = (one) => tools.all || tools.seen(one.scene);
  const lines = tools.choices.filter((one) => spot(one.scene) && spot(one.to) && (tools.all || tools.seen(spot(one.scene).scene)));
  const taken = (one) => tools.here.way.some((other) => other.id === one.id);
  return html`<svg viewBox=${"0 0 " + width + " " + height} width=${width} height=${height} aria-hidden="true">
    ${lines.filter((one) => !taken(one)).map((one) => line(one, at(spot(one.scene)), at(spot(one.to)), ""))}
    ${lines.filter(taken).map((one) => line(one, at(spot(one.scene)), at(spot(one.to)), "taken"))}
    ${places.map((one) => knot(one, at(one), known(one), tools))}</svg>`;
}

function line(choice, from, to, kind) {
  const bend = to.y > from.y ? 0 : 60;
  const middle = (from.y + to.y) / 2;
  const path = bend ? `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x + bend} ${to.y} ${to.x} ${to.y}` : `M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
  return html`<path key=${choice.id} class=${"way " + kind} d=${path} />`;
}

function knot(one, at, known, tools) {
  const { scene } = one;
  const kind = (tools.seen(scene) ? " seen" : "") + (tools.here.scene.id === scene.id && tools.here.begun ? " here" : "") + (scene.ending ? " ending" : "");
  return html`<g key=${scene.id} class=${"knot" + kind}>
    ${scene.ending ? html`<rect x=${at.x - 24} y=${at.y - 24} width="48" height="48" rx="10" />` : html`<circle cx=${at.x} cy=${at.y} r="24" />`}
    <text x=${at.x} y=${at.y + 8}>${known ? first(scene.picture) || first(scene.name) : "?"}</text></g>`;
}

// The first sign as people see it: an emoji may be made of several.
function first(text) {
  if (!text) return "";
  if (typeof Intl.Segmenter === "function") return Array.from(new Intl.Segmenter().segment(text), (one) => one.segment)[0];
  return Array.from(text)[0];
}

function way(ui, tools) {
  const names = tools.here.way.map((one) => html`<li key=${one.id}><b>${one.scene}</b><small>${one.label}</small></li>`);
  return names.length ? html`<h3>${ui.t("your_way")}</h3><ol class="story-way">${names}<li aria-current="step"><b>${tools.here.scene.name}</b></li></ol>` : null;
}

function endingsList(ui, tools) {
  const one = (ending) => html`<li key=${ending.scene.id} data-ending=${ending.found ? "found" : "open"}><span>${ending.found || tools.all ? html`<b>${ending.scene.picture || ""} ${ending.scene.name}</b>` : html`<span>${ui.t("ending_unknown")}</span>`}</span>${ending.found ? html`<small class="story-found">${drawing("flag")}${ui.t("ending_found")}</small>` : null}</li>`;
  return tools.endings.length ? html`<h3>${ui.t("endings_title")}</h3><ul class="list">${tools.endings.map(one)}</ul>` : null;
}
