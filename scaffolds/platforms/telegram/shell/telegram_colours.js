// Telegram's grounds and words with the app's own colour on them, and always a contrast that can be read.

import { ask } from "./telegram_client.js";

const root = document.documentElement;
const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
const DARK = 0.179; // below this brightness white words are read better than black ones

// A colour of style.css, as three numbers from 0 to 255.
function colour(name) {
  const probe = root.appendChild(document.createElement("i"));
  probe.style.color = "var(--" + name + ")";
  pen.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  pen.fillRect(0, 0, 1, 1);
  return Array.from(pen.getImageData(0, 0, 1, 1).data).slice(0, 3);
}

function hex(rgb) {
  return "#" + rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
}

// A colour of the app as Telegram takes it: #rrggbb.
export function hexOf(name) {
  return hex(colour(name));
}

function numbers(text) {
  return /^#[0-9a-f]{6}$/i.test(text) ? [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) : null;
}

// Both as in WCAG 2.2: relative luminance, and the contrast of two colours.
function brightness(rgb) {
  const [red, green, blue] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a, b) {
  const [dark, bright] = [brightness(a), brightness(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

function mix(from, to, part) {
  return from.map((value, at) => value + (to[at] - value) * part);
}

// The colour, moved towards black or white only as far as it must be to be read on all these grounds.
function readable(wanted, grounds, least, dark) {
  const end = dark ? [255, 255, 255] : [0, 0, 0];
  for (let part = 0; part < 1; part += 0.1) {
    const found = mix(wanted, end, part);
    if (grounds.every((ground) => contrast(found, ground) >= least)) return found;
  }
  return end;
}

// The page's rules for the dark follow Telegram, which may be dark while the phone is light.
function night(dark) {
  root.style.colorScheme = dark ? "dark" : "light";
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule.media && /prefers-color-scheme|^(not )?all$/.test(rule.media.mediaText)) rule.media.mediaText = dark ? "all" : "not all";
    }
  }
}

// `params`: the colours of Telegram's theme, each #rrggbb.
export function paint(params) {
  const of = (...names) => names.map((name) => numbers(params && params[name])).find(Boolean);
  const bg = of("bg_color");
  if (!bg) return;
  const ground = of("secondary_bg_color") || bg;
  const dark = brightness(ground) < DARK;
  night(dark);
  ["ground", "surface", "ink", "ink-2", "line", "edge", "theme-ink"].forEach((name) => root.style.removeProperty("--" + name));
  const section = of("section_bg_color") || bg;
  const surface = brightness(section) < DARK === dark ? section : ground;
  const grounds = [ground, surface, colour("tint")];
  const ink = readable(of("text_color") || colour("ink"), grounds, 7, dark);
  const quiet = readable(of("subtitle_text_color", "hint_color") || colour("ink-2"), grounds, 4.6, dark);
  const accent = readable(colour("theme-ink"), grounds, 4.6, dark);
  const edge = readable(mix(surface, ink, 0.4), [ground, surface], 3, dark);
  const found = { "ground": ground, "surface": surface, "ink": ink, "ink-2": quiet, "theme-ink": accent, "line": mix(surface, ink, 0.14), "edge": edge };
  Object.keys(found).forEach((name) => root.style.setProperty("--" + name, hex(found[name])));
  ask("web_app_set_background_color", { color: hex(ground) });
  ask("web_app_set_header_color", { color: hex(ground) });
  ask("web_app_set_bottom_bar_color", { color: hex(surface) });
}
