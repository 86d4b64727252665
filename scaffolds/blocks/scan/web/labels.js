// A page of QR codes to print, cut out and stick on. The library that draws them comes when this page is opened.

import { html } from "../../vendor/preact.js";
import { squares } from "./squares.js";

const drawn = new Map();

// Draws each code once. codes: [{code, name}]; a promise that all are drawn.
export async function draw(codes, library) {
  const qrcode = await library("qrcode");
  codes.filter((one) => !drawn.has(one.code)).forEach((one) => drawn.set(one.code, pathOf(qrcode, one.code)));
}

function pathOf(qrcode, code) {
  const { side, runs } = squares(qrcode, code);
  return { side: side, path: runs.map(({ row, from, n }) => "M" + from + " " + row + "h" + n + "v1h" + -n + "z").join("") };
}

// view: {ui, back()}
export function sheet(view, codes) {
  const { ui } = view;
  return html`<div class="scan-sheet"><div class="scan-head"><h2>${ui.t("labels_title")}</h2><p>${ui.t("labels_hint")}</p>
      <div class="buttons"><button type="button" class="go" data-action="print" onClick=${() => window.print()}>${ui.t("print")}</button>
      <button type="button" class="quiet" data-action="back" onClick=${view.back}>${ui.t("back")}</button></div></div>
    <ul class="scan-labels">${codes.map((one) => label(one, drawn.get(one.code)))}</ul></div>`;
}

function label(one, qr) {
  if (!qr) return null;
  const box = "-3 -3 " + (qr.side + 6) + " " + (qr.side + 6);
  return html`<li key=${one.code}><svg class="scan-qr" viewBox=${box} role="img" aria-label=${one.code}><path d=${qr.path} /></svg><b>${one.name}</b>${one.code === one.name ? null : html`<small>${one.code}</small>`}</li>`;
}
