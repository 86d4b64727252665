// Which voice speaks and how fast, and what is said where there is no such voice.
const { language } = require("../../language.js");
const { show } = require("../../runtime.js");
const { say } = require("../../speech.js");

const VOICES = ["en", "yue", "cmn"];

// The handlers that the page takes in. kit: {rules, ui}.
function voicing({ rules, ui }) {
  const speeds = { slow: 0.6, usual: rules.RATE, quick: 1.2 };
  return {
    lookAtVoice() {
      const { speed } = this.data;
      return {
        voices: this.voices(this.voiceNow()),
        speeds: Object.keys(speeds).map((one) => ({ id: one, words: ui.t("speed_" + one), on: one === speed })),
        voiceTitle: ui.t("voice_now", { voice: ui.t("voice_" + this.voiceNow()), speed: ui.t("speed_" + speed) }),
      };
    },

    voiceNow() {
      return this.data.voice || rules.firstVoice(language);
    },

    earNow() {
      return this.data.ear || rules.firstVoice(language);
    },

    voices(chosen) {
      return VOICES.map((id) => ({ id: id, words: ui.t("voice_" + id), on: id === chosen }));
    },

    // Where there is no such voice, a line says so and the words can be shown.
    async speak(text, voice) {
      const how = await say(text, voice, speeds[this.data.speed]);
      const key = VOICES.includes(voice) ? "voice_" + voice : "voice_other";
      this.setData({ hint: how === "no_voice" || how === "failed" ? ui.t(how, { voice: ui.t(key) }) : "" });
    },

    chooseVoice(event) {
      this.setData({ voice: event.currentTarget.dataset.voice, hint: "" });
      show(this);
    },

    chooseSpeed(event) {
      this.setData({ speed: event.currentTarget.dataset.speed });
      show(this);
    },

    showVoice() {
      this.setData({ voiceOpen: !this.data.voiceOpen });
    },
  };
}

module.exports = { voicing };
