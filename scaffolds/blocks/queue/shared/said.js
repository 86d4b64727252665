// What is said of numbers and of waiting, on every platform. view: {app, rules, ui: {t}}.

export function howMany(view, n) {
  const { ui } = view;
  if (n > 1) return ui.t("waiting_n", { n: n }) + ui.t("list_end");
  return ui.t(n ? "waiting_one" : "waiting_none") + ui.t("list_end");
}

// How long it takes, where it is known.
export function waitWords(view, minutes) {
  const { ui } = view;
  if (minutes === null) return ui.t("wait_unknown");
  if (minutes < 1) return ui.t("wait_none");
  return minutes === 1 ? ui.t("wait_one") : ui.t("wait_n", { n: minutes });
}

export function waitedWords(view, n) {
  const { ui } = view;
  if (n < 1) return ui.t("waited_now");
  return n === 1 ? ui.t("waited_one") : ui.t("waited_n", { n: n });
}

// What one's own number means now: its turn, missed, or so many before it.
export function meaning(view, one) {
  const { rules, ui } = view;
  if (one.state === "called") return rules.COUNTERS > 1 ? ui.t("your_turn_counter", { n: one.counter }) : ui.t("your_turn");
  if (one.state === "skipped") return ui.t(rules.OWNER_CALLS ? "you_missed" : "you_missed_self");
  if (!one.ahead) return ui.t("before_none");
  return one.ahead === 1 ? ui.t("before_one") : ui.t("before_n", { n: one.ahead });
}

// How a call is read aloud.
export function callWords(view, one) {
  const { rules, ui } = view;
  return ui.t(rules.COUNTERS > 1 ? "called_status_counter" : "called_status", { code: one.code, n: one.counter });
}

// What stands at the very top, where it is this person's turn or they are next; else nothing.
export function titleWords(view, called, mine) {
  const { ui } = view;
  const turn = mine.find((one) => one.state === "called");
  const next = mine.find((one) => one.state === "waiting" && !one.ahead && called.length);
  if (turn) return ui.t("title_turn", { code: turn.code });
  return next ? ui.t("title_next", { code: next.code }) : "";
}

// The one main action of whoever waits: {verb, word, counter}. Where nobody sits at a counter, whoever is done calls the next.
export function mainAction(view, called, mine, asking) {
  const { app, rules } = view;
  const turn = mine.find((one) => one.state === "called");
  const first = mine.find((one) => one.state === "waiting" && !one.ahead);
  if (!rules.OWNER_CALLS && turn) return { verb: "next", word: "done_next", counter: turn.counter };
  if (!rules.OWNER_CALLS && first && called.length < rules.COUNTERS) return { verb: "next", word: "my_turn_now", counter: 1 };
  if (asking) return { verb: "take", word: "take" };
  const more = rules.isOpen(app) && (app.owner || mine.filter((one) => one.state !== "skipped").length < rules.PER_PERSON);
  return more ? { verb: "more", word: "take_more" } : { verb: "" };
}

// What the button of the counter says: whom it calls, or that somebody is finished.
export function nextWords(view, waiting, here) {
  const { ui } = view;
  if (waiting.length) return ui.t("next_code", { code: waiting[0].code });
  return ui.t(here.length ? "next_end" : "next");
}
