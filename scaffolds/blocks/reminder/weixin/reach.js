// How a reminder reaches somebody: sound and a count in the title while the page is in sight, and the phone's own calendar.
const { app, confirm } = require("../../runtime.js");
const alarm = require("./alarm.js");
const calendar = require("./calendar.js");

// The handlers that the page takes in. kit: {rules, ui, screen (its id), label (what it is called), title (of the app)}.
function reaching({ rules, ui, screen, label, title }) {
  return {
    tick() {
      const alerts = rules.alerts(app());
      const called = alerts.length ? ui.t("title_count", { n: alerts.length, title: label }) : label;
      if (called !== this.data.called) wx.setNavigationBarTitle({ title: called });
      this.setData({ called: called });
      alarm.call(alerts);
    },

    turnSound(event) {
      alarm.turnSound(event.detail.value);
      this.setData({ sound: event.detail.value });
    },

    turnAwake(event) {
      this.keepOn(event.detail.value);
    },

    // A phone that goes dark calls nobody.
    keepOn(on) {
      if (on === this.data.awake) return;
      wx.setKeepScreenOn({ keepScreenOn: on, fail() {} });
      this.setData({ awake: on });
    },

    // Into the phone's calendar goes what it does not have yet; where it has all, it is asked first.
    toCalendar() {
      const entries = calendar.entriesOf(rules.events(app()));
      const fresh = calendar.newOnes(entries, screen);
      this.setData({ told: entries.length ? "" : "calendar_none" });
      if (fresh.length) this.putIn(fresh);
      else if (entries.length) confirm(ui.t("calendar_again"), () => this.putIn(entries));
    },

    async putIn(entries) {
      const done = await calendar.putIn(entries, screen, ui.t("calendar_note", { title: title }));
      this.setData({ told: done ? "calendar_taken" : "calendar_no" });
    },

    openSettings() {
      wx.openSetting({});
    },
  };
}

module.exports = { reaching };
