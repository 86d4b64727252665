// The line to the device: boards nearby are looked for, one of them or the pretend device is joined, and let go again.
const bluetooth = require("./bluetooth.js");
const { hear, letGo, nothing, take } = require("./live.js");
const { openSimulated } = require("./simulated.js");
const { chime, wake } = require("../../chime.js");
const { app, show, t } = require("../../runtime.js");

// A search ends after so many milliseconds.
const PATIENCE = 15000;

// What the page takes in with `...joining(rules, screen)`. It has keep(more): what is kept of it; and showNow(): what it says now.
function joining(rules, screen) {
  return {
    live: nothing(),
    resting: false,
    search: null,
    searchEnds: 0,

    async connect() {
      wake();
      this.setData({ looking: true, nearby: [], alert: "", next: "" });
      try {
        this.search = await bluetooth.look((boards) => this.setData({ nearby: boards }));
        this.searchEnds = setTimeout(() => this.endSearch(), PATIENCE);
        if (!this.data.looking) this.stopLooking();
      } catch (lost) {
        this.tell(lost.message);
      }
    },

    // In a class there are many boards, so nobody is joined to one without a tap.
    async join(event) {
      const board = this.data.nearby.find((one) => one.id === event.currentTarget.dataset.id);
      this.stopLooking();
      this.setData({ opening: true });
      try {
        const link = await bluetooth.open(board, { line: (said) => this.hear(said), gone: () => this.vanish() });
        this.begin(link, "bluetooth");
      } catch (lost) {
        this.tell(lost.message);
      }
    },

    stopLooking() {
      clearTimeout(this.searchEnds);
      if (this.search) this.search.stop();
      this.search = null;
      this.setData({ looking: false });
    },

    endSearch() {
      if (this.data.nearby.length) return this.search.stop();
      this.tell("why_none");
    },

    // Why not; where the person refused, with the way to WeChat's settings.
    tell(why) {
      this.stopLooking();
      this.setData({ opening: false, alert: t(why, {}, screen), next: why === "why_forbidden" ? t("allow", {}, screen) : "" });
    },

    takeNext() {
      wx.openSetting({});
    },

    async pretend() {
      wake();
      const link = await this.openPretend();
      this.begin(link, "pretend");
    },

    openPretend() {
      return openSimulated({ line: (said) => this.hear(said) }, { sensor: rules.SENSOR, low: rules.LOW, high: rules.HIGH });
    },

    // The pretend device rests while another page is in sight; the line to a board stays.
    rest() {
      this.stopLooking();
      this.resting = Boolean(this.live.link) && this.live.way === "pretend";
      if (this.resting) this.live.link.close();
      this.stayAwake(false);
    },

    // It goes on where a hand had left it.
    async goOn() {
      this.stayAwake(Boolean(this.live.link));
      if (!this.resting) return;
      this.resting = false;
      this.live.link = await this.openPretend();
      if (this.live.held !== null) this.live.link.turn(this.live.held);
    },

    begin(link, way) {
      take(this.live, link, way);
      this.stayAwake(true);
      this.setData({ opening: false, alert: "", next: "", dialAt: (rules.LOW + rules.HIGH) / 2 });
      show(this);
    },

    disconnect() {
      letGo(this.live);
      this.stayAwake(false);
      this.setData({ alert: "", next: "" });
      show(this);
    },

    vanish() {
      this.disconnect();
      this.tell("vanished");
    },

    hear(said) {
      hear(this.live, rules, said, { keep: (more) => rules.mayAdd(app()) && this.keep(more), sound: () => chime([880]), show: () => this.showNow() });
    },

    // A phone that falls asleep hears nothing.
    stayAwake(is) {
      wx.setKeepScreenOn({ keepScreenOn: is });
    },
  };
}

module.exports = { joining };
