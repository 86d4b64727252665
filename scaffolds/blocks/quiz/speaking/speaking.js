// The answer is said, or typed: what was heard is shown beside how near it is. The screen brings it at the first spoken round.
// Nothing of a voice is kept; that an answer was right is, as in any round.

import { html } from "../../vendor/preact.js";
import { listen, stopListening } from "../../ear.js";
import { canListen, hush } from "../../speech.js";
import { alikeOf } from "./characters.js";
import { SAYINGS } from "./sayings.js";

const LANGUAGES = { en: "en", yue: "zh-HK", cmn: "zh-CN" };
const MOST_DOTS = 12;

// view: {app, ui, state, set}; tools: {voiceFor, hearing, settle(view, question, given)}
export function panel(view, question, tools) {
  const { state } = view;
  const tried = state.tried && state.tried.id === question.id ? state.tried : null;
  const hands = state.mic === "asked" ? mayListen : usesEar(state) ? earHands : keyHands;
  const words = hint(view, tried);
  return html`<div class="quiz-speak" key=${"speak-" + question.id} ref=${leaving}>
    <div class="quiz-heard" role="status">${tried ? heard(view, question, tried, tools) : null}${words ? html`<p class="quiz-private">${words}</p>` : null}</div>
    ${state.mic ? null : otherWays(view, question, tools, tried)}
    <div class=${state.mic === "asked" ? "" : "dock panel"}>${view.ui.notice()}${hands(view, question, tools, tried)}</div></div>`;
}

// Below answers to pick: back to saying or typing.
export function ways(view) {
  return html`<div class="buttons">${canListen() ? wayButton(view, "say", "[data-action=say]") : null}${wayButton(view, "type", "[name=said]")}</div>`;
}

// Under an answer that is given: what was heard.
export function after(view, question, given, tools) {
  const right = tools.hearing(question, given.said, given.alike).how === "right";
  return html`${right ? html`<p><small>${say(view, given.typed ? "typed" : "heard")}</small> ${given.said}</p>` : heard(view, question, given, tools)}`;
}

// The characters of a whole round.
export function marks(view, how) {
  return how.marks.of ? html`<p>${say(view, "marks", how.marks)}</p>` : null;
}

function say(view, word, values) {
  const said = SAYINGS[view.ui.language] || SAYINGS[Object.keys(SAYINGS)[0]];
  return view.ui.t(said[word], values);
}

function usesEar(state) {
  return canListen() && state.way !== "type";
}

function leaving(element) {
  if (!element) stopListening();
}

function heard(view, question, tried, tools) {
  const how = tools.hearing(question, tried.said, tried.alike);
  const unit = say(view, /[\u3400-\u9fff]/.test(question.right) ? "characters" : "letters");
  const dots = how.of <= MOST_DOTS ? "●".repeat(how.right) + "○".repeat(how.of - how.right) : "";
  return html`<p><small>${say(view, tried.typed ? "typed" : "heard")}</small> <b lang=${LANGUAGES[tools.voiceFor(question.right, view.ui.language)]}>${tried.said}</b></p>
    <p><span class="quiz-dots" aria-hidden="true">${dots}</span> ${say(view, how.how === "near" ? "near" : "other", Object.assign({ unit: unit }, how))}</p>`;
}

function hint(view, tried) {
  const { state } = view;
  if (state.mic) return say(view, state.mic === "on" ? "speak_now" : "ask");
  if (state.trouble) return say(view, state.trouble);
  if (!canListen() && !tried) return say(view, "cannot_listen");
  return tried && !tried.typed ? say(view, "same_sound") : "";
}

// --- the buttons within reach of the thumb

function earHands(view, question, tools, tried) {
  const { state } = view;
  if (state.mic === "on") return html`<button type="button" class="go" key="stop" data-action="stop-listening" onClick=${() => stopListening()}>${drawing()}${say(view, "stop")}</button>`;
  const ask = () => (state.mayListen ? hear(view, question, tools) : open(view, { mic: "asked", trouble: "" }, "[data-action=listen-yes]"));
  return html`<button type="button" class="go" key="say" data-action="say" onClick=${ask}>${drawing()}${say(view, tried ? "again" : "say")}</button>`;
}

function keyHands(view, question, tools) {
  const { ui, state } = view;
  const send = () => judge(view, question, tools, { said: state.typed || "", typed: true });
  return html`<form class="form" ...${ui.sends(send)}>
      <div class="field"><label for="quiz-said">${say(view, "your_answer")}</label>
        <input id="quiz-said" name="said" autocomplete="off" autocapitalize="off" maxlength="200" value=${state.typed || ""} onInput=${(event) => view.set({ typed: event.target.value })} /></div>
      <button type="button" class="go" data-action="check" onClick=${send}>${say(view, "check")}</button></form>`;
}

function otherWays(view, question, tools, tried) {
  const other = usesEar(view.state) ? wayButton(view, "type", "[name=said]") : canListen() && wayButton(view, "say", "[data-action=say]");
  return html`<div class="buttons">${tried ? showButton(view, question, tools, tried) : null}${other}${wayButton(view, "choose", "[data-action=answer]")}</div>`;
}

function wayButton(view, way, first) {
  return html`<button type="button" class="quiet" key=${way} data-action=${"by-" + way} onClick=${() => open(view, { way: way, trouble: "" }, first)}>${say(view, "by_" + way)}</button>`;
}

function showButton(view, question, tools, tried) {
  return html`<button type="button" class="quiet" key="show" data-action="show" onClick=${() => tools.settle(view, question, tried)}>${say(view, "show")}</button>`;
}

// Asked before anything is heard, in plain words.
function mayListen(view, question, tools) {
  const yes = () => {
    view.set({ mayListen: true });
    hear(view, question, tools);
  };
  return html`<div class="buttons">
    <button type="button" class="go" key="yes" data-action="listen-yes" onClick=${yes}>${say(view, "ask_yes")}</button>
    <button type="button" class="quiet" key="no" data-action="listen-no" onClick=${() => open(view, { mic: "", way: "type" }, "[name=said]")}>${say(view, "ask_no")}</button></div>`;
}

function open(view, values, first) {
  view.ui.hush();
  view.set(values);
  view.ui.refocus(first);
}

async function hear(view, question, tools) {
  hush();
  open(view, { mic: "on", trouble: "", tried: null }, "[data-action=stop-listening]");
  const answer = await listen(tools.voiceFor(question.right, view.ui.language));
  view.set({ mic: "", trouble: answer.ok || answer.why === "stopped" ? "" : answer.why });
  if (answer.ok) await judge(view, question, tools, { said: answer.text });
  view.ui.refocus("[data-action=say], [name=said]");
}

// The rule decides; a near one may be tried again as often as one likes.
async function judge(view, question, tools, attempt) {
  const tried = Object.assign({ id: question.id, alike: alikeOf(question.right + attempt.said) }, attempt);
  const answer = await view.ui.act("answer", { id: question.id, said: tried.said, alike: tried.alike });
  if (!answer.ok) return;
  view.ui.hush();
  if (tools.hearing(question, tried.said, tried.alike).how === "right") tools.settle(view, question, tried);
  else view.set({ tried: tried, trouble: "" });
}

function drawing() {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21" /></svg>`;
}
