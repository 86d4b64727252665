// The big screen for a wall: who is called, as large as the screen, read aloud by screen readers, with a flash of colour where it is wanted.

import { html } from "../../vendor/preact.js";
import { callWords } from "./said.js";

const NEXT = 6;

export function wall(view) {
  const { app, ui, rules, state } = view;
  const called = rules.serving(app);
  const latest = called[0];
  const flash = state.flash !== false && latest && state.seen !== keyOf(latest);
  return html`<div class=${"queue-wall" + (flash ? " flash" : "")} role="dialog" aria-modal="true" aria-label=${ui.t("wall_view")} ref=${begin} onKeyDown=${(event) => pressed(view, event)} onAnimationEnd=${() => latest && view.set({ seen: keyOf(latest) })}>
    <header><h2>${view.title}</h2><div class="buttons">
      <button type="button" class="quiet small" data-action="sound" aria-pressed=${String(view.parts.bell.soundIsOn())} onClick=${() => turnSound(view)}>${ui.t(view.parts.bell.soundIsOn() ? "sound_on" : "sound_off")}</button>
      <button type="button" class="quiet small" data-action="flash" aria-pressed=${String(state.flash !== false)} onClick=${() => view.set({ flash: state.flash === false })}>${ui.t(state.flash === false ? "wall_colour_off" : "wall_colour_on")}</button>
      <button type="button" class="quiet small" data-action="close" onClick=${() => close(view)}>${ui.t("wall_close")}</button></div></header>
    <p class="vh" role="status">${latest ? callWords(view, latest) : ""}</p>
    ${latest ? numbers(view, called) : html`<p class="queue-wall-none">${ui.t("wall_none")}</p>`}
    ${waiting(view, rules.line(app).slice(0, NEXT))}</div>`;
}

function keyOf(one) {
  return one.id + " " + one.turn;
}

function numbers(view, called) {
  const { ui, rules } = view;
  return html`<div class=${"queue-wall-now" + (called.length > 1 ? " several" : "")}><p class="queue-wall-label">${ui.t("now_serving")}</p><div class="queue-wall-all">${called.slice(0, 6).map((one, n) => html`<p key=${one.id} class=${n ? "other" : "latest"} data-item=${one.id}><b>${one.code}</b>
    ${rules.COUNTERS > 1 ? html`<span>${ui.t("counter_n", { n: one.counter })}</span>` : null}</p>`)}</div></div>`;
}

function waiting(view, rows) {
  if (!rows.length) return null;
  return html`<footer><span>${view.ui.t("wall_next")}</span>${rows.map((one) => html`<b key=${one.id}>${one.code}</b>`)}</footer>`;
}

// As large as the screen, which stays on, where that is allowed; the keyboard begins on its buttons.
function begin(element) {
  if (!element || element.dataset.seen) return;
  element.dataset.seen = "yes";
  element.querySelector("[data-action=close]").focus();
  if (!document.fullscreenEnabled) return;
  element.requestFullscreen().catch(() => {});
  if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => {});
}

// Nothing behind it can be reached: Tab goes round its own buttons.
function pressed(view, event) {
  if (event.key === "Escape") close(view);
  if (event.key !== "Tab") return;
  event.preventDefault();
  const all = Array.from(event.currentTarget.querySelectorAll("button"));
  all[(all.indexOf(document.activeElement) + (event.shiftKey ? all.length - 1 : 1)) % all.length].focus();
}

function close(view) {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  view.set({ wall: false });
  view.ui.refocus("[data-action=wall]");
}

function turnSound(view) {
  view.parts.bell.turnSound();
  view.set({});
}
