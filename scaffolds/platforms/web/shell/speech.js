// The device's voice and its ear behind one small face, for any screen:
//
//   await say(text, voice, rate)     "said", "stopped", or why not: "no_voice", "failed"
//   await listen(voice)              { ok, text, confidence, why }: one sentence that somebody says
//   canListen(), hush()
//   what is said for as long as one likes, and an end to listening: ./ear.js
//
// A voice is a spoken language: "en", "yue" (Cantonese), "cmn" (Putonghua), another language's tag, or to say something the page's: ui.language.
// `device` alone touches the browser's own parts. A test puts simulated ones there: window.sampanSpeech =
// { synthesis, Utterance, Recognition } with the shapes of speechSynthesis, SpeechSynthesisUtterance and SpeechRecognition.

const TAGS = { en: ["en-gb", "en-us", "en"], yue: ["yue", "zh-hk", "zh-yue", "zh-mo"], cmn: ["cmn", "zh-cn", "zh-hans", "zh-sg", "zh-tw"] };
TAGS["zh-Hant"] = TAGS.yue.concat(TAGS.cmn);
TAGS["zh-Hans"] = TAGS.cmn.concat(TAGS.yue);
const BEGIN_WITHIN = 4000;

export function device() {
  const own = window.sampanSpeech;
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  return own || { synthesis: window.speechSynthesis, Utterance: window.SpeechSynthesisUtterance, Recognition: Recognition };
}

export function canListen() {
  return Boolean(device().Recognition);
}

// The ear comes when it is needed, once what is being said has stopped: it would hear itself.
export async function listen(voice) {
  hush();
  return (await import("./ear.js")).listen(voice);
}

// --- the voice

let turn = 0;

// Says a text with a voice of that language; 1 is the usual rate. What was being said before stops.
export async function say(text, voice, rate) {
  const { synthesis, Utterance } = device();
  if (!synthesis || !Utterance) return "no_voice";
  const mine = ++turn;
  const found = voiceOf(voice, await voices(synthesis));
  if (mine !== turn) return "stopped";
  if (!found) return "no_voice";
  synthesis.cancel();
  for (const piece of pieces(text)) {
    const how = await sayPiece(synthesis, Object.assign(new Utterance(piece), { voice: found, lang: found.lang, rate: rate || 1 }));
    if (mine !== turn) return "stopped";
    if (how !== "said") return how;
  }
  return "said";
}

export function hush() {
  turn++;
  const { synthesis } = device();
  if (synthesis) synthesis.cancel();
}

// Some browsers begin and never end, some never begin: a time limit for the beginning, and the browser's own word for the end.
function sayPiece(synthesis, utterance) {
  return new Promise((done) => {
    const late = setTimeout(() => done("failed"), BEGIN_WITHIN);
    utterance.onstart = () => clearTimeout(late);
    utterance.onend = () => done("said");
    utterance.onerror = (trouble) => done(trouble.error === "canceled" || trouble.error === "interrupted" ? "stopped" : "failed");
    sayPiece.kept = utterance; // or the browser may throw it away while it speaks
    synthesis.speak(utterance);
  });
}

// Long texts break off in some browsers: a sentence at a time.
function pieces(text) {
  return (String(text).match(/[^.!?。！？\n]+[.!?。！？\n]*/g) || [String(text)]).map((one) => one.trim()).filter((one) => one);
}

// The voices come late in some browsers: their arrival is waited for, though not for long.
function voices(synthesis) {
  const ready = synthesis.getVoices();
  if (ready.length || !synthesis.addEventListener) return Promise.resolve(ready);
  return new Promise((done) => {
    synthesis.addEventListener("voiceschanged", () => done(synthesis.getVoices()), { once: true });
    setTimeout(() => done(synthesis.getVoices()), 800);
  });
}

// The best voice for a spoken language; those that work without a network come first.
function voiceOf(voice, all) {
  const ranked = all.filter((one) => one.localService !== false).concat(all.filter((one) => one.localService === false));
  for (const tag of TAGS[voice] || [voice]) {
    const found = ranked.find((one) => plainTag(one.lang) === tag || plainTag(one.lang).startsWith(tag + "-"));
    if (found) return found;
  }
  return null;
}

// "zh_HK_#Hant" and "zh-Hant-HK" are the same to us.
function plainTag(tag) {
  const parts = String(tag).toLowerCase().replace(/_/g, "-").replace(/#/g, "").split("-");
  return parts.includes("hk") ? "zh-hk" : parts.includes("tw") ? "zh-tw" : parts.join("-");
}
