// What people put on the map: places, and the pictures that they stand on.
const { filled, forPage } = require("../../form.js");
const { act, app, confirm } = require("../../runtime.js");

// What the page takes in with `...putting(rules, say)`. It has begin(values): one thing at a time.
function putting(rules, say) {
  return {
    // A new place; the name is there already where another screen knows it.
    openForm() {
      this.ask("add", { held: this.data.held }, { name: this.nameOfPicked() });
    },

    nameOfPicked() {
      const { card } = this.data;
      return card && this.row(card.id) === undefined ? card.name : undefined;
    },

    ask(doing, values, row) {
      const title = { add: say("add_title"), change: say("change_title", { what: row.name }), put: say("move_title", { what: row.name }) }[doing];
      this.setData({ fields: forPage(rules.ASKED), ...filled(rules.ASKED, row), title: title });
      this.begin({ doing: doing, ...values });
      wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    },

    row(id) {
      return rules.rows(app()).find((row) => row.id === id);
    },

    // The buttons of a card.
    take(event) {
      const { verb } = event.currentTarget.dataset;
      const { picked, on } = this.data;
      const row = this.row(picked);
      if (verb === "place") this.openForm();
      else if (verb === "change") this.ask("change", { editing: row.id }, row);
      else if (verb === "move") this.ask("put", { editing: row.id, held: row.x === undefined ? null : { x: row.x, y: row.y, ground: row.ground || on } }, row);
      else confirm(say("really_remove", { what: row.name }), () => act(this, "remove", { id: row.id }));
    },

    closeForm() {
      this.begin({ picked: this.data.editing });
    },

    save() {
      const { doing, editing, form, held } = this.data;
      const where = held || {};
      if (doing === "add") act(this, "add", { ...form, ...where });
      else if (doing === "change") act(this, "change", { ...form, id: editing });
      else if (doing === "put") act(this, "put", { ...where, id: editing });
      else act(this, "add_picture", form);
    },

    openPictures() {
      if (rules.pictures(app()).length) this.begin({ doing: "pictures" });
      else this.newPicture();
    },

    newPicture() {
      this.setData({ fields: forPage(rules.PICTURE_FIELDS), ...filled(rules.PICTURE_FIELDS), title: say("new_picture") });
      this.begin({ doing: "picture" });
    },

    removePicture(event) {
      const { id, label } = event.currentTarget.dataset;
      confirm(label, () => act(this, "remove_picture", { id: id }));
    },
  };
}

module.exports = { putting };
