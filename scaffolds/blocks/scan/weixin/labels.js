// The page of labels: drawn a few sheets at a time, looked at large, saved among the phone's pictures.
const { canvasOf } = require("../../canvas.js");
const { app, t, toast } = require("../../runtime.js");
const { LABELS, drawSheet, saveAll } = require("./sheets.js");

const SHEETS_AT_ONCE = 4;

// The handlers that a page takes in with `...labels(rules, "its id")`; it has go() and tell(), and the canvas ".drawing".
function labels(rules, screen) {
  return {
    openSheets() {
      this.go({ mode: "sheets", sheets: [], moreSheets: "", drawing: true });
      wx.nextTick(() => this.drawMore());
    },

    // One sheet after another, on the one canvas.
    async drawMore() {
      this.setData({ drawing: true });
      try {
        const sheets = await drawn(this.data.sheets, rules.toPrint(app()));
        const left = rules.toPrint(app()).length - sheets.length * LABELS;
        this.setData({ sheets: sheets, drawing: false, moreSheets: left > 0 ? t("more", { n: Math.min(left, SHEETS_AT_ONCE * LABELS) }, screen) : "" });
      } catch (lost) {
        this.setData({ drawing: false });
        this.tell("labels_failed", "");
      }
    },

    showSheet(event) {
      wx.previewImage({ current: event.currentTarget.dataset.path, urls: this.data.sheets.map((one) => one.path) });
    },

    async saveSheets() {
      const said = await saveAll(this.data.sheets.map((one) => one.path));
      if (said === "saved") toast(t("labels_saved", {}, screen));
      else if (said) this.tell(said, said === "album_denied" ? "open_settings" : "");
    },
  };
}

async function drawn(sheets, codes) {
  const canvas = await canvasOf(".drawing");
  const all = sheets.slice();
  for (let n = 0; n < SHEETS_AT_ONCE && all.length * LABELS < codes.length; n++) {
    const from = all.length * LABELS;
    all.push({ n: all.length + 1, path: await drawSheet(canvas, codes.slice(from, from + LABELS)) });
  }
  return all;
}

module.exports = { labels };
