// With one switch the whole screen is the switch: what can be taken now is marked by scanning.js, row by row.
const { app } = require("../../runtime.js");
const { scan } = require("./scanning.js");

const IN_A_ROW = 3;
let scanner = null;

// The handlers that the page takes in. rules: of its screen.
function oneSwitch(rules) {
  return {
    turnScan(event) {
      this.setData({ scan: event.detail.value });
      if (event.detail.value) this.beginScan();
      else this.endScan();
    },

    beginScan() {
      this.endScan();
      wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      scanner = scan({ rows: () => this.scanRows(), mark: (key) => this.mark(key), take: (key) => this.takeMarked(key) });
    },

    endScan() {
      if (scanner) scanner.end();
      scanner = null;
      this.setData({ marked: "" });
    },

    leaveScan() {
      this.setData({ scan: false });
      this.endScan();
    },

    press() {
      scanner.press();
    },

    // What can be taken now, row by row: on the board three pictures are one.
    scanRows() {
      const { mode, quick, chips, tiles, others, parts } = this.data;
      if (mode === "show") return [{ key: "others", ones: others.map((one) => "other:" + one.id) }, { key: "dock", ones: ["do:sayBig", "do:turnRound", "do:toBoard"] }];
      if (mode !== "board") return [];
      const lines = tiles.filter((tile, n) => n % IN_A_ROW === 0).map(({ line }) => ({ key: "line:" + line, ones: tiles.filter((tile) => tile.line === line).map((tile) => "tile:" + tile.id) }));
      return [
        { key: "quick", ones: quick.map((one) => "quick:" + one.id) },
        { key: "chips", ones: chips.map((one) => "chip:" + one.id) },
        ...lines,
        { key: "dock", ones: parts.length ? ["do:sayAll", "do:showBig", "do:takeBack"] : ["do:sayAll"] },
      ];
    },

    mark(key) {
      this.setData({ marked: key });
      if (key.startsWith("line:")) wx.pageScrollTo({ selector: ".in-" + key.slice(5), offsetTop: -120, duration: 0 });
    },

    takeMarked(key) {
      const [kind, id] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
      if (kind === "quick") this.takeQuick(id);
      else if (kind === "chip") this.openCategory(id);
      else if (kind === "tile") this.takeTile(id);
      else if (kind === "other") this.cry(rules.all(app()).find((row) => row.id === id));
      else this[id]();
    },
  };
}

module.exports = { IN_A_ROW, oneSwitch };
