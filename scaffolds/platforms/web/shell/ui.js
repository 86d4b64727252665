// The small handle that each screen gets: words, form fields, actions, and what the screen remembers.

import { html } from "./vendor/preact.js";
import { allow } from "./my_rules.js";
import { icon, input, isDay, wallClock, writeDay, writeNumber } from "./shown.js";
import { askForLost, endOf, forgetLost, noteLost, stillLost } from "./lost.js";
import { KEEP, known, newId, remember, write } from "./store.js";
import { APP } from "./screens.js";
import { choiceKey } from "./rules/fields.js";
import { OTHERS, WORDS } from "./words.js";

// Of a class that writes at once, each round lets one in.
const TRIES = 64;

const memory = {};
const wishes = {};

// The line about the last action: {kind: "alert" or "status", sentence, field, next}.
export const said = {};

export const settings = { language: APP.languages[0], wide: false, draw: () => {} };

// Shows the app in another of its languages, from now on in this browser.
export async function speak(language) {
  if (!WORDS[language] && !OTHERS[language]) return;
  if (!WORDS[language]) WORDS[language] = (await OTHERS[language]()).WORDS;
  settings.language = language;
  remember(KEEP + ":language", language);
  settings.draw();
}

// A learner's word: as typed, or in the language that is shown.
export function text(label) {
  if (label === undefined || label === null) return "";
  if (typeof label !== "object") return String(label);
  return label[settings.language] || label[Object.keys(label)[0]];
}

// A sentence of the app with its {places} filled; days are written as people write them.
export function t(word, values, block) {
  const words = WORDS[settings.language];
  const found = (words[block || ""] || {})[word] || words[""][word] || word;
  return found.replace(/\{(\w+)\}/g, (place, name) => (values && name in values ? written(values[name]) : place));
}

function written(value) {
  return isDay(value) ? writeDay(value, "short", settings.language) : text(value);
}

export function uiOf(screen) {
  const place = memoryOf(screen.id);
  let next = 0;
  const ui = {
    language: settings.language,
    wide: settings.wide,
    fresh: known.here || known.rev >= 0,
    icon: icon,
    text: text,
    t: (word, values) => t(word, values, screen.block),
    date: (day, style) => writeDay(day, style, settings.language),
    number: (value) => writeNumber(value, settings.language),
    goto: (id) => (location.hash = id),
    sends: sends,
    state: (initial) => stateOf(place.states, next++, initial),
    input: (field, value, onInput) => input(field, value, onInput, { t: ui.t, text: text, id: screen.id, language: settings.language }, said.field === field.name),
    value: (field, value) => valueOf(field, value, ui),
    act: (action, given, more) => perform(screen, action, given, more || {}),
    hush: hush,
    focusOnce: focusOnce,
    refocus: (selector) => refocus(screen, selector),
    notice: () => notice(screen),
    form: (fields, verb, extra) => formOf(ui, place.drafts, fields, verb, extra || {}),
    library: library,
    place: (key, begin, data) => placed(place, key, begin, data),
  };
  return ui;
}

function memoryOf(id) {
  return (memory[id] = memory[id] || { states: [], drafts: {}, parts: {} });
}

// A big library, when it is first needed: a promise of what it calls itself in `window`.
async function library(name) {
  return (await import("./library.js")).library(name);
}

// The `ref` of an element that something else than this page draws into. begin(element, data) may give {update(data), end()}.
function placed(place, key, begin, data) {
  const part = (place.parts[key] = place.parts[key] || { ref: (element) => (element ? arrive(part, element) : leave(part)) });
  part.begin = begin;
  part.data = data;
  if (part.live && part.live.update) onceDrawn(() => part.live && part.live.update && part.live.update(part.data));
  return part.ref;
}

// A `ref` is called before its element stands in the page, where nothing can be measured or take the focus.
function arrive(part, element) {
  part.element = element;
  onceDrawn(() => {
    if (part.element === element && !part.live) part.live = part.begin(element, part.data) || {};
  });
}

// Before anything else is heard: a key that came first would be answered with what stood there before.
function onceDrawn(then) {
  Promise.resolve().then(then);
}

function leave(part) {
  const live = part.live;
  part.live = part.element = undefined;
  if (live && live.end) live.end();
}

function stateOf(states, n, initial) {
  if (!(n in states)) states[n] = initial;
  const set = (value) => {
    states[n] = typeof value === "function" ? value(states[n]) : value;
    settings.draw();
  };
  return [states[n], set];
}

// A second tap while the first is still on its way is no second wish: it most often asks whether the first was felt.
function perform(screen, action, given, more) {
  const name = screen.id + action + JSON.stringify(given);
  const wish = (wishes[name] = wishes[name] || {});
  wish.again = Boolean(wish.answer);
  if (wish.lost) tellWaiting();
  wish.answer = wish.answer || answerTo(screen, action, given, more, wish).finally(() => delete wishes[name]);
  return wish.answer;
}

