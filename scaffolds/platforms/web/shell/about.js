// What this app keeps, and who sees it: made from the things themselves, so that it is always true.

import { html } from "./vendor/preact.js";
import { APP, THINGS } from "./screens.js";
import { known } from "./store.js";
import { settings, speak, t, text } from "./ui.js";

const NAMES = { "en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" };

export function about() {
  return html`<section class="about">
    <h2>${t("keeps")}</h2>
    ${THINGS.length ? kept() : html`<p>${t("keeps_nothing")}</p>`}
    ${APP.languages.length > 1 ? languages() : null}
    <p class="made">⛵ ${t("made_with")}</p>
  </section>`;
}

function kept() {
  const secret = THINGS.some((thing) => thing.fields.some((field) => field.private));
  return html`<p>${t(secret ? "seen_by_all" : "seen_by_all_only")}</p>
    <ul class="list">${THINGS.map(keeps)}</ul>
    <p>${t(known.here ? "keeps_where_local" : "keeps_where")}</p>
    ${known.here ? null : html`<p>${t("keeps_who")}</p>`}`;
}

function keeps(thing) {
  const names = (fields) => fields.map((field) => text(field.label)).join(t("list_comma"));
  const secret = thing.fields.filter((field) => field.private);
  const all = secret.length === thing.fields.length;
  return html`<li key=${thing.id}><span><b>${text(thing.label)}</b>${names(thing.fields) === text(thing.label) ? null : html`<small>${names(thing.fields)}</small>`}
    ${secret.length ? html`<small>${all ? t("keeps_private_all") : t("keeps_private", { fields: names(secret) })}</small>` : null}
    ${thing.written_by === "owner" ? html`<small>${t("written_by_owner")}</small>` : null}
  </span></li>`;
}

function languages() {
  return html`<div class="field"><label for="language">${t("language")}</label>
    <select id="language" name="language" value=${settings.language} onChange=${(event) => speak(event.target.value)}>
      ${APP.languages.map((one) => html`<option value=${one}>${NAMES[one]}</option>`)}
    </select></div>`;
}
