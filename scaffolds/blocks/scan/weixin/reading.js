// How a code comes in: from WeChat's own reader, a tag, a keyboard or a tap; and what the page does with it.
const { listen } = require("./nfc.js");
const { readOne } = require("./reader.js");
const { act, app, show, t } = require("../../runtime.js");

// What the page takes in with `...reading(rules, screen)`. It has write(row): a form for what nobody has put a name to.
function reading(rules, screen) {
  return {
    // What waits for tags.
    listening: null,

    async openReader() {
      const got = await readOne();
      if (got.code) this.read(got.code);
      else if (got.why) this.setData({ typing: true });
      if (got.why) this.tell(got.why, got.why === "camera_denied" ? "open_settings" : "");
    },

    readTag() {
      this.setData({ waiting: true });
      this.listening = listen((code) => this.read(code), () => this.noTags());
      show(this);
    },

    noTags() {
      this.setData({ waiting: false });
      show(this);
      this.tell("nfc_fails", "");
    },

    startTyping() {
      this.setData({ typing: true });
    },

    type(event) {
      this.setData({ typed: event.detail.value });
    },

    send() {
      this.read(this.data.typed);
    },

    mark(event) {
      this.read(event.currentTarget.dataset.code);
    },

    // A code came in, from wherever: the rule says what it means.
    async read(code) {
      const answer = await act(this, "scan", { code: code });
      const isUnknown = answer.why === "unknown";
      this.setData({ last: answer.ok || isUnknown ? rules.codeOf({ code: code }).code : "" });
      if (isUnknown && !rules.mayAdd(app())) this.setData({ next: "" });
      if (answer.ok) this.setData({ day: "", typed: "" });
      show(this);
    },

    // Nobody has put a name to a code, or the phone's settings keep something from this page.
    takeNext() {
      const { nextDoes } = this.data;
      this.closeAlert();
      if (nextDoes === "open_settings") wx.openSetting({});
      else this.write({ code: this.data.last });
    },

    tell(why, nextDoes) {
      this.setData({ alert: t(why, {}, screen), next: nextDoes ? t(nextDoes, {}, screen) : "", nextDoes: nextDoes });
    },

    closeAlert() {
      this.setData({ alert: "", next: "", nextDoes: "" });
    },

    // The camera and the reader of tags are open only as long as the page is in sight.
    leave() {
      if (this.listening) this.listening.end();
      this.listening = null;
      this.setData({ camera: false, waiting: false });
    },
  };
}

module.exports = { reading };