async function answerTo(screen, action, given, more, wish) {
  const answer = await act(screen, action, given, wish);
  const ends = wish.noted ? endOf(wish.noted, answer.ok ? "done" : "never") : [];
  if (!ends || ends.length > 1) tellEnds(ends);
  else if (answer.ok && answer.say) tell("status", t(answer.say.word, answer.say.with, screen.block));
  else if (answer.ok) hush();
  else refuse(screen, action, answer, more);
  return answer;
}

// After the page was loaded again: what became of the wishes whose answer it did not get.
export function tellLost() {
  askForLost(tellEnds);
  if (stillLost()) tellWaiting();
}

function tellWaiting() {
  const n = stillLost();
  tell("alert", n > 1 ? t("offline_writes", { n: n }) : t("offline_write"));
}

// What became of all that were waited for; nothing, while there are others.
function tellEnds(ends) {
  if (!ends) return tellWaiting();
  const done = ends.filter((lost) => lost.became === "done");
  const notDone = ends.filter((lost) => lost.became !== "done");
  lastOfEach(notDone).forEach(giveBack);
  if (!ends.length) hush();
  else if (ends.length === 1) tellEnd(ends[0]);
  else if (!notDone.length) tell("status", t("lost_all", { n: done.length, kept: listOf(done) }));
  else tell("alert", t(done.length ? "lost_some" : "lost_none", { kept: listOf(done), lost: listOf(notDone) }));
}

function tellEnd(lost) {
  if (lost.became !== "done") tell("alert", t(lost.became === "never" ? "not_kept" : lost.became));
  else if (lost.say) tell("status", t(lost.say.word, lost.say.with, lost.block));
  else hush();
}

function listOf(losts) {
  return losts.map((lost) => t("lost_one", { what: lost.what })).join(t("list_comma"));
}

// The last of each screen has all that was typed there. What was lost on this page is still on it.
function lastOfEach(losts) {
  return losts.filter((lost, n) => lost.drafts && !losts.slice(n + 1).some((later) => later.screen === lost.screen));
}

// What was typed before the page was loaded again; what somebody typed since then stays.
function giveBack(lost) {
  const place = memoryOf(lost.screen);
  if (!Object.keys(place.drafts).length) Object.assign(place.states, lost.states);
  Object.assign(place.drafts, Object.assign({}, lost.drafts, place.drafts));
}

function refuse(screen, action, answer, more) {
  const sentence = answer.sentence || t(answer.why, answer.with, screen.block);
  const take = more.next || ((next) => perform(screen, action, next, {}));
  const next = answer.next && more.next !== null && { label: t("next_" + action, answer.with, screen.block), take: () => take(answer.next) };
  tell("alert", sentence, answer.field, next);
  // once the sentence has moved what is below it
  if (answer.field) setTimeout(() => focusOn(screen, "[name=" + answer.field + "]"));
}

function focusOn(screen, selector) {
  const found = document.querySelector('[data-screen="' + screen.id + '"] ' + selector);
  if (found) found.focus();
}

// The `ref` of what takes the focus when it appears: the question before something is taken away, the heading of a new page.
function focusOnce(element) {
  if (!element || element.dataset.seen) return;
  element.dataset.seen = "yes";
  setTimeout(() => element.focus());
}

// Where what had the focus is gone, it goes to the first of these, so that a keyboard is never lost.
function refocus(screen, selector) {
  setTimeout(() => document.activeElement === document.body && focusOn(screen, selector));
}

function tell(kind, sentence, field, next) {
  Object.assign(said, { kind: kind, sentence: sentence, field: field, next: next });
  settings.draw();
}

export function hush() {
  if (said.sentence) tell(undefined, "", undefined, undefined);
}

// The two lines for what was refused and what was done. A screen may place them; else they stand below it.
export function notice(screen) {
  said.placed = true;
  const alert = said.kind === "alert" && said.sentence;
  const next = alert && said.next;
  return html`<div class="notice" key=${"notice-" + screen.id}>
    <div role="alert" id="say" class=${alert ? "say" : "vh"}>${alert ? html`${icon("about")}<span>${said.sentence}</span>` : null}</div>
    ${next ? html`<button type="button" class="quiet" data-next onClick=${next.take}>${next.label}</button>` : null}
    <p role="status" class=${said.kind === "status" && said.sentence ? "done" : "vh"}>
      ${said.kind === "status" && said.sentence ? html`${icon("mine")}<span>${said.sentence}</span>` : null}</p>
  </div>`;
}

// --- what happens when somebody presses a button: the screen's rule decides, then my_rules, then it is kept

// What rules and screens are given.
export function appNow() {
  return { rows: known.rows, owner: known.owner, now: wallClock(APP.zone) };
}

