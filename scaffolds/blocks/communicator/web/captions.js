// What somebody says, in huge letters; or what one types, for the person opposite to read.

import { html } from "../../vendor/preact.js";
import { canListen, hush } from "../../speech.js";
import { drawing, langOf, stage } from "./stage.js";

const MOST_LINES = 40;
let running = null;

// view: {app, ui, state, set}; tools: {voices, heard, speak(text), ear(view): the voice of what is heard, hint()}
export function captionsView(view, tools) {
  const { ui, state } = view;
  const lines = state.lines || [];
  const words = state.now || lines[lines.length - 1] || ui.t(canListen() ? "captions_wait" : "captions_type");
  const waiting = !state.now && !lines.length;
  return html`${stage({ words: words, waiting: waiting, who: whoLine(view), live: isOn(state), turned: state.turned, before: earlier(view, lines), lang: langOf(tools.ear(view)), ref: leaving })}
    ${lines.length ? linesHands(view) : null}
    ${canListen() ? earChips(view, tools) : null}
    ${tools.heard(view.app).length ? kept(view, tools) : null}
    <div class="dock panel talk-dock">${ui.notice()}${tools.hint()}${state.asked === "mic" ? mayListen(view, tools) : hands(view, tools)}</div>`;
}

// Whoever leaves this part of the screen is no longer listened to.
function leaving(element) {
  if (element || !running) return;
  running.stop();
  running = null;
}

function isOn(state) {
  return Boolean(state.listening && running);
}

function whoLine(view) {
  const { ui, state } = view;
  if (isOn(state)) return ui.t("listening");
  return ui.t(state.lines && state.lines.length ? "captions_said" : "captions_title");
}

function earlier(view, lines) {
  const last = view.state.now ? lines[lines.length - 1] : lines[lines.length - 2];
  return last ? view.ui.t("earlier", { words: last }) : "";
}

function linesHands(view) {
  const { ui } = view;
  const clear = () => {
    view.set({ lines: [], now: "", turned: false });
    ui.refocus("[name=words]");
  };
  return html`<div class="buttons">
    <button type="button" class="quiet small" data-action="keep" onClick=${() => keep(view)}>${ui.t("keep")}</button>
    <button type="button" class="quiet small" data-action="clear" onClick=${clear}>${ui.t("clear")}</button></div>`;
}

function earChips(view, tools) {
  const { ui } = view;
  const chip = (voice) => html`<button type="button" class="chip" key=${voice} aria-pressed=${String(tools.ear(view) === voice)} onClick=${() => change(view, tools, voice)}>${ui.t("voice_" + voice)}</button>`;
  return html`<div class="talk-ears"><p id="talk-ears">${ui.t("they_speak")}</p><div class="chips" role="group" aria-labelledby="talk-ears">${tools.voices.map(chip)}</div></div>`;
}

function change(view, tools, voice) {
  view.set({ ear: voice });
  if (running) begin(view, voice);
}

// --- the buttons within reach of the thumb

function hands(view, tools) {
  const { ui, state } = view;
  const lines = (state.lines || []).length;
  return html`<form class="talk-type" ...${ui.sends(() => show(view))}>
      <div class="field"><label for="talk-words">${ui.t("type_label")}</label><input id="talk-words" name="words" autocomplete="off" value=${state.typed || ""} onInput=${(event) => view.set({ typed: event.target.value })} /></div>
      <button type="button" class=${canListen() ? "quiet" : "go"} data-action="show" onClick=${() => show(view)}>${ui.t("show")}</button></form>
    <div class="buttons">${canListen() ? earButton(view, tools) : null}
      ${lines ? html`<button type="button" class="quiet" data-action="say" onClick=${() => sayLast(view, tools)}>${drawing("speaker")}${ui.t("say")}</button>
        <button type="button" class="quiet" data-action="turn" aria-pressed=${String(!!state.turned)} onClick=${() => view.set({ turned: !state.turned })}>${drawing("turn")}${ui.t("turn")}</button>` : null}</div>`;
}

