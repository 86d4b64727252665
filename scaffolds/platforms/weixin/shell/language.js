// Which language this phone reads, and the app's sentences in it.
const { dateWords } = require("./clock.js");
const { LANGUAGES, LISTED, SCREENS } = require("./screens.js");
const { WORDS } = require("./words.js");

const OF_THE_PHONE = { zh_CN: "zh-Hans", zh_HK: "zh-Hant", zh_TW: "zh-Hant", zh_MO: "zh-Hant" };
const language = chosen();

function chosen() {
  const phone = wx.getAppBaseInfo ? wx.getAppBaseInfo().language : "";
  const wanted = OF_THE_PHONE[phone] || "en";
  return LANGUAGES.includes(wanted) ? wanted : LANGUAGES[0];
}

// All sentences that a screen may show.
function wordsOf(screen) {
  const { block } = SCREENS.find((one) => one.id === screen) || {};
  return { ...WORDS[language][""], ...WORDS[language][block] };
}

// The sentences of a screen that is a package of its own come with it.
function bring(more) {
  Object.keys(more).forEach((one) => Object.assign(WORDS[one], more[one]));
}

// One sentence, its {places} filled in; of a screen's block, where one is named, else of all.
function t(word, values, screen) {
  const sentence = wordsOf(screen)[word];
  return fill(sentence === undefined ? word : sentence, values || {});
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? spoken(values[name]) : place));
}

// A day is said as people say it.
function spoken(given) {
  return /^\d{4}-\d{2}-\d{2}$/.test(given) ? dateWords(given, language) : text(given);
}

// A word of yours: as you typed it, or in each language that you gave it in.
function text(label) {
  if (label === undefined || label === null) return "";
  if (typeof label !== "object") return String(label);
  return label[language] || label[LANGUAGES[0]] || label[Object.keys(label)[0]];
}

// app.json knows one language only; here the tabs get their words in the reader's, from a page: before the first there are no tabs.
function nameTabs() {
  if (language === LANGUAGES[0] || LISTED || SCREENS.length < 2) return;
  SCREENS.forEach((screen, index) => wx.setTabBarItem({ index: index, text: text(screen.tab) }));
}

module.exports = { bring, language, nameTabs, t, text, wordsOf };