// Runs an action of a screen's rules; a promise of the rule's answer. Where others wrote first, the rule is asked again;
// and where it did not arrive, if somebody tapped again meanwhile.
async function act(screen, action, input, wish) {
  const ids = [];
  for (let n = 0; n < TRIES; n++) {
    const answer = decide(screen, action, input, appNow());
    if (!answer.ok || !answer.changes.length) return answer;
    const result = await keep(screen, named(answer.changes, ids), answer.say, wish);
    if (result === "done") return answer;
    if (result === "never" && wish.again) continue;
    if (result === "never") return { ok: false, why: "not_kept", with: {} };
    if (result !== "moved" && !isOvertaken(result)) return { ok: false, why: result, with: {} };
    if (isOvertaken(result) && n) return { ok: false, why: result, with: {} };
  }
  return { ok: false, why: "busy", with: {} };
}

// Where no answer comes, that is said at once, and what became of it when it is known.
async function keep(screen, changes, say, wish) {
  const result = await write(changes, (name) => {
    Object.assign(wish, { lost: name, again: false, noted: noteLost(wish.noted, name, changes, screen, memoryOf(screen.id), say) });
    tellWaiting();
  });
  if (wish.lost) forgetLost(wish.lost);
  wish.lost = "";
  return result;
}

function decide(screen, action, input, app) {
  const answer = screen.rules[action](input, app);
  return answer.ok ? askMine(screen, action, input, app) || answer : answer;
}

// A refusal of the learner's own rules, or nothing where they allow it.
function askMine(screen, action, input, app) {
  try {
    const allowed = allow(screen.id, action, input, app);
    return allowed === true || allowed === undefined ? null : { ok: false, sentence: String(allowed) };
  } catch (broken) {
    return { ok: false, why: "my_rules_broke", with: { message: broken.message } };
  }
}

// A guard of the store said no: with the newest rows the rule can say who has it, and what is free.
function isOvertaken(result) {
  return result === "unique" || result === "limit" || result === "overlap";
}

// New rows are given their ids here, the same at every try.
function named(changes, ids) {
  return changes.map((change, n) => {
    if (change.op !== "add") return change;
    ids[n] = ids[n] || newId();
    return Object.assign({}, change, { id: ids[n] });
  });
}

// --- values and forms

// A kept value as it is shown.
function valueOf(field, value, ui) {
  if (value === undefined || value === null || value === "") return "";
  if (field.type === "yes_no") return ui.t(value ? "yes" : "no");
  if (field.type === "date") return ui.date(value, "full");
  if (field.type === "photo") return html`<img class="photo" src=${value} alt=${ui.t("photo_of", { field: field.label })} loading="lazy" />`;
  if (field.type === "rating") return html`<span role="img" aria-label=${ui.t("stars", { n: value })}>${"★".repeat(value)}${"☆".repeat(5 - value)}</span>`;
  if (field.choices && field.choices.length) return text(field.choices.find((one) => choiceKey(one) === value) || value);
  if (field.type === "money") return money(value, field.unit || "", ui);
  if (field.type === "number") return ui.number(value) + (field.unit ? " " + field.unit : "");
  return String(value);
}

// A currency's sign stands before the number, a word for it (元) behind.
function money(value, unit, ui) {
  const number = Math.floor(value) === value ? ui.number(value) : ui.number(Math.floor(value)) + value.toFixed(2).slice(-3);
  return /[$¥￥€£]$/.test(unit) ? unit + number : number + (unit ? " " + unit : "");
}

// Enter sends a form, by us: a closed frame forbids what browsers do.
function sends(send) {
  const pressed = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    send();
  };
  return { novalidate: true, onKeyDown: pressed, onSubmit: (event) => event.preventDefault() };
}

// A form that has just opened waits for its first answer.
function begin(form) {
  if (form) focusOnce(form.querySelector("[name]"));
}

// A whole form; what is wrong with a field is said below it. extra: {key, values (to begin with), input (sent as well), label (of the button), done(answer), cancel()}.
function formOf(ui, drafts, fields, verb, extra) {
  const key = verb + (extra.key || "");
  const typed = drafts[key] || extra.values || {};
  const set = (name, value) => {
    drafts[key] = Object.assign({}, drafts[key] || extra.values, { [name]: value });
    settings.draw();
  };
  const send = async () => {
    const sent = drafts[key];
    const answer = await ui.act(verb, Object.assign({}, sent || extra.values, extra.input));
    if (!answer.ok || drafts[key] !== sent) return;
    delete drafts[key];
    if (extra.done) extra.done(answer);
    settings.draw();
    ui.refocus("[data-action=" + verb + "]");
  };
  const at = fields.some((field) => field.name === said.field) ? said.field : "";
  const leave = () => {
    delete drafts[key];
    hush();
    extra.cancel();
    ui.refocus("[data-action=" + verb + "]");
  };
  return html`<form class="form" key=${key} ref=${begin} ...${sends(send)}>
    ${fields.map((field) => html`${ui.input(field, typed[field.name], (value) => set(field.name, value))}${field.name === at ? ui.notice() : null}`)}
    ${at ? null : ui.notice()}
    <div class="buttons">
      <button type="button" class="go" data-action=${verb} onClick=${send}>${extra.label || ui.t(verb)}</button>
      ${extra.cancel ? html`<button type="button" class="quiet" onClick=${leave}>${ui.t("cancel")}</button>` : null}
    </div>
  </form>`;
}
