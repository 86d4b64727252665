// The device's ear: one sentence (`listen`), or all that is said until it is stopped (`captions`).

import { device } from "./speech.js";

const ASKED_AS = { en: "en-US", yue: "zh-HK", cmn: "zh-CN" };
const TROUBLES = {
  "not-allowed": "mic_refused", "service-not-allowed": "mic_refused", "audio-capture": "no_mic", "network": "no_network", "language-not-supported": "no_ear_for",
};
const TOO_SHORT = 700;
const LONGEST = 20000;
const hearing = { ear: null };

// One sentence: { ok: true, text, confidence } (0 to 1), or { ok: false, why }, which is "stopped" where somebody stopped it.
export function listen(voice) {
  const { Recognition } = device();
  if (!Recognition) return Promise.resolve(not("no_ear"));
  stopListening();
  hearing.ear = earFor(Recognition, voice);
  return heardBy(hearing.ear);
}

// The microphone is let go.
export function stopListening() {
  const ear = hearing.ear;
  hearing.ear = null;
  if (!ear) return;
  ear.sampanStopped();
  ear.abort();
}

// Some browsers listen on and on: a time limit.
function heardBy(ear) {
  return new Promise((done) => {
    const late = setTimeout(() => hearing.ear === ear && stopListening(), LONGEST);
    const end = (answer) => {
      clearTimeout(late);
      if (hearing.ear === ear) hearing.ear = null;
      done(answer);
    };
    ear.sampanStopped = () => end(not("stopped"));
    ear.onresult = (event) => end(heard(event.results[0][0]));
    ear.onerror = (event) => end(not(TROUBLES[event.error] || "nothing_heard"));
    ear.onend = () => end(not("nothing_heard"));
    start(ear, () => end(not("mic_refused")));
  });
}

function heard(best) {
  return { ok: true, text: best.transcript.trim(), confidence: best.confidence || 0 };
}

function not(why) {
  return { ok: false, why: why };
}

function start(ear, refused) {
  try {
    ear.start();
  } catch (trouble) {
    refused();
  }
}

function earFor(Recognition, voice) {
  return Object.assign(new Recognition(), { lang: ASKED_AS[voice] || voice, continuous: false, interimResults: false, maxAlternatives: 1 });
}

// Writes down what is said until .stop(): hear({ final, words }) for each piece, hear({ why }) at a trouble. Browsers stop by themselves after a silence: then it begins again.
export function captions(voice, hear) {
  const { Recognition } = device();
  const ear = Object.assign(earFor(Recognition, voice), { continuous: true, interimResults: true });
  const work = { on: true, since: 0, short: 0 };
  ear.onresult = (event) => Array.from(event.results).slice(event.resultIndex).forEach((one) => hear({ final: one.isFinal, words: one[0].transcript.trim() }));
  ear.onerror = (event) => TROUBLES[event.error] && end(work, hear, TROUBLES[event.error]);
  ear.onend = () => work.on && again(ear, work, hear);
  begin(ear, work, hear);
  return { stop: () => stop(ear, work) };
}

function begin(ear, work, hear) {
  work.since = Date.now();
  start(ear, () => end(work, hear, "mic_refused"));
}

// An ear that ends at once, time after time, will not hear.
function again(ear, work, hear) {
  work.short = Date.now() - work.since < TOO_SHORT ? work.short + 1 : 0;
  if (work.short > 3) end(work, hear, "no_network");
  else begin(ear, work, hear);
}

function end(work, hear, why) {
  work.on = false;
  hear({ why: why });
}

function stop(ear, work) {
  work.on = false;
  ear.stop();
}
