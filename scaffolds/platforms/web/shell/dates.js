// Days and times as people write them.

const LOCALES = { "en": "en-GB", "zh-Hant": "zh-HK", "zh-Hans": "zh-CN" };
const STYLES = {
  short: { weekday: "short", day: "numeric", month: "short" },
  long: { weekday: "long", day: "numeric", month: "long" },
  weekday: { weekday: "short" },
  number: { day: "numeric" },
  full: { day: "numeric", month: "short", year: "numeric" },
};

// The wall clock of the app's zone, "2026-03-02T18:40", wherever the phone is.
export function wallClock(zone) {
  const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const parts = {};
  new Intl.DateTimeFormat("en-US", options).formatToParts(new Date()).forEach((part) => (parts[part.type] = part.value));
  return parts.year + "-" + parts.month + "-" + parts.day + "T" + parts.hour + ":" + parts.minute;
}

export function writeDay(day, style, language) {
  const date = new Date(day + "T00:00:00Z");
  if (isNaN(date)) return String(day);
  return new Intl.DateTimeFormat(LOCALES[language], Object.assign({ timeZone: "UTC" }, STYLES[style] || STYLES.short)).format(date);
}

export function isDay(value) {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

export function writeNumber(value, language) {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value);
}
