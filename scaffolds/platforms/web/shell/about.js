// What this app keeps, and who sees it: made from the things themselves, so that it is always true.

import { html } from "./vendor/preact.js";
import { APP, THINGS } from "./screens.js";
import { known } from "./store.js";
import { settings, speak, t, text } from "./ui.js";

const NAMES = { "en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" };

export function about() {
  return html`<section class="about">
    <h2>${t("keeps")}</h2>
    ${THINGS.length ? THINGS.map(keeps) : html`<p>${t("keeps_nothing")}</p>`}
    ${THINGS.length ? html`<p>${t(known.here ? "keeps_where_local" : "keeps_where")}</p>` : null}
    ${THINGS.length && !known.here ? html`<p>${t("keeps_who")}</p>` : null}
    ${APP.languages.length > 1 ? languages() : null}
    <p class="made">⛵ ${t("made_with")}</p>
  </section>`;
}

function keeps(thing) {
  const names = (fields) => fields.map((field) => text(field.label)).join(t("list_comma"));
  const secret = thing.fields.filter((field) => field.private);
  return html`<div class="card" key=${thing.id}>
    <p><strong>${t("keeps_fields", { thing: thing.label, fields: names(thing.fields) })}</strong></p>
    <p>${t(secret.length ? "seen_by_all" : "seen_by_all_only")}</p>
    ${secret.length ? html`<p>${t("keeps_private", { fields: names(secret) })}</p>` : null}
    ${thing.written_by === "owner" ? html`<p>${t("written_by_owner")}</p>` : null}
  </div>`;
}

function languages() {
  return html`<div class="field"><label for="language">${t("language")}</label>
    <select id="language" name="language" value=${settings.language} onChange=${(event) => speak(event.target.value)}>
      ${APP.languages.map((one) => html`<option value=${one}>${NAMES[one]}</option>`)}
    </select></div>`;
}
