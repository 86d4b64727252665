// How days, numbers, drawings and form fields are shown.

import { html } from "./vendor/preact.js";
import { choiceKey } from "./rules/fields.js";

const LOCALES = { "en": "en-GB", "zh-Hant": "zh-HK", "zh-Hans": "zh-CN" };
const STYLES = {
  short: { weekday: "short", day: "numeric", month: "short" },
  long: { weekday: "long", day: "numeric", month: "long" },
  weekday: { weekday: "short" },
  number: { day: "numeric" },
  near: { day: "numeric", month: "short" },
  full: { day: "numeric", month: "short", year: "numeric" },
};

// The wall clock of the app's zone, "2026-03-02T18:40", wherever the phone is.
export function wallClock(zone) {
  const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const parts = {};
  new Intl.DateTimeFormat("en-US", options).formatToParts(new Date()).forEach((part) => (parts[part.type] = part.value));
  return parts.year + "-" + parts.month + "-" + parts.day + "T" + parts.hour + ":" + parts.minute;
}

export function writeDay(day, style, language) {
  const date = new Date(day + "T00:00:00Z");
  if (isNaN(date)) return String(day);
  return new Intl.DateTimeFormat(LOCALES[language], Object.assign({ timeZone: "UTC" }, STYLES[style] || STYLES.short)).format(date);
}

// This year's days go without their year.
function writeNear(day, language) {
  return writeDay(day, day.slice(0, 4) === String(new Date().getFullYear()) ? "near" : "full", language);
}

export function isDay(value) {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

export function writeNumber(value, language) {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value);
}

// Line drawings stand beside a word always, so they are hidden from screen readers.
const PATHS = {
  free: "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16M10 6.5v7M6.5 10h7",
  mine: "m3.5 10.5 4.5 4.5 8.5-10",
  pick: "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16M10 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5",
  taken: "M10 3.3a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4M3.5 17c.6-3.6 3.2-5.2 6.5-5.2s5.9 1.6 6.5 5.2",
  about: "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16M10 9v5M10 6v.5",
  left: "m12.5 4-6 6 6 6",
  right: "m7.5 4 6 6-6 6",
  bin: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6",
  pen: "m4 16 .8-3.2L13 4.6l2.4 2.4-8.2 8.2z",
};

export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name] || PATHS.about} /></svg>`;
}

// The drawing of a tab: a path in a square of 24, from the screen's own kind.
export function tabIcon(path) {
  return html`<svg class="tab-icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

// --- one labelled form field of each type

// tools: {t, text, id, language}; error: the sentence about this field, where there is one.
export function input(field, value, onInput, tools, error) {
  const id = tools.id + "-" + field.name;
  const about = error ? { "aria-invalid": "true", "aria-describedby": "say" } : {};
  if (field.type === "yes_no") return yesNo(field, value, onInput, id, about, tools);
  if (field.type === "rating") return rating(field, value, onInput, id, tools);
  if (field.type === "photo") return photo(field, value, onInput, id, about, tools);
  const draw = field.choices && field.choices.length ? choice : field.type === "long_text" ? longText : line;
  return html`<div class="field ${field.type}">
    <label for=${id}>${tools.text(field.label)}${note(field, tools)}</label>
    ${draw(field, value, onInput, id, about, tools)}
  </div>`;
}

function note(field, tools) {
  const words = [];
  if (field.unit) words.push(field.unit);
  if (!field.required) words.push(tools.t("optional"));
  if (field.private) words.push(tools.t("private"));
  return words.length ? html` <small>${tools.t("aside", { words: words.join(tools.t("list_comma")) })}</small>` : null;
}

const KINDS = {
  number: { type: "text", inputmode: "decimal" }, money: { type: "text", inputmode: "decimal" }, date: { type: "date" },
  time: { type: "time" }, phone: { type: "tel", autocomplete: "tel" }, person: { type: "text", autocomplete: "name" }, text: { type: "text" },
};

function line(field, value, onInput, id, about, tools) {
  if (field.type === "date" || field.type === "time") return moment(field, value, onInput, id, about, tools);
  return box(field, value, onInput, id, about);
}

// A browser writes days and times as its own language does (03/02/2026, 12:30 PM); until one edits it, this says it as the page does.
function moment(field, value, onInput, id, about, tools) {
  const words = !value ? tools.t("choose") : isDay(value) ? writeNear(value, tools.language) : value;
  return html`<span class="moment">${box(field, value, onInput, id, about)}<span aria-hidden="true" class=${value ? "" : "none"}>${words}</span></span>`;
}

function box(field, value, onInput, id, about) {
  const kind = KINDS[field.type] || KINDS.text;
  return html`<input id=${id} name=${field.name} ...${kind} ...${about} aria-required=${field.required ? "true" : null}
    value=${value === undefined ? "" : value} onInput=${(event) => onInput(event.target.value)} />`;
}

function longText(field, value, onInput, id, about) {
  return html`<textarea id=${id} name=${field.name} rows="4" ...${about} aria-required=${field.required ? "true" : null}
    value=${value === undefined ? "" : value} onInput=${(event) => onInput(event.target.value)}></textarea>`;
}

function choice(field, value, onInput, id, about, tools) {
  return html`<select id=${id} name=${field.name} ...${about} aria-required=${field.required ? "true" : null}
    value=${value === undefined ? "" : value} onChange=${(event) => onInput(event.target.value)}>
    ${value === undefined || value === "" || !field.required ? html`<option value="">${tools.t("choose")}</option>` : null}
    ${field.choices.map((one) => html`<option value=${choiceKey(one)}>${tools.text(one)}</option>`)}
  </select>`;
}

function yesNo(field, value, onInput, id, about, tools) {
  return html`<div class="field yes_no"><label for=${id}>
    <input id=${id} type="checkbox" name=${field.name} ...${about} checked=${value === true} onChange=${(event) => onInput(event.target.checked)} />
    <span>${tools.text(field.label)}${field.private ? html` <small>${tools.t("aside", { words: tools.t("private") })}</small>` : null}</span></label></div>`;
}

function rating(field, value, onInput, id, tools) {
  const star = (n) => html`<label class="star ${n <= value ? "on" : ""}"><input type="radio" name=${field.name} value=${n}
    checked=${Number(value) === n} onChange=${() => onInput(n)} /><span aria-hidden="true">★</span><span class="vh">${tools.t("stars", { n: n })}</span></label>`;
  return html`<fieldset class="field rating" id=${id}><legend>${tools.text(field.label)}${note(field, tools)}</legend>${[1, 2, 3, 4, 5].map(star)}</fieldset>`;
}

function photo(field, value, onInput, id, about, tools) {
  const take = async (event) => onInput(await (await import("./photo.js")).smaller(event.target.files[0]));
  return html`<div class="field photo"><label for=${id}>${tools.text(field.label)}${note(field, tools)}</label>
    ${value ? html`<img src=${value} alt=${tools.t("photo_of", { field: field.label })} />` : null}
    <input id=${id} type="file" accept="image/*" name=${field.name} ...${about} onChange=${take} /></div>`;
}
