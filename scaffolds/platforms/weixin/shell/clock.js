// The time on the wall where the app is used, and dates as people write them.
const { ZONE } = require("./screens.js");

const DAYS = {
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  "zh-Hant": ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
  "zh-Hans": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// "2026-03-02T18:40". A phone that does not know the zone gives its own time.
function now(moment = new Date()) {
  try {
    return inZone(moment);
  } catch (unknownZone) {
    return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }
}

function inZone(moment) {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  const found = {};
  for (const part of clock.formatToParts(moment)) found[part.type] = part.value;
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

// "2026-03-02" in the reader's language. Styles: "short" Mon 2 Mar, with the year where it is another; "weekday" Mon; "near" 2 Mar; "full" 2 Mar 2026.
function dateWords(day, language, style) {
  const [year, month, date] = String(day).split("-").map(Number);
  if (!date) return String(day);
  if (style === "weekday") return weekday(day, language);
  const years = style === "full" || (style !== "near" && year !== thisYear());
  const days = style === "near" || style === "full" ? "" : weekday(day, language);
  if (language === "en") return [days, date, MONTHS[month - 1], years ? year : ""].filter(Boolean).join(" ");
  return [years ? `${year} 年` : "", `${month} 月 ${date} 日`, days].filter(Boolean).join(" ");
}

function weekday(day, language) {
  return DAYS[language][new Date(day + "T00:00:00Z").getUTCDay()];
}

function thisYear() {
  return Number(now().slice(0, 4));
}

module.exports = { now, dateWords };
