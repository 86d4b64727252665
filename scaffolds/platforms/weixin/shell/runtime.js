// Between the pages and the rules: runs a rule, keeps what it decided, and shows what it answered.
const store = require("./store.js");
const { now, dateWords, weekday } = require("./clock.js");
const { choiceWords } = require("./form.js");
const { language, t, text, wordsOf } = require("./language.js");
const { EMOJI, KEEPS, RULES, SCREENS, TAGLINE, TITLE } = require("./screens.js");
const { allow } = require("./my_rules.js");

const MOST_TABS = 5;
const HEAD = { emoji: EMOJI, title: text(TITLE), tagline: text(TAGLINE) };

// What a rule is given: all rows, whether you are the owner (of this phone you are), and the time.
function app() {
  return { rows: store.rows(), owner: true, now: now() };
}

// What every page can do. A page takes it in with `...screen("its id")` and adds look(app): what it shows. It may add
// done(action, answer, input): what it does after a yes; true says that the page itself shows what came of it.
function screen(id) {
  return {
    screen: id,
    onLoad() {
      wx.setNavigationBarTitle({ title: text(SCREENS.find((one) => one.id === id).label) });
      this.setData({ words: wordsOf(id), keeps: KEEPS[language], head: headOf(id), alert: "", next: "" });
    },
    onShow() {
      show(this);
    },
    closeAlert() {
      this.setData({ alert: "", next: "" });
    },
    takeNext() {
      act(this, this.nextAction, this.nextInput);
    },
    showKeeps() {
      this.setData({ keepsOpen: !this.data.keepsOpen });
    },
  };
}

// The same for the page that leads to all screens.
function home() {
  return {
    onLoad() {
      wx.setNavigationBarTitle({ title: text(TITLE) });
      this.setData({ words: wordsOf(""), keeps: KEEPS[language], head: HEAD });
    },
    showKeeps() {
      this.setData({ keepsOpen: !this.data.keepsOpen });
    },
  };
}

// Of the pages with tabs, the first says what the app is called.
function headOf(id) {
  return SCREENS.length <= MOST_TABS && id === SCREENS[0].id ? HEAD : null;
}

function show(page) {
  page.setData(page.look(app()));
}

// Asks the rule of this screen, then yours. Yes: it is kept and said. No: the reason stands on the page.
function act(page, action, input) {
  const answer = decide(page.screen, action, input);
  if (answer.ok) accept(page, action, answer, input);
  else refuse(page, action, answer);
  return answer;
}

function decide(id, action, input) {
  const answer = RULES[id][action](input, app());
  if (!answer.ok) return answer;
  const yours = askYours(id, action, input);
  if (yours !== true) return { ok: false, says: yours };
  return store.apply(answer.changes) ? answer : { ok: false, why: "full" };
}

function askYours(id, action, input) {
  try {
    const yours = allow(id, action, input, app());
    return typeof yours === "string" ? yours : true;
  } catch (fault) {
    return t("my_rules_broke", { message: String(fault && fault.message) }, id);
  }
}

function accept(page, action, answer, input) {
  page.setData({ alert: "", next: "" });
  const said = page.done && page.done(action, answer, input);
  show(page);
  if (answer.say && !said) toast(t(answer.say.word, answer.say.with, page.screen));
}

function toast(title) {
  wx.showToast({ title: title, icon: "none", duration: 2500 });
}

function refuse(page, action, answer) {
  page.nextAction = action;
  page.nextInput = answer.next;
  page.setData({
    alert: answer.says || t(answer.why, answer.with, page.screen),
    next: answer.next ? t("next_" + action, answer.with, page.screen) : "",
  });
}

// Asks before something is taken away; `then` runs on yes.
function confirm(sentence, then) {
  wx.showModal({
    content: sentence,
    confirmText: t("yes"),
    cancelText: t("no"),
    success(answer) {
      if (answer.confirm) then();
    },
  });
}

// A kept value as people read it.
function value(field, kept) {
  if (kept === undefined || kept === null || kept === "") return "";
  if (field.type === "date") return dateWords(kept, language);
  if (field.type === "yes_no") return t(kept ? "yes" : "no");
  if (field.type === "rating") return "★★★★★".slice(0, kept) + "☆☆☆☆☆".slice(kept);
  if (field.type === "choice") return choiceWords(field, kept);
  return field.unit ? `${kept} ${field.unit}` : String(kept);
}

function dateIn(day) {
  return dateWords(day, language);
}

function weekdayIn(day) {
  return weekday(day, language);
}

module.exports = { act, app, confirm, dateWords: dateIn, home, screen, show, t, text, value, weekday: weekdayIn };
