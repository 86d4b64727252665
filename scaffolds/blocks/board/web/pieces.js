// Small pieces of the board's page: line drawings, quiet buttons, the time of a post, the question before something is lost.

import { html } from "../../vendor/preact.js";

const DRAWN = {
  pin: "M7 3h6l-1 5 3 3H5l3-3zM10 11v6",
  question: "M6.5 7a3.5 3.5 0 1 1 5 3.2c-1.1.6-1.5 1.2-1.5 2.3M10 16v.2",
  bubble: "M4 4h12a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 16 14h-6l-4 3.5V14H4a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 4 4z",
  flag: "M5 17V3.5h9.5L12 7l2.5 3.5H5",
  eye: "M2.5 10C4.5 6.5 7 5 10 5s5.5 1.5 7.5 5c-2 3.5-4.5 5-7.5 5s-5.5-1.5-7.5-5zM10 7.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4",
  closed: "m3 3 14 14M8 5.2c4.5-.8 7.5 1.8 9.5 4.8-.6 1-1.3 1.9-2 2.6M12.3 14.6C8 15.7 4.7 13.6 2.5 10c.8-1.3 1.6-2.3 2.5-3.1",
};

export function drawn(name) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${DRAWN[name]} /></svg>`;
}

// A quiet button with its drawing and its word; `spoken` says of which post it is.
export function hand(ui, verb, sign, spoken, onClick) {
  return html`<button type="button" class="board-hand" data-action=${verb} aria-label=${spoken} onClick=${onClick}>${DRAWN[sign] ? drawn(sign) : ui.icon(sign)}<span>${ui.t(verb)}</span></button>`;
}

// Today's posts show their time, older ones their day too.
export function when(ui, row, today) {
  return row.day === today ? ui.t("today_at", { time: row.time }) : ui.t("day_at", { day: row.day, time: row.time });
}

// "Take this away?" at the place itself; the focus goes to the answer.
export function sure(ui, sentence, yes, no) {
  return html`<div class="board-sure"><p>${sentence}</p><div class="buttons">
    <button type="button" class="quiet small" data-action="remove-yes" ref=${ui.focusOnce} onClick=${yes}>${ui.t("remove")}</button>
    <button type="button" class="quiet small" onClick=${no}>${ui.t("cancel")}</button></div></div>`;
}

// Why is it reported? One line, which may stay empty.
export function reporting(ui, id, why, set, yes, no) {
  return html`<form class="board-sure" ...${ui.sends(yes)}><div class="field"><label for=${id}>${ui.t("why_report")} <small>${ui.t("aside", { words: ui.t("optional") })}</small></label>
    <input id=${id} name="why" type="text" maxlength="120" autocomplete="off" ref=${ui.focusOnce} value=${why} onInput=${(event) => set(event.target.value)} /></div>
    <div class="buttons"><button type="button" class="quiet small" data-action="report-yes" onClick=${yes}>${ui.t("report")}</button>
      <button type="button" class="quiet small" onClick=${no}>${ui.t("cancel")}</button></div></form>`;
}

export function searchBox(ui, id, words, set) {
  return html`<div class="field board-search"><label for=${id}>${ui.t("search")}</label>
    <input id=${id} type="search" name="search" placeholder=${ui.t("search_hint")} value=${words} autocomplete="off" onInput=${(event) => set(event.target.value)} /></div>`;
}

export function envelope() {
  return html`<svg width="96" height="72" viewBox="0 0 96 72" aria-hidden="true"><path d="M14 10h68v44H14zM48 10V4M34 64h28" /><path d="m14 24 34 14 34-14" opacity=".35" /></svg>`;
}
