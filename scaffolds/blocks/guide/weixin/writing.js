// Writing guides: their names, their steps and questions, what is still missing, and the numbers to call.
const { filled, forPage } = require("../../form.js");
const { act, app, confirm, t, text } = require("../../runtime.js");
const { dropped, leadField, questionFields, typed } = require("./leads.js");

const MOST_MISSING = 5;

// What a page can do that takes it in with `...writing(rules, screen)`. It has go(values): on to another part of the page.
function writing(rules, screen) {
  const say = (word, values) => t(word, values, screen);
  const guideOf = (page) => rules.guides(app()).find((one) => one.id === page.data.guide);
  const stepsOf = (page) => rules.stepsOf(guideOf(page), app());

  return {
    // The step that is being written: its id, or the answer that it is written for.
    writes: { id: "", from: 0, answer: 0 },

    newGuide() {
      this.go({ at: "name", guide: "", formTitle: say("new_guide"), ...formOf(rules.ASKED) });
    },

    rename() {
      this.go({ at: "name", formTitle: say("change_guide_title"), ...formOf(rules.ASKED, guideOf(this)) });
    },

    saveGuide() {
      const { form, guide } = this.data;
      if (guide) act(this, "change_guide", { ...form, id: guide });
      else act(this, "add_guide", form);
    },

    editGuide(event) {
      this.go({ at: "edit", guide: event.currentTarget.dataset.id });
    },

    // Out of a form: to the guide that is being written, or to all.
    backFromForm() {
      this.go({ at: this.data.guide ? "edit" : "home" });
    },

    removeGuide() {
      const { id, name } = guideOf(this);
      confirm(say("really_remove", { what: name }), () => act(this, "remove_guide", { id: id }));
    },

    newStep() {
      this.openStep(null, "", 0, 0);
    },

    changeStep(event) {
      this.openStep(stepsOf(this).find((step) => step.number === event.currentTarget.dataset.number), "", 0, 0);
    },

    // A step for an answer that leads nowhere yet: the answer's words are its title to begin with.
    writeAnswer(event) {
      const { answer, step, words } = event.currentTarget.dataset;
      this.openStep(null, words, step, answer);
    },

    // A new one may be written for an answer of the step `from`.
    openStep(step, title, from, answer) {
      const all = stepsOf(this);
      const fields = [...rules.STEP_FIELDS, ...questionFields(say, rules.MOST_ANSWERS, all), leadField("onward", say("onward"), all)].map(withNone);
      const answers = fields.filter((field) => /^(answer|to)_/.test(field.name)).map(({ name, type }) => ({ name: name, type: type }));
      const row = step ? typed(step) : { title: title };
      this.writes = { id: step ? step.id : "", from: from, answer: answer };
      this.go({ at: "step", formTitle: say(step ? "change_step_title" : "new_step"), answerFields: answers, ...formOf(fields, row) });
      this.ask(Boolean(step) && rules.answers(step).length > 0);
    },

    pickKind(event) {
      this.ask(event.currentTarget.dataset.asks);
    },

    ask(asks) {
      const title = rules.STEP_FIELDS.find((field) => field.name === "title");
      this.setData({ asks: asks, "fields.title.label": asks ? say("the_question") : text(title.label) });
    },

    saveStep() {
      const { asks, form, guide } = this.data;
      const { id, from, answer } = this.writes;
      const given = { ...form, ...dropped(asks) };
      if (id) act(this, "change_step", { ...given, id: id });
      else act(this, "add_step", { ...given, id: guide, from: from, answer: answer });
    },

    moveStep(event) {
      const { id, up } = event.currentTarget.dataset;
      act(this, "move_step", { id: id, up: up });
    },

    removeStep(event) {
      const { id, title } = stepsOf(this).find((step) => step.id === event.currentTarget.dataset.id);
      confirm(say("really_remove", { what: title }), () => act(this, "remove_step", { id: id }));
    },

    openCalls() {
      this.go({ at: "calls", ...formOf(rules.CALL_FIELDS) });
    },

    saveCall() {
      act(this, "add_call", this.data.form);
    },

    removeCall(event) {
      const { id, name } = rules.calls(app()).find((row) => row.id === event.currentTarget.dataset.id);
      confirm(say("really_remove", { what: name }), () => act(this, "remove_call", { id: id }));
    },

    // After a yes of the rules: where the page goes on.
    written(action, answer) {
      const named = () => rules.guides(app()).find((one) => one.name === answer.say.with.what);
      if (action === "add_guide") this.setData({ at: "edit", guide: named().id });
      if (["change_guide", "add_step", "change_step"].includes(action)) this.setData({ at: "edit" });
      if (action === "remove_guide") this.setData({ at: "home", guide: "" });
      if (action === "add_call") this.setData(formOf(rules.CALL_FIELDS));
    },
  };
}

function formOf(fields, row) {
  return { fields: forPage(fields), ...filled(fields, row) };
}

// A wheel has no way back to nothing, so nothing is its first line.
function withNone(field) {
  const none = { number: "", en: t("choose"), "zh-Hant": t("choose"), "zh-Hans": t("choose") };
  return field.type === "choice" ? { ...field, choices: [none, ...field.choices] } : field;
}

// A guide as its writer sees it: its steps in their order, and what keeps it from being shown to others.
function editOf(view, guide) {
  const all = view.rules.stepsOf(guide, view.app);
  const missing = view.rules.problems(guide, view.app).slice(0, MOST_MISSING);
  return { steps: all.map((step, n) => rowOf(view, step, n, all)), missing: missing.map((one, n) => missingOf(view, one, n)) };
}

// What is missing, each with the way to mend it.
function missingOf({ say }, one, n) {
  return { key: n, words: say(one.why, one.with), step: one.step || 0, answer: one.answer || 0, title: one.words || "" };
}

function rowOf({ rules, say }, step, n, all) {
  const to = (number) => all.findIndex((one) => one.number === number) + 1;
  const leads = (one) => say(to(one.to) ? "leads_to" : "leads_open", { answer: one.words, n: to(one.to) });
  const what = { what: step.title };
  return {
    id: step.id,
    number: step.number,
    title: [`${n + 1}.`, step.sign, step.title].filter(Boolean).join(" "),
    leads: rules.answers(step).map(leads).join("\n"),
    isFirst: n === 0,
    isLast: n === all.length - 1,
    upLabel: say("earlier", what),
    downLabel: say("later", what),
    changeLabel: say("change_label", what),
    removeLabel: say("remove_label", what),
  };
}

function callOf({ say }, row) {
  return { id: row.id, name: row.name, phone: row.phone, removeLabel: say("remove_label", { what: row.name }) };
}

module.exports = { callOf, editOf, writing };
