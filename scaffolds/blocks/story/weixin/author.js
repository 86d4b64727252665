// Writing the story: all scenes with what is still loose, one scene with its choices, one choice.
const { filled, forPage } = require("../../form.js");
const { act, app, confirm, t } = require("../../runtime.js");
const { EMOJI } = require("./emoji.js");
const { backdrop } = require("./scene.js");

// No scene has such a name: names do not begin with a space.
const NEW = " new";

// What a page can do that takes it in with `...author(rules, screen)`. It has go(values): on to another part of the page.
function author(rules, screen) {
  const say = (word, values) => t(word, values, screen);
  const sceneOf = (page) => rules.scenes(app()).find((one) => one.id === page.data.editing);
  const asked = () => rules.CHOICE_FIELDS.filter((field) => field.name !== "scene");
  const linkFields = () => asked().map((field) => (field.name === "to" ? leadsTo(field) : field));

  // Where a choice leads: nowhere yet, a scene that is there, or a new one by its name.
  function leadsTo(field) {
    const names = rules.scenes(app()).map((one) => one.name);
    return { ...field, type: "choice", choices: [choiceOf("", t("choose")), ...names, choiceOf(NEW, say("a_new_scene"))] };
  }

  return {
    // The choice that is being written: its id, and the scene's form as it was left meanwhile.
    linking: { id: "", form: {}, shown: {} },

    write() {
      this.go({ at: "edit", editing: "" });
    },

    closeWriting() {
      this.go({ at: "cover" });
    },

    // Without an id the form is for a new scene.
    editScene(event) {
      const id = event.currentTarget.dataset.id || "";
      const scene = rules.scenes(app()).find((one) => one.id === id);
      this.go({ at: "scene", editing: id, emoji: EMOJI, drawn: drawnPlaces(rules.BACKGROUNDS), ...formOf(rules.FIELDS, scene) });
    },

    addEmoji(event) {
      this.setData({ "form.picture": (this.data.form.picture || "") + event.currentTarget.dataset.emoji });
    },

    saveScene() {
      const { editing, form } = this.data;
      if (editing) act(this, "change", { ...form, id: editing });
      else act(this, "add", form);
    },

    removeScene() {
      const { id, name } = sceneOf(this);
      confirm(say("really_remove", { name: name }), () => act(this, "remove", { id: id }));
    },

    // Without an id the form is for a new choice of this scene.
    editLink(event) {
      const id = event.currentTarget.dataset.id || "";
      const choice = rules.choices(app()).find((one) => one.id === id);
      const named = { name: "new_scene", label: say("new_scene_name"), type: "text", required: true };
      this.linking = { id: id, form: this.data.form, shown: this.data.shown };
      this.go({ at: "link", linkTitle: choice ? choice.label : say("add_choice"), newScene: NEW, ...formOf([...linkFields(), named], choice) });
    },

    // Back to the scene's form, with what was typed there.
    closeLink() {
      this.go({ at: "scene", fields: forPage(rules.FIELDS), form: this.linking.form, shown: this.linking.shown });
    },

    saveLink() {
      const { form } = this.data;
      const made = form.to === NEW ? { to: "", new_scene: form.new_scene } : { new_scene: undefined };
      const input = { ...form, ...made, scene: sceneOf(this).name };
      if (this.linking.id) act(this, "relink", { ...input, id: this.linking.id });
      else act(this, "link", input);
    },

    unlink(event) {
      act(this, "unlink", { id: event.currentTarget.dataset.id });
    },

    // After a yes of the rules: where the page goes on.
    written(action) {
      if (["add", "change", "remove"].includes(action)) this.go({ at: "edit", editing: "" });
      if (["link", "relink"].includes(action)) this.closeLink();
    },
  };
}

function formOf(fields, row) {
  return { fields: forPage(fields), ...filled(fields, row) };
}

// A choice is kept by its first word and shown by the one of the language.
function choiceOf(key, words) {
  return { key: key, en: words, "zh-Hant": words, "zh-Hans": words };
}

function drawnPlaces(places) {
  const found = {};
  for (const word of Object.keys(places)) found[word] = backdrop(places[word]);
  return found;
}

// All scenes, and what is still loose, each with the scene where it can be mended.
function listOf({ app, rules, say }) {
  const loose = rules.problems(app);
  return {
    scenes: rules.scenes(app).map((scene, n) => rowOf({ app, rules, say }, scene, n)),
    loose: loose.map((one, n) => ({ key: n, words: say(one.word, one.with), scene: one.scene, label: say("edit_label", { name: one.with.name }) })),
    looseTitle: say("problems_title", { n: loose.length }),
  };
}

function rowOf({ app, rules, say }, scene, n) {
  const ways = rules.choicesOf(scene, app).length;
  const about = scene.ending ? say("an_ending") : say(ways === 1 ? "one_choice" : "n_choices", { n: ways });
  return {
    id: scene.id,
    name: scene.name,
    picture: scene.picture || "📄",
    about: n ? about : `${say("first_scene")} · ${about}`,
    label: say("edit_label", { name: scene.name }),
  };
}

// The choices of the scene that is being written.
function choicesOf({ app, rules, say }, id) {
  const scene = rules.scenes(app).find((one) => one.id === id);
  if (!scene) return { sceneTitle: say("new_scene_title"), links: [] };
  return { sceneTitle: scene.name, links: rules.choicesOf(scene, app).map((one) => linkOf(say, one)) };
}

function linkOf(say, one) {
  const leads = [one.to ? say("leads_to", { name: one.to }) : say("leads_nowhere_yet")];
  if (one.needs) leads.push(say("needs", { item: one.needs }));
  if (one.gives) leads.push(say("gives", { item: one.gives }));
  return {
    id: one.id,
    label: one.label,
    leads: leads.join(" · "),
    editLabel: say("edit_label", { name: one.label }),
    unlinkLabel: say("unlink_label", { label: one.label }),
  };
}

module.exports = { author, choicesOf, listOf };
