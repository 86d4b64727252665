// Which voice, how fast, and one switch.

import { html } from "../../vendor/preact.js";

// tools: {voices, speeds, voice (now)}
export function voicePanel(view, tools) {
  const { ui, state } = view;
  const chip = (name, now) => (value) => html`<button type="button" class="chip" key=${value} aria-pressed=${String(now === value)} onClick=${() => view.set({ [name]: value, hint: "" })}>${ui.t(name + "_" + value)}</button>`;
  return html`<p id="talk-voices">${ui.t("voice_label")}</p><div class="chips" role="group" aria-labelledby="talk-voices">${tools.voices.map(chip("voice", tools.voice))}</div>
    <p id="talk-speeds">${ui.t("speed_label")}</p><div class="chips" role="group" aria-labelledby="talk-speeds">${tools.speeds.map(chip("speed", state.speed))}</div>
    <p>${ui.t("voice_how")}</p>
    <p id="talk-switch">${ui.t("switch_about")}</p>
    <button type="button" class="quiet" data-action="switch" aria-pressed=${String(state.scan)} aria-describedby="talk-switch" onClick=${() => view.set({ scan: !state.scan })} data-scan-end>${ui.t(state.scan ? "switch_off" : "switch_on")}</button>`;
}
