// How a reminder reaches somebody: sound, notifications and the phone's own calendar, as far as this device allows.

import { html } from "../../vendor/preact.js";
import { quietWords } from "./telling.js";

export function reach(view) {
  const { ui, alarm, state } = view;
  const sound = Boolean(alarm && alarm.soundIsOn());
  return html`<section class="reminder-reach"><h2>${ui.t("reach_title")}</h2>
    <p class="reminder-words">${ui.t("reach_open")} ${quietWords(view)}</p>
    <div class="buttons">
      <button type="button" class="quiet" data-action="sound" aria-pressed=${String(sound)} disabled=${!alarm} onClick=${() => turnSound(view)}>${note(sound)}${ui.t(sound ? "sound_on" : "sound_off")}</button>
      <button type="button" class="quiet" data-action="notices" aria-pressed=${String(noticesAreOn())} onClick=${() => askNotices(view)}>${ui.t(noticesAreOn() ? "notices_on" : "notices_ask")}</button>
      <button type="button" class="quiet" data-action="calendar" onClick=${() => takeCalendar(view)}>${ui.t("to_calendar")}</button>
    </div>
    <p role="status" class=${state.told ? "reminder-told-now" : "vh"}>${state.told ? ui.t(state.told) : ""}</p></section>`;
}

function note(on) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${on ? "M4 8v4h3l4 4V4L7 8zM14 7a4 4 0 0 1 0 6" : "M4 8v4h3l4 4V4L7 8zM14 8l4 4M18 8l-4 4"} /></svg>`;
}

function turnSound(view) {
  view.alarm.turnSound();
  view.set({ told: undefined });
}

function noticesAreOn() {
  return "Notification" in window && Notification.permission === "granted";
}

// Asked only here, when somebody presses.
async function askNotices(view) {
  if (noticesAreOn()) return view.set({ told: "notices_on" });
  const given = "Notification" in window ? await Promise.resolve(Notification.requestPermission()).catch(() => "denied") : "denied";
  view.set({ told: given === "granted" ? "notices_on" : "notices_no" });
}

async function takeCalendar(view) {
  const events = view.rules.events(view.app);
  if (!events.length) return view.set({ told: "calendar_none" });
  if (self.origin === "null" && self !== self.top) return view.set({ told: "calendar_frame" });
  const { calendarFile, zoneParts } = await import("./calendar.js");
  const about = { slug: view.slug, title: view.title, note: view.ui.t("calendar_note", { title: view.title }), zone: view.zone, year: Number(view.today.slice(0, 4)), parts: zoneParts(view.zone, Number(view.today.slice(0, 4))) };
  save(calendarFile(events, about, new Date().toISOString()));
  view.set({ told: "calendar_taken" });
}

function save(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  link.download = "reminders.ics";
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
