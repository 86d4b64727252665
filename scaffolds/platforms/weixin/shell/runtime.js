// Between the pages and the rules: runs a rule, keeps what it decided, and shows what it answered.
const lost = require("./lost.js");
const store = require("./store.js");
const { now } = require("./clock.js");
const { language, nameTabs, t, text, wordsOf } = require("./language.js");
const { EMOJI, KEEPS, KEEPS_SHARED, LISTED, RULES, SCREENS, TAGLINE, THINGS, TITLE } = require("./screens.js");
const { allow } = require("./my_rules.js");

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
const HEAD = { emoji: EMOJI, title: text(TITLE), tagline: text(TAGLINE), local: THINGS.length && !store.shared ? t("local") : "" };
// What somebody sees who is sent a page. Without it WeChat would send a picture of the page itself, and of whoever stands on it.
const CARD = "/share.png";
// Of a class that writes at once, each round lets one in.
const TRIES = 64;

// What a rule is given: all rows, whether you are the owner, and the time.
function app() {
  return { rows: store.rows(), owner: store.owner(), now: now() };
}

// What every page can do. A page takes it in with `...screen("its id")` and adds look(app): what it shows. It may add
// arrive() and leave(): when it comes into sight and goes out of it; and done(action, answer, input): what it does after
// a yes; true says that the page itself shows what came of it.
function screen(id) {
  return {
    screen: id,
    onLoad() {
      nameTabs();
      wx.setNavigationBarTitle({ title: labelOf(id) });
      this.setData({ words: wordsOf(id), keeps: keeps(), alert: "", next: "" });
    },
    onShow() {
      show(this);
      store.watch(this, () => show(this));
      lost.tellTo(() => show(this));
      if (this.arrive) this.arrive();
    },
    onHide() {
      goOut(this);
    },
    onUnload() {
      goOut(this);
    },
    onShareAppMessage() {
      return { title: `${EMOJI} ${text(TITLE)} · ${labelOf(id)}`, path: `/pages/${id}/${id}`, imageUrl: CARD };
    },
    closeAlert() {
      this.setData({ alert: "", next: "" });
    },
    closeLost() {
      lost.close();
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
      this.setData({ words: wordsOf(""), keeps: keeps() });
    },
    onShow() {
      showHead(this);
      lost.tellTo(() => showHead(this));
    },
    onShareAppMessage() {
      return { title: `${EMOJI} ${text(TITLE)}`, imageUrl: CARD };
    },
    closeLost() {
      lost.close();
    },
    showKeeps() {
      this.setData({ keepsOpen: !this.data.keepsOpen });
    },
  };
}

function labelOf(id) {
  return text(SCREENS.find((one) => one.id === id).label);
}

// What the app keeps and who sees it depends on where it is kept.
function keeps() {
  return (store.shared ? KEEPS_SHARED : KEEPS)[language];
}

// Of the pages with tabs, the first says what the app is called. All say when the rows cannot be fetched, and what became of what had no answer.
function headOf(id) {
  const name = !LISTED && id === SCREENS[0].id ? HEAD : {};
  const state = store.state();
  return { ...name, ...(state ? { note: t(state), waits: state === "loading" } : {}), ...lost.told() };
}

function showHead(page) {
  page.setData({ head: { ...HEAD, ...lost.told() } });
}

// What is typed into a form stays: a page's look() never gives it.
function show(page) {
  page.setData({ ...page.look(app()), head: headOf(page.screen) });
}

function goOut(page) {
  store.rest(page);
  if (page.leave) page.leave();
}

// To another screen of this app: with tabs by its tab, else over this page, or in its place where ten lie over one another: WeChat takes no more.
function goTo(id) {
  const url = `/pages/${id}/${id}`;
  if (SCREENS.length > 1 && !LISTED) wx.switchTab({ url: url });
  else wx.navigateTo({ url: url, fail: () => wx.redirectTo({ url: url }) });
}

// Asks the rule of this screen, then yours. Yes: it is kept and said. No: the reason stands on the page. A promise of the answer.
// A second tap while the first is still on its way to the cloud is no second wish.
function act(page, action, input) {
  const name = action + JSON.stringify(input);
  const wishes = (page.wishes = page.wishes || {});
  const wish = (wishes[name] = wishes[name] || {});
  wish.again = Boolean(wish.answer);
  if (wish.lost) page.setData({ alert: t(wish.lost), next: "" });
  wish.answer = wish.answer || answerTo(page, action, input, wish).finally(() => delete wishes[name]);
  return wish.answer;
}

async function answerTo(page, action, input, wish) {
  const answer = await decide(page, action, input, wish);
  if (answer.ok) accept(page, action, answer, input, wish);
  else refuse(page, action, answer, wish);
  return answer;
}

// Where others wrote first, the rule is asked again on the new rows; and where it did not arrive, if somebody tapped again meanwhile.
async function decide(page, action, input, wish) {
  const ids = [];
  for (let n = 0; n < TRIES; n++) {
    const answer = ask(page.screen, action, input);
    if (!answer.ok || !answer.changes.length) return answer;
    const result = await store.write(named(answer.changes, ids), labelOf(page.screen), (why) => sayLost(page, wish, why));
    wish.lost = "";
    if (result === "done") return answer;
    if (result === "never" && !wish.again) return { ok: false, why: "not_kept" };
    if (result !== "moved" && result !== "never" && !(isOvertaken(result) && n === 0)) return { ok: false, why: result };
  }
  return { ok: false, why: "busy" };
}

// No answer came: that is said at once, and what became of it when it is known.
function sayLost(page, wish, why) {
  Object.assign(wish, { lost: why, late: true, again: false });
  page.told = wish;
  page.setData({ alert: t(why), next: "" });
}

// With the newest rows the rule can say who has it, and what is free.
function isOvertaken(result) {
  return result === "unique" || result === "limit" || result === "overlap";
}

function ask(id, action, input) {
  const answer = RULES[id][action](input, app());
  if (!answer.ok) return answer;
  const yours = askYours(id, action, input);
  return yours === true ? answer : { ok: false, says: yours };
}

function askYours(id, action, input) {
  try {
    const yours = allow(id, action, input, app());
    return typeof yours === "string" ? yours : true;
  } catch (fault) {
    return t("my_rules_broke", { message: String(fault && fault.message) }, id);
  }
}

// New rows are given their ids here, the same at every try.
function named(changes, ids) {
  return changes.map((change, n) => {
    if (change.op !== "add") return change;
    ids[n] = ids[n] || newId();
    return { ...change, id: ids[n] };
  });
}

function newId() {
  let id = "";
  while (id.length < 16) id += LETTERS[Math.floor(Math.random() * LETTERS.length)];
  return id;
}

// A yes that comes late leaves standing what was said of another wish meanwhile.
function accept(page, action, answer, input, wish) {
  const others = wish.late && page.told !== wish ? { alert: page.data.alert, next: page.data.next } : {};
  page.setData({ alert: "", next: "" });
  const said = page.done && page.done(action, answer, input);
  page.setData(others);
  show(page);
  if (answer.say && !said) toast(t(answer.say.word, answer.say.with, page.screen));
}

function toast(title) {
  wx.showToast({ title: title, icon: "none", duration: 2500 });
}

function refuse(page, action, answer, wish) {
  page.told = wish;
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

module.exports = { act, app, confirm, goTo, home, screen, show, t, text, toast };
