// An answer as the page shows it: what it is, how sure that is, and never without its reason.
const { t, text } = require("../../runtime.js");
const { pieces } = require("./pieces.js");

const DOTS = { sure: "●●●", maybe: "●●○", unknown: "●○○" };
const MOST_CHIPS = 12;

// found: what the rule found for `asked`. screen: its id, for the words. lost: the word that says why no language model was asked.
function answerOf(asked, found, rules, screen, lost) {
  const unknown = found.sure === "unknown";
  return {
    asked: asked,
    unknown: unknown,
    label: found.label,
    lost: lost ? `${t(lost, {}, screen)} ${t("instead", {}, screen)}` : "",
    quoted: t("quoted", { text: asked }, screen),
    says: unknown ? t("unknown_" + rules.DOES, {}, screen) : text(rules.labelWords(found.label)),
    dots: DOTS[found.sure],
    sure: t(found.by === "words" ? "sure_words" : "sure_" + found.sure, {}, screen),
    because: because(found, screen),
    near: found.near.map((one, n) => nearOf(one, n, asked, rules, screen)),
  };
}

function because(found, screen) {
  if (found.words.length) return t("because_words", { words: found.words.join(t("list_comma")) }, screen);
  return found.near.length ? "" : t("because_nothing", {}, screen);
}

function nearOf(one, n, asked, rules, screen) {
  const alike = Math.round(one.likeness * 100);
  return {
    n: n,
    alike: alike,
    pieces: pieces(one.text, rules.inCommon(asked, one.text)).map((piece, at) => ({ ...piece, at: at })),
    words: rules.DOES === "answer" ? t("percent", { n: alike }, screen) : t("near_label", { label: rules.labelWords(one.label), n: alike }, screen),
  };
}

// The kinds to tap, what it took the text for first.
function kindsToTeach(answer, all, rules) {
  const ordered = answer.unknown ? all : [answer.label].concat(all.filter((label) => label !== answer.label));
  return ordered.slice(0, MOST_CHIPS).map((label) => ({ label: label, words: text(rules.labelWords(label)), right: !answer.unknown && label === answer.label }));
}

module.exports = { answerOf, kindsToTeach };