function earButton(view, tools) {
  const { ui, state } = view;
  if (isOn(state)) return html`<button type="button" class="go" key="ear" data-action="stop" onClick=${() => stop(view)}>${drawing("ear")}${ui.t("stop_listening")}</button>`;
  const ask = () => (state.mayListen ? begin(view, tools.ear(view)) : view.set({ asked: "mic" }));
  return html`<button type="button" class="go" key="ear" data-action="listen" onClick=${ask}>${drawing("ear")}${ui.t("listen")}</button>`;
}

// Asked before anything is heard, in plain words.
function mayListen(view, tools) {
  const { ui } = view;
  const yes = () => {
    view.set({ asked: "", mayListen: true });
    begin(view, tools.ear(view));
    ui.refocus("[data-action=stop]");
  };
  const no = () => {
    view.set({ asked: "" });
    ui.refocus("[name=words]");
  };
  return html`<div class="talk-ask"><p>${ui.t("ask_mic")}</p><div class="buttons">
    <button type="button" class="go" data-action="listen-yes" onClick=${yes}>${ui.t("ask_mic_yes")}</button>
    <button type="button" class="quiet" data-action="listen-no" onClick=${no}>${ui.t("ask_mic_no")}</button></div></div>`;
}

function begin(view, voice) {
  if (running) running.stop();
  hush();
  view.ui.hush();
  view.set({ listening: true });
  running = ear(voice, (heard) => take(view, heard));
}

// The ear comes when somebody is to be heard; where it was stopped before it came, it never begins.
function ear(voice, hear) {
  const work = { gone: false, stop: () => (work.gone = true) };
  import("../../ear.js").then((page) => work.gone || Object.assign(work, { stop: page.captions(voice, hear).stop }));
  return work;
}

function take(view, heard) {
  if (heard.why) {
    running = null;
    view.set({ listening: false, now: "" });
    view.ui.act("trouble", { why: heard.why });
  } else if (heard.final && heard.words) add(view, heard.words);
  else view.set({ now: heard.words });
}

function stop(view) {
  if (running) running.stop();
  running = null;
  view.set((old) => ({ listening: false, now: "", lines: added(old.lines, old.now) }));
  view.ui.refocus("[data-action=listen]");
}

function add(view, words) {
  view.set((old) => ({ now: "", lines: added(old.lines, words) }));
}

function added(lines, words) {
  return (lines || []).concat(words || []).slice(-MOST_LINES);
}

async function show(view) {
  const words = (view.state.typed || "").trim();
  const answer = await view.ui.act("say", { text: words });
  if (!answer.ok) return;
  add(view, words);
  view.set({ typed: "" });
}

function sayLast(view, tools) {
  const lines = view.state.lines;
  tools.speak(lines[lines.length - 1]);
}

// --- what was kept by a tap, seen by oneself

async function keep(view) {
  await view.ui.act("keep", { words: view.state.lines.join("\n").slice(-2000) });
}

function kept(view, tools) {
  const { ui, state } = view;
  const line = (row) => html`<li key=${row.id} data-item=${row.id}><span>${row.words}<small>${ui.date(row.day, "long")}</small></span>
    ${state.forgets === row.id ? html`<button type="button" class="quiet small" data-action="forget-yes" onClick=${() => forget(view, row)}>${ui.t("forget_yes")}</button>` : html`<button type="button" class="talk-hand" data-action="forget" aria-label=${ui.t("forget_label", { words: row.words })} onClick=${() => view.set({ forgets: row.id })}>${ui.icon("bin")}</button>`}</li>`;
  return html`<h2>${ui.t("kept_title")}</h2><p class="talk-private">${ui.t("kept_private")}</p><ul class="list talk-kept">${tools.heard(view.app).map(line)}</ul>`;
}

async function forget(view, row) {
  await view.ui.act("forget", { id: row.id });
  view.ui.refocus("[name=words]");
}
