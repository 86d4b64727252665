// The device's ear: one sentence (`listen`), or all that is said until it is stopped (`captions`).

import { device } from "./speech.js";

const ASKED_AS = { en: "en-US", yue: "zh-HK", cmn: "zh-CN" };
const TROUBLES = {
  "not-allowed": "mic_refused", "service-not-allowed": "mic_refused", "audio-capture": "no_mic", "network": "no_network", "language-not-supported": "no_ear_for",
};
const TOO_SHORT = 700;

// One sentence: { ok: true, text, confidence } (0 to 1), or { ok: false, why }.
export function listen(voice) {
  return new Promise((done) => {
    const { Recognition } = device();
    if (!Recognition) return done({ ok: false, why: "no_ear" });
    const ear = earFor(Recognition, voice);
    ear.onresult = (event) => {
      const best = event.results[0][0];
      done({ ok: true, text: best.transcript.trim(), confidence: best.confidence || 0 });
    };
    ear.onerror = (event) => done({ ok: false, why: TROUBLES[event.error] || "nothing_heard" });
    ear.onend = () => done({ ok: false, why: "nothing_heard" });
    ear.start();
  });
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
  try {
    ear.start();
  } catch (refused) {
    end(work, hear, "mic_refused");
  }
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
