// The phone's voice and ear behind one small face, for any screen. WeChat has both in a plugin: settings.js says whether this app has it.
//
//   await say(text, voice, rate)     "said", "stopped", or why not: "no_voice", "failed"
//   await listen(voice)              { ok, text, why }: one sentence that somebody says
//   captions(voice, hear)            { stop() }: what is said, sentence by sentence: hear({ text, final, why })
//   canListen(), hush(), stopListening()
//
// A voice is a spoken language: "en", "yue" (Cantonese), "cmn" (Putonghua), or to say something the page's own.
const { VOICE } = require("./settings.js");

// The plugin speaks Putonghua and English, and hears Cantonese too.
const SPEAKS = { en: "en_US", cmn: "zh_CN", "zh-Hans": "zh_CN" };
const HEARS = { ...SPEAKS, yue: "zh_HK", "zh-Hant": "zh_HK" };
const LONGEST = 60000;
let turn = 0;
let playing = null;

// Says a text. What was being said before stops.
async function say(text, voice, rate) {
  hush();
  const mine = turn;
  if (!VOICE || !SPEAKS[voice]) return "no_voice";
  const file = await spoken(text, SPEAKS[voice]);
  if (mine !== turn) return "stopped";
  return file ? play(file, rate || 1) : "failed";
}

function spoken(text, lang) {
  return new Promise((done) => {
    VOICE.textToSpeech({ lang: lang, tts: true, content: text, success: (made) => done(made.filename), fail: () => done("") });
  });
}

function play(file, rate) {
  const mine = turn;
  return new Promise((done) => {
    playing = wx.createInnerAudioContext();
    playing.onEnded(() => done("said"));
    playing.onStop(() => done("stopped"));
    playing.onError(() => done(mine === turn ? "failed" : "stopped"));
    playing.src = file;
    playing.playbackRate = rate;
    playing.play();
  });
}

function hush() {
  turn += 1;
  if (!playing) return;
  playing.stop();
  playing.destroy();
  playing = null;
}

function canListen() {
  return Boolean(VOICE);
}

function listen(voice) {
  return new Promise((done) => {
    const heard = captions(voice, (one) => {
      if (!one.final && !one.why) return;
      heard.stop();
      done(one.why ? { ok: false, why: one.why } : { ok: Boolean(one.text), text: one.text, why: one.text ? undefined : "nothing_heard" });
    });
  });
}

// The plugin hears at most a minute at a time.
function captions(voice, hear) {
  hush();
  if (!VOICE) return silent(hear, "no_ear");
  if (!HEARS[voice]) return silent(hear, "no_ear_for");
  const ear = VOICE.getRecordRecognitionManager();
  ear.onRecognize = (heard) => hear({ text: heard.result, final: false });
  ear.onStop = (heard) => hear({ text: heard.result, final: true });
  ear.onError = (trouble) => hear({ why: reason(trouble) });
  ear.start({ lang: HEARS[voice], duration: LONGEST });
  return { stop: () => ear.stop() };
}

function silent(hear, why) {
  Promise.resolve().then(() => hear({ why: why }));
  return { stop() {} };
}

// The plugin's own numbers: https://mp.weixin.qq.com/wxopen/plugindevdoc?appid=wx069ba97219f66d99
function reason(trouble) {
  const why = { "-30001": "mic_refused", "-30002": "no_mic", "-30003": "nothing_heard", "-30005": "no_network" };
  return why[String(trouble.retcode)] || "nothing_heard";
}

function stopListening() {
  if (VOICE) VOICE.getRecordRecognitionManager().stop();
}

module.exports = { canListen, captions, hush, listen, say, stopListening };
