// Soft notes, no file. Browsers let a page sound only after a press.

import { tone } from "./notes.js";

let speaker = null;

// Ready to sound, where this browser can: to be called at a press, so that what comes later is heard.
export function wake() {
  const Kind = window.AudioContext || window.webkitAudioContext;
  if (!Kind) return null;
  speaker = speaker || new Kind();
  if (speaker.state === "suspended") speaker.resume().catch(() => {});
  return speaker;
}

// Notes of these heights (in hertz), one after another.
export function chime(heights) {
  if (!wake()) return;
  heights.forEach((height, n) => tone(speaker, height, speaker.currentTime + n * 0.35));
}
