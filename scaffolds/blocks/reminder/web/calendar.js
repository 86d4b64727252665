// A calendar file (RFC 5545) of all reminders, each with an alarm, for the calendar of a phone.

const BYDAY = { mon: "MO", tue: "TU", wed: "WE", thu: "TH", fri: "FR", sat: "SA", sun: "SU" };
const FOLD = 73;

// events: [{id, what, repeat, days, first, times}]; about: {slug, title, note, zone, parts}; stamp: the moment in UTC, as toISOString writes it.
export function calendarFile(events, about, stamp) {
  const made = [].concat(...events.map((one) => one.times.map((time) => event(one, time, about, stamp))));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sampan//Reminders//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:" + escaped(about.title)];
  return lines.concat(zone(about), ...made, "END:VCALENDAR").map(folded).join("\r\n") + "\r\n";
}

function event(one, time, about, stamp) {
  const start = compact(one.first) + "T" + time.replace(":", "") + "00";
  const lines = ["BEGIN:VEVENT", "UID:" + one.id + "-" + time.replace(":", "") + "@" + about.slug + ".sampan", "DTSTAMP:" + stamp.slice(0, 19).replace(/[-:]/g, "") + "Z",
    "DTSTART;TZID=" + about.zone + ":" + start, "DURATION:PT10M", "SUMMARY:" + escaped(one.what), "DESCRIPTION:" + escaped(about.note), "TRANSP:TRANSPARENT"];
  const rule = ruleOf(one);
  const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", "DESCRIPTION:" + escaped(one.what), "END:VALARM"];
  return lines.concat(rule ? ["RRULE:" + rule] : [], alarm, "END:VEVENT");
}

function ruleOf(one) {
  if (one.repeat === "once") return "";
  if (one.repeat === "weekdays") return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
  if (one.repeat === "days") return "FREQ=WEEKLY;BYDAY=" + one.days.map((day) => BYDAY[day]).filter(Boolean).join(",");
  return one.repeat === "monthly" ? "FREQ=MONTHLY;" + dayOfMonth(one.day) : "FREQ=DAILY";
}

// The 31st comes on the last day of a shorter month, as in the app.
function dayOfMonth(day) {
  const n = Number(String(day).slice(8));
  if (n <= 28) return "BYMONTHDAY=" + n;
  return "BYMONTHDAY=" + [28, 29, 30, 31].filter((one) => one <= n).join(",") + ";BYSETPOS=-1";
}

function zone(about) {
  const observances = about.parts.map((part) => ["BEGIN:" + part.kind, "DTSTART:" + part.start, "TZOFFSETFROM:" + part.from, "TZOFFSETTO:" + part.to, "END:" + part.kind]);
  return ["BEGIN:VTIMEZONE", "TZID:" + about.zone].concat(...observances, "END:VTIMEZONE");
}

// The offsets of a zone from a year on, for three years: [{kind, start, from, to}], as this device knows them.
export function zoneParts(name, year) {
  const first = Date.UTC(year, 0, 1);
  let last = offsetOf(name, first);
  const found = [{ kind: "STANDARD", start: "19700101T000000", from: written(last), to: written(last) }];
  for (let hour = 0; hour < 3 * 366 * 24; hour += 24) {
    const now = offsetOf(name, first + hour * 3600000);
    if (now === last) continue;
    const at = turnAt(name, first + (hour - 24) * 3600000, last);
    found.push({ kind: now > last ? "DAYLIGHT" : "STANDARD", start: new Date(at + last * 60000).toISOString().slice(0, 19).replace(/[-:]/g, ""), from: written(last), to: written(now) });
    last = now;
  }
  return found;
}

function turnAt(name, from, offset) {
  let at = from;
  while (offsetOf(name, at) === offset) at += 1800000;
  return at;
}

// Minutes that the zone's clocks are ahead of UTC at a moment.
function offsetOf(name, at) {
  const parts = {};
  const options = { timeZone: name, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  new Intl.DateTimeFormat("en-US", options).formatToParts(new Date(at)).forEach((part) => (parts[part.type] = Number(part.value)));
  return Math.round((Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) - at) / 60000);
}

function written(offset) {
  const two = (n) => (n < 10 ? "0" : "") + n;
  const size = Math.abs(offset);
  return (offset < 0 ? "-" : "+") + two(Math.floor(size / 60)) + two(size % 60);
}

function compact(day) {
  return day.replace(/-/g, "");
}

function escaped(words) {
  return String(words).replace(/[\\;,]/g, "\\$&").replace(/\r?\n|\r/g, "\\n").replace(/[\u0000-\u001f\u007f]/g, "");
}

// No line of a calendar file is longer than 75 bytes; a character is never cut.
function folded(line) {
  let out = "";
  let size = 0;
  for (const sign of line) {
    const bytes = sign.codePointAt(0) > 0xffff ? 4 : sign.charCodeAt(0) > 0x7ff ? 3 : sign.charCodeAt(0) > 0x7f ? 2 : 1;
    if (size + bytes > FOLD) {
      out += "\r\n ";
      size = 0;
    }
    out += sign;
    size += bytes;
  }
  return out;
}
