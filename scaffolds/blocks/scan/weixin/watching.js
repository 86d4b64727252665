// The camera on the page, which sees a card many times a second: each is read once.
const { watcher } = require("./seen.js");
const { show } = require("../../runtime.js");

// What the page takes in with `...watching()`. It has read(code): what a code means; and tell(why, then): what went wrong.
function watching() {
  return {
    isAnother: watcher(),

    openCamera() {
      this.isAnother = watcher();
      this.setData({ camera: true, last: "", alert: "", next: "" });
      show(this);
    },

    closeCamera() {
      this.setData({ camera: false });
    },

    seen(event) {
      if (!this.isAnother(event.detail.result, Date.now())) return;
      wx.vibrateShort({ type: "medium" });
      this.read(event.detail.result);
    },

    refused() {
      this.setData({ camera: false, typing: true });
      this.tell("camera_denied", "open_settings");
    },
  };
}

module.exports = { watching };
