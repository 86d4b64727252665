// One labelled form field of each type.

import { html } from "./vendor/preact.js";
import { choiceKey } from "./rules/fields.js";

const PHOTO_SIDE = 1024;

// tools: {t, text, id}; error: the sentence about this field, where there is one.
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
  return words.length ? html` <small>(${words.join(tools.t("list_comma"))})</small>` : null;
}

const KINDS = {
  number: { type: "text", inputmode: "decimal" }, money: { type: "text", inputmode: "decimal" }, date: { type: "date" },
  time: { type: "time" }, phone: { type: "tel", autocomplete: "tel" }, person: { type: "text", autocomplete: "name" }, text: { type: "text" },
};

function line(field, value, onInput, id, about) {
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
    <span>${tools.text(field.label)}${field.private ? html` <small>(${tools.t("private")})</small>` : null}</span></label></div>`;
}

function rating(field, value, onInput, id, tools) {
  const star = (n) => html`<label class="star ${n <= value ? "on" : ""}"><input type="radio" name=${field.name} value=${n}
    checked=${Number(value) === n} onChange=${() => onInput(n)} /><span aria-hidden="true">★</span><span class="vh">${tools.t("stars", { n: n })}</span></label>`;
  return html`<fieldset class="field rating" id=${id}><legend>${tools.text(field.label)}${note(field, tools)}</legend>${[1, 2, 3, 4, 5].map(star)}</fieldset>`;
}

function photo(field, value, onInput, id, about, tools) {
  const take = async (event) => onInput(await smaller(event.target.files[0]));
  return html`<div class="field photo"><label for=${id}>${tools.text(field.label)}${note(field, tools)}</label>
    ${value ? html`<img src=${value} alt=${tools.t("photo_of", { field: field.label })} />` : null}
    <input id=${id} type="file" accept="image/*" name=${field.name} ...${about} onChange=${take} /></div>`;
}

// A phone's picture has megabytes; a thousand pixels are enough to see, and leave out where it was taken.
async function smaller(file) {
  if (!file) return "";
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.8);
  } catch (unreadable) {
    return "unreadable";
  }
}
