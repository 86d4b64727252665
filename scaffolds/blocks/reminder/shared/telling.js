// When something comes, and what became of it, in words, on every platform. view: {app, today, rules, ui: {t, date}}.

const MONDAY = "2026-03-02";

// One time of a day: its clock and what became of it; a day to come needs its clock alone. Among today's, yesterday says so.
export function whenWords(view, one, amongTodays) {
  const { ui, today } = view;
  const yesterday = one.state === "missed" && one.day < today && amongTodays;
  const words = [yesterday ? ui.t("yesterday") : "", one.time, one.day > today ? "" : stateWords(view, one)];
  return words.filter(Boolean).join(ui.t("list_comma"));
}

export function stateWords(view, one) {
  const { ui } = view;
  const mark = one.mark || {};
  const at = String(mark.at || "").slice(11);
  if (one.state === "done") return at ? ui.t(mark.who ? "state_done_by" : "state_done_at", { time: at, who: mark.who }) : ui.t("state_done");
  if (one.state === "skipped") return mark.who ? ui.t("state_skipped_by", { who: mark.who }) : ui.t("state_skipped");
  if (one.state === "later") return ui.t("state_later", { time: String(mark.until).slice(11) });
  return ui.t("state_" + one.state);
}

// When a reminder comes: "Every day, 08:00, 20:00".
export function planWords(view, one) {
  const { ui, rules } = view;
  const times = String(one.times || "").split(" ").join(ui.t("list_comma"));
  const known = rules.REPEATS.indexOf(one.repeat) >= 0 ? one.repeat : "daily";
  const days = String(one.days || "").split(" ").filter(Boolean).map((day) => dayName(view, day)).join(ui.t("list_comma"));
  const n = known === "monthly" ? Number(String(one.day).slice(8)) : one.every;
  return ui.t("plan_" + known + (known === "hours" && n === 1 ? "_one" : ""), { times: times, day: one.day, days: days, n: n, from: String(one.times).slice(0, 5), until: one.until });
}

export function dayName(view, day) {
  return view.ui.date(view.rules.addDays(MONDAY, view.rules.WEEKDAYS.indexOf(day)), "weekday");
}

// How long ago it came.
export function ago(view, one) {
  const { ui } = view;
  const n = minutesBetween(one.at, view.app.now);
  if (n < 1) return ui.t("just_now");
  if (n >= 60) return ui.t(n % 60 ? "hours_ago" : "hours_ago_sharp", { n: Math.floor(n / 60), m: n % 60 });
  return n === 1 ? ui.t("one_minute_ago") : ui.t("minutes_ago", { n: n });
}

// What comes next, where something does: "Next: Walk, 17:00".
export function nextWords(view, next) {
  if (!next) return view.ui.t("no_next");
  return view.ui.t(next.day === view.today ? "next_up" : "next_up_day", { what: next.reminder.what, time: clockOf(next), day: next.day });
}

// And how long still, where it is today.
export function still(view, next) {
  const { ui } = view;
  if (!next || next.day !== view.today) return "";
  const n = -minutesBetween(next.at, view.app.now);
  if (n >= 60) return ui.t(n % 60 ? "in_hours" : "in_hours_sharp", { n: Math.floor(n / 60), m: n % 60 });
  return n === 1 ? ui.t("in_one_minute") : ui.t("in_minutes", { n: n });
}

// Where there are quiet hours: that it is quiet now, or when.
export function quietWords(view) {
  const { app, ui, rules } = view;
  if (rules.QUIET_FROM === rules.QUIET_TO) return "";
  const now = rules.isQuiet(app.now.slice(11, 16));
  return now ? ui.t("quiet_now", { time: rules.QUIET_TO }) : ui.t("quiet_hours", { from: rules.QUIET_FROM, to: rules.QUIET_TO });
}

function minutesBetween(at, now) {
  return Math.round(new Date(now + ":00Z").getTime() / 60000 - at);
}

function clockOf(one) {
  return one.state === "later" ? one.mark.until.slice(11) : one.time;
}
