// The dark stage with huge words, which can be turned round for the person opposite, and the drawings of its buttons.

import { html } from "../../vendor/preact.js";

const PATHS = {
  speaker: "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4.2 4.2 0 0 1 0 6M18.2 6.3a8 8 0 0 1 0 11.4",
  ear: "M12 4a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V7a3 3 0 0 0-3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  turn: "M4 9a8 8 0 0 1 14.5-2.5M20 4v4h-4M20 15a8 8 0 0 1-14.5 2.5M4 20v-4h4",
  back: "M9 6h11v12H9l-5-6zM12.5 9.5l4 5M16.5 9.5l-4 5",
  pin: "m12 4 2.4 5 5.6.7-4.1 3.9 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.7 9.6 9z",
  big: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  plus: "M12 5v14M5 12h14",
};

// A line drawing in a square of 24; it stands beside a word always.
export function drawing(name) {
  return html`<svg class="tab-icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}

// parts: {words, waiting (nothing was said yet), whole (it has the screen to itself), picture, photo, who (a line above), focus (the ref that takes it), before (what was said before), turned, live, lang, key}
export function stage(parts) {
  const size = parts.waiting ? " wait" : parts.words.length > 60 ? " long" : parts.words.length > 18 ? " some" : "";
  return html`<div class=${"talk-stage" + (parts.whole ? " whole" : "") + (parts.turned ? " turned" : "")} ref=${parts.ref}>
    <p class="talk-who">${parts.live ? html`<span class="talk-live" aria-hidden="true"><i></i><i></i><i></i><i></i></span>` : null}${parts.who}</p>
    ${parts.photo ? html`<img src=${parts.photo} alt="" />` : parts.picture ? html`<p class="talk-emoji" aria-hidden="true">${parts.picture}</p>` : null}
    <p class=${"talk-caption" + size} tabindex="-1" aria-live="polite" lang=${parts.lang} ref=${parts.focus || null} key=${parts.key || "caption"}>${parts.words}</p>
    ${parts.before ? html`<p class="talk-before">${parts.before}</p>` : null}
  </div>`;
}

// How a page marks the language of words that are spoken with a voice.
export function langOf(voice) {
  return { yue: "zh-Hant-HK", cmn: "zh-Hans" }[voice] || voice;
}
