// When a reminder comes, as it is chosen in the form: how often, at which times, on which days.
const { dateWords } = require("../../shown.js");
const { dayName } = require("./telling.js");

const EVERY = ["1", "2", "3", "4", "6", "8", "12"];

// The handlers that the page takes in. data.plan is what was chosen, data.planShown how the page shows it.
function planning(view) {
  const put = (page, more) => page.setData(planned(view, { ...page.data.plan, ...more }));
  return {
    chooseRepeat(event) {
      put(this, { repeat: event.currentTarget.dataset.repeat });
    },
    chooseTime(event) {
      const { n } = event.currentTarget.dataset;
      put(this, { times: this.data.plan.times.map((time, place) => (place === n ? event.detail.value : time)) });
    },
    moreTimes() {
      put(this, { times: [...this.data.plan.times, ""] });
    },
    fewerTimes(event) {
      put(this, { times: this.data.plan.times.filter((time, place) => place !== event.currentTarget.dataset.n) });
    },
    chooseDay(event) {
      put(this, { day: event.detail.value });
    },
    turnDay(event) {
      const { day } = event.currentTarget.dataset;
      const { days } = this.data.plan;
      put(this, { days: days.includes(day) ? days.filter((one) => one !== day) : [...days, day] });
    },
    chooseEvery(event) {
      put(this, { every: EVERY[event.detail.value] });
    },
    chooseUntil(event) {
      put(this, { until: event.detail.value });
    },
  };
}

// The plan of a reminder that is to be changed, or of a new one: every day at eight.
function planOf(row) {
  if (!row) return { repeat: "daily", times: ["08:00"], day: "", days: [], every: "", until: "" };
  const listed = (words) => String(words || "").split(" ").filter(Boolean);
  const times = listed(row.times);
  return { repeat: row.repeat, times: times.length ? times : [""], day: row.day || "", days: listed(row.days), every: String(row.every || ""), until: row.until || "" };
}

function planned(view, plan) {
  return { plan: plan, planShown: shown(view, plan) };
}

function shown(view, plan) {
  const { t } = view.ui;
  const { repeat, times, days, every } = plan;
  const hours = repeat === "hours";
  return {
    repeats: view.rules.REPEATS.map((one) => ({ id: one, words: t(one), on: repeat === one })),
    hours: hours,
    dayLabel: repeat === "once" || repeat === "monthly" ? t("day_" + repeat) : "",
    dayWords: plan.day ? dateWords(plan.day) : "",
    days: repeat === "days" ? view.rules.WEEKDAYS.map((day) => ({ id: day, words: dayName(view, day), on: days.includes(day) })) : [],
    times: (hours ? times.slice(0, 1) : times).map((time, n) => timeOf(view, plan, time, n)),
    mayAddTime: !hours && times.length < view.rules.MOST_TIMES,
    everies: EVERY,
    every: EVERY.indexOf(every),
  };
}

function timeOf(view, { repeat, times }, time, n) {
  const { t } = view.ui;
  const several = times.length > 1 && repeat !== "hours";
  const label = repeat === "hours" ? t("time_from") : several ? t("time_n", { n: n + 1 }) : t("time_one");
  return { n: n, time: time, label: label, fewer: several ? t("fewer_times", { n: n + 1 }) : "" };
}

module.exports = { planOf, planned, planning };
