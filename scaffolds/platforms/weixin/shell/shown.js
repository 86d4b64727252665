// How kept values are shown: days, numbers, money, stars.
const clock = require("./clock.js");
const { choiceWords } = require("./form.js");
const { language, t } = require("./language.js");

// A kept value as people read it. A picture is no words: see pictureFile of form.js.
function value(field, kept) {
  if (kept === undefined || kept === null || kept === "" || field.type === "photo") return "";
  if (field.type === "date") return clock.dateWords(kept, language);
  if (field.type === "yes_no") return t(kept ? "yes" : "no");
  if (field.type === "rating") return "★★★★★".slice(0, kept) + "☆☆☆☆☆".slice(kept);
  if (field.type === "choice") return choiceWords(field, kept);
  if (field.type === "money") return money(kept, field.unit || "");
  if (field.type === "number") return number(kept) + (field.unit ? " " + field.unit : "");
  return String(kept);
}

// A currency's sign stands before the number, a word for it (元) behind.
function money(kept, unit) {
  const words = Number.isInteger(kept) ? number(kept) : number(Math.trunc(kept)) + kept.toFixed(2).slice(-3);
  return /[$¥￥€£]$/.test(unit) ? unit + words : words + (unit ? " " + unit : "");
}

// 12345.678 as "12,345.68".
function number(kept) {
  const [whole, rest] = String(Math.round(kept * 100) / 100).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : "");
}

// "2026-03-02" in one of clock.js's styles.
function dateWords(day, style) {
  return clock.dateWords(day, language, style);
}

module.exports = { dateWords, number, value };
