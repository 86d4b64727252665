// All pictures, to keep them right and to pin those that one says most; and the form for one of them.
const { filled, forPage, pictureFile } = require("../../form.js");
const { act, app, confirm, show } = require("../../runtime.js");
const { value } = require("../../shown.js");
const { EMOJI } = require("./emoji.js");

const OWN = ["text", "picture", "photo", "category", "language", "emergency"];

// What the form begins with.
function pictureForm(fields) {
  return { fields: forPage(fields), ...filled(fields), emoji: EMOJI };
}

// The handlers that the page takes in. kit: {rules, ui}; the page has wordsOf(row) and enter(mode).
function listing({ rules, ui }) {
  return {
    lookAtAll(app) {
      const rows = rules.all(app);
      return { rows: rows.slice(0, this.data.shownRows).map((row) => this.lineOf(row, app)), ...this.moreOf(rows.length) };
    },

    lineOf(row, app) {
      const words = this.wordsOf(row);
      return {
        id: row.id,
        picture: row.picture || "",
        photo: row.photo ? pictureFile(row.photo) : "",
        words: words,
        own: rules.FIELDS.filter((field) => !OWN.includes(field.name)).map((field) => ownOf(ui, field, row)).filter((one) => one.words),
        pinned: rules.isPinned(row, app),
        mayChange: rules.mayChange(row, app),
        pinLabel: ui.t("pin_label", { text: words }),
        changeLabel: ui.t("change_label", { text: words }),
        removeLabel: ui.t("remove_label", { text: words }),
      };
    },

    pin(event) {
      const { id } = event.currentTarget.dataset;
      const { pinned } = this.data.rows.find((one) => one.id === id);
      act(this, pinned ? "unpin" : "pin", { id: id });
    },

    remove(event) {
      const { id } = event.currentTarget.dataset;
      const { words } = this.data.rows.find((one) => one.id === id);
      confirm(ui.t("really_remove", { text: words }), () => act(this, "remove", { id: id }));
    },

    // Without an id the form is for a new picture. Whoever came from the list goes back to it.
    openForm(event) {
      const { id } = event.currentTarget.dataset;
      const row = id ? rules.all(app()).find((one) => one.id === id) : undefined;
      this.setData({ editing: id || "", from: this.data.mode, formTitle: ui.t(row ? "change_title" : "add_title"), ...filled(rules.FIELDS, row) });
      this.enter("write");
    },

    closeForm() {
      this.enter(this.data.from);
    },

    pickEmoji(event) {
      const { emoji } = event.currentTarget.dataset;
      this.setData({ "form.picture": this.data.form.picture === emoji ? "" : emoji });
    },

    save() {
      const { editing, form } = this.data;
      if (editing) act(this, "change", { ...form, id: editing });
      else act(this, "add", form);
    },

    showMore() {
      this.setData({ shownRows: this.data.shownRows + this.data.page });
      show(this);
    },
  };
}

function ownOf(ui, field, row) {
  const words = value(field, row[field.name]);
  return { name: field.name, words: words && row[field.name] !== false ? ui.t("label_of", { field: field.label }) + words : "" };
}

module.exports = { listing, pictureForm };
