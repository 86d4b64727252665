// Huge words for the person opposite: the sentence, or what helps in an emergency.
const { pictureFile } = require("../../form.js");
const { app } = require("../../runtime.js");
const { BOARD } = require("./board.js");

// The handlers that the page takes in. rules: of its screen.
function staging(rules) {
  return {
    lookAtStage(app) {
      const { big } = this.data;
      const rows = this.shownOnes();
      const one = rows.length === 1 ? rows[0] : {};
      const text = rules.sentence(rows.map((row) => this.spoken(row)));
      const others = big ? rules.emergencies(app).filter((row) => row.id !== big) : [];
      return {
        stage: { ...stageOf(text, false), picture: one.picture || "", photo: one.photo ? pictureFile(one.photo) : "" },
        others: others.map((row) => ({ id: row.id, picture: row.picture || "", words: this.spoken(row) })),
      };
    },

    // The one that fills the screen, as long as nobody took it away; else the sentence.
    shownOnes() {
      const { big } = this.data;
      return big ? [...rules.all(app()), ...rules.QUICK].filter((row) => row.id === big) : this.chosen();
    },

    // Help fills the screen and is said.
    cry(row) {
      this.setData({ big: row.id });
      this.enter("show");
      this.speak(this.spoken(row), rules.voiceFor(row, this.voiceNow(), BOARD));
    },

    cryOut(event) {
      this.cry(rules.all(app()).find((row) => row.id === event.currentTarget.dataset.id));
    },

    showBig() {
      this.setData({ big: "" });
      this.enter("show");
    },

    sayBig() {
      const { words } = this.data.stage;
      this.speak(words, this.voiceOf(this.shownOnes(), words));
    },

    turnRound() {
      this.setData({ turned: !this.data.turned });
    },
  };
}

// Huge words; longer ones are a little smaller.
function stageOf(words, waiting) {
  return { words: words, size: waiting ? "wait" : words.length > 60 ? "long" : words.length > 18 ? "some" : "" };
}

module.exports = { stageOf, staging };
