// Captions: what somebody says, in huge letters; or what one types, for the person opposite to read.
const { act, confirm, show } = require("../../runtime.js");
const { canListen, captions, hush } = require("../../speech.js");
const { stageOf } = require("./stage.js");

const MOST_LINES = 40;
const SHOWN_OF_KEPT = 40;
let running = null;

// The handlers that the page takes in. kit: {rules, ui}; the page has earNow() and speak(text, voice).
function captioning({ rules, ui }) {
  return {
    lookAtCaptions(app) {
      const { lines, now, typed } = this.data;
      const last = lines[lines.length - 1];
      const before = now ? last : lines[lines.length - 2];
      return {
        canListen: canListen(),
        caption: stageOf(now || last || ui.t(canListen() ? "captions_wait" : "captions_type"), !now && !last),
        captionWho: ui.t(this.data.listening ? "listening" : lines.length ? "captions_said" : "captions_title"),
        captionBefore: before ? ui.t("earlier", { words: before }) : "",
        ears: this.voices(this.earNow()),
        typed: typed,
        kept: rules.heard(app).map((row) => keptLine(ui, row)),
      };
    },

    // Asked before anything is heard, in plain words.
    listen() {
      if (this.data.mayListen) this.begin();
      else this.setData({ asked: true, alert: "" });
    },

    listenYes() {
      this.setData({ asked: false, mayListen: true });
      this.begin();
    },

    listenNo() {
      this.setData({ asked: false });
    },

    // While it listens, the phone stays bright: somebody reads.
    begin() {
      if (running) running.stop();
      hush();
      const ear = captions(this.earNow(), (heard) => ear === running && this.hear(heard));
      running = ear;
      wx.setKeepScreenOn({ keepScreenOn: true, fail() {} });
      this.setData({ listening: true, alert: "", refused: false });
      show(this);
    },

    hear(heard) {
      if (heard.why) {
        this.stopEar();
        this.setData({ refused: heard.why === "mic_refused" });
        act(this, "trouble", { why: heard.why });
      } else if (heard.final) this.addLine(heard.text);
      else this.setData({ now: heard.text });
      show(this);
    },

    // What was being said stays.
    stop() {
      const { now } = this.data;
      this.stopEar();
      this.addLine(now);
      show(this);
    },

    // Whoever leaves this part of the screen is no longer listened to.
    stopEar() {
      if (!running) return;
      const ear = running;
      running = null;
      ear.stop();
      wx.setKeepScreenOn({ keepScreenOn: false, fail() {} });
      this.setData({ listening: false, now: "" });
    },

    addLine(words) {
      this.setData({ now: "", lines: this.data.lines.concat(words || []).slice(-MOST_LINES) });
    },

    chooseEar(event) {
      this.setData({ ear: event.currentTarget.dataset.voice });
      if (running) this.begin();
      show(this);
    },

    type(event) {
      this.setData({ typed: event.detail.value });
    },

    async showTyped() {
      const words = this.data.typed.trim();
      const answer = await act(this, "say", { text: words });
      if (!answer.ok) return;
      this.addLine(words);
      this.setData({ typed: "" });
      show(this);
    },

    sayLast() {
      const last = this.data.lines[this.data.lines.length - 1];
      this.speak(last, rules.voiceOfText(last, this.voiceNow()));
    },

    clear() {
      this.setData({ lines: [], now: "", turned: false });
      show(this);
    },

    keep() {
      act(this, "keep", { words: this.data.lines.join("\n").slice(-2000) });
    },

    forget(event) {
      const { id } = event.currentTarget.dataset;
      const { label } = this.data.kept.find((one) => one.id === id);
      confirm(label, () => act(this, "forget", { id: id }));
    },

    openSettings() {
      wx.openSetting({});
    },
  };
}

function keptLine(ui, row) {
  const short = row.words.length > SHOWN_OF_KEPT ? row.words.slice(0, SHOWN_OF_KEPT) + "…" : row.words;
  return { id: row.id, words: row.words, day: ui.date(row.day), label: ui.t("forget_label", { words: short }) };
}

module.exports = { captioning };
