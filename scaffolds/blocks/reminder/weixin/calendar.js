// Puts the reminders into the phone's own calendar, which calls when this app is closed.
// WeChat's calendar repeats by days, by weeks, and by months up to the 28th.
const { now } = require("../../clock.js");

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const WORKDAYS = ["mon", "tue", "wed", "thu", "fri"];
const EVERY_MONTH_TO = 28;
const MONTHS_AHEAD = 12;

// What the calendar is given for what rules.events() tells: [{key, title, startTime, repeatInterval}]; the key knows it again.
function entriesOf(events) {
  return events.reduce((all, one) => all.concat(...one.times.map((time) => daysOf(one).map((when) => entry(one, time, when)))), []);
}

function entry(one, time, { day, repeat }) {
  const key = [one.id, one.what, time, repeat || "once", repeat === "day" ? "" : day].join(" ");
  return { key: key, title: one.what, startTime: secondsAt(day, time), repeatInterval: repeat };
}

// The days on which it begins in the calendar, and by what it repeats from there.
function daysOf({ repeat, first, days, day }) {
  if (repeat === "once") return [{ day: first }];
  if (repeat === "weekdays") return WORKDAYS.map((one) => ({ day: nextOn(first, one), repeat: "week" }));
  if (repeat === "days") return days.map((one) => ({ day: nextOn(first, one), repeat: "week" }));
  if (repeat !== "monthly") return [{ day: first, repeat: "day" }];
  const date = Number(day.slice(8));
  return date <= EVERY_MONTH_TO ? [{ day: first, repeat: "month" }] : monthEnds(first, date);
}

function nextOn(first, weekday) {
  const away = (WEEKDAYS.indexOf(weekday) - new Date(first + "T00:00:00Z").getUTCDay() + 7) % 7;
  return dayAt(Date.parse(first + "T00:00:00Z") + away * 86400000);
}

// The 31st is the last day of a shorter month, as in the app; so these go in one by one, a year of them.
function monthEnds(first, date) {
  const [year, month] = first.split("-").map(Number);
  return Array.from({ length: MONTHS_AHEAD }, (none, n) => {
    const length = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
    return { day: dayAt(Date.UTC(year, month - 1 + n, Math.min(date, length))) };
  });
}

function dayAt(moment) {
  return new Date(moment).toISOString().slice(0, 10);
}

// The moment at which the wall where the app is used shows this day and clock, in seconds since 1970.
function secondsAt(day, time) {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const near = wall - aheadAt(wall);
  return (wall - aheadAt(near)) / 1000;
}

// How far that wall is ahead of UTC at a moment: twice asked above, since clocks may be turned in between.
function aheadAt(moment) {
  return Date.parse(now(new Date(moment)) + ":00Z") - moment;
}

// Which of them this phone was not given yet.
function newOnes(entries, screen) {
  const taken = wx.getStorageSync(keyOf(screen)) || [];
  return entries.filter((one) => !taken.includes(one.key));
}

// Puts them in, one after another. True, or false where the person or the phone did not let it.
async function putIn(entries, screen, note) {
  for (const one of entries) {
    if (!(await put(one, note))) return false;
    remember(one, screen);
  }
  return true;
}

function put({ title, startTime, repeatInterval }, note) {
  return new Promise((done) => {
    const told = { title: title, startTime: startTime, description: note, alarm: true, success: () => done(true), fail: () => done(false) };
    if (repeatInterval) wx.addPhoneRepeatCalendar({ ...told, repeatInterval: repeatInterval });
    else wx.addPhoneCalendar(told);
  });
}

// A phone without room for this offers them again next time.
function remember(one, screen) {
  const taken = wx.getStorageSync(keyOf(screen)) || [];
  try {
    wx.setStorageSync(keyOf(screen), [...taken.filter((key) => key !== one.key), one.key]);
  } catch (noRoom) {
    // The calendar has it all the same.
  }
}

function keyOf(screen) {
  return `reminder:calendar:${screen}`;
}

module.exports = { entriesOf, newOnes, putIn };
