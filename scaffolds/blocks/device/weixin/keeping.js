// What was kept: it is looked back on, entered by hand, changed and taken away.
const { filled } = require("../../form.js");
const { act, app, confirm, show, t } = require("../../runtime.js");

// Your readings go in this many steps at most.
const MOST_STEPS = 10;

// What the page takes in with `...keeping(rules, screen, form)`; `form` are the fields that people fill in.
function keeping(rules, screen, form) {
  return {
    showMore() {
      this.see({ readings: this.data.seen.readings + this.data.seen.step });
    },

    see(wanted) {
      this.setData({ seen: { ...this.data.seen, ...wanted } });
      show(this);
    },

    openHands(event) {
      const { id } = event.currentTarget.dataset;
      const hands = [() => this.openForm(event), () => this.remove(id)];
      wx.showActionSheet({ itemList: [t("change", {}, screen), t("remove", {}, screen)], success: (picked) => hands[picked.tapIndex]() });
    },

    // Without an id the form is for a new one.
    openForm(event) {
      const { id } = event.currentTarget.dataset;
      const row = id ? this.kept(id) : undefined;
      const title = row ? t("change_label", { time: row.time || "" }, screen) : t("by_hand", {}, screen);
      this.setData({ editing: id || "new", formTitle: title, alert: "", next: "", ...filled(form, row) });
      wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    },

    closeForm() {
      this.setData({ editing: "", alert: "", next: "" });
      show(this);
    },

    save() {
      const { editing, form } = this.data;
      if (editing === "new") act(this, "add", form);
      else act(this, "change", { ...form, id: editing });
    },

    remove(id) {
      confirm(t("really_remove", {}, screen), () => act(this, "remove", { id: id }));
    },

    askToClear() {
      confirm(t("really_clear", {}, screen), () => this.clearAll());
    },

    async clearAll() {
      for (let n = 0; n < MOST_STEPS; n++) {
        const answer = await act(this, "clear", {});
        if (!answer.ok || !rules.entries(app()).some((row) => rules.mayChange(row, app()))) return;
      }
    },

    kept(id) {
      return rules.entries(app()).find((row) => row.id === id);
    },

    // After a yes of the rules.
    done(action) {
      if (action === "add" || action === "change") this.closeForm();
    },
  };
}

module.exports = { keeping };
