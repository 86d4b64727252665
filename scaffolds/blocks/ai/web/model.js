// Asks the language model of whoever runs app.py. There is no key here: ask.py beside app.py has it.

import { asker } from "../../store.js";

const PATIENCE = 25000;

// A promise of { ok: true, text } or { ok: false, why }, why being the key of a sentence. It never fails.
export async function askModel(screen, text) {
  if (location.protocol !== "http:" && location.protocol !== "https:") return { ok: false, why: "model_off" };
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const body = JSON.stringify({ screen: screen, text: text });
    const heads = Object.assign({ "Content-Type": "application/json" }, asker.headers);
    const answer = await fetch("api/ask", { method: "POST", headers: heads, body: body, signal: stop.signal });
    if (answer.status === 404) return { ok: false, why: "model_off" };
    const told = await answer.json();
    return told.ok && typeof told.text === "string" ? told : { ok: false, why: KNOWN.indexOf(told.why) >= 0 ? told.why : "model_lost" };
  } catch (lost) {
    return { ok: false, why: "model_lost" };
  } finally {
    clearTimeout(timer);
  }
}

const KNOWN = ["model_off", "model_busy", "model_lost"];
