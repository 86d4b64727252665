// What is said of a question, on every platform. view: {app, rules, ui: {t}}.

// How many of its choices one may pick.
export function howMany(view, poll) {
  const { rules, ui } = view;
  if (!rules.isMany(poll)) return ui.t("pick_one");
  return rules.MOST ? ui.t("pick_most", { most: rules.MOST }) : ui.t("pick_many");
}

// Until when one can vote.
export function until(view, poll) {
  const { app, rules, ui } = view;
  const words = { day: poll.closes_on, time: poll.closes_at || "23:59" };
  if (rules.isClosed(poll, app)) return ui.t("closed_at", words);
  if (!poll.closes_on) return "";
  return poll.closes_on === app.now.slice(0, 10) ? ui.t("closes_today", words) : ui.t("closes_later", words);
}

export function votesWords(view, n) {
  const { ui } = view;
  return n === 1 ? ui.t("votes_one") : ui.t("votes_n", { n: n });
}

// How many voted.
export function votersWords(view, n, over) {
  const { ui } = view;
  if (!n) return ui.t(over ? "nobody_voted" : "nobody_yet");
  return n === 1 ? ui.t("voters_one") : ui.t("voters_n", { n: n });
}

// Who is ahead, or that it is a tie.
export function best(view, found, over) {
  const { ui } = view;
  if (found.first.length === 1) return ui.t(over ? "won" : "leads", { choice: found.first[0] });
  return ui.t(over ? "tied" : "level", { choices: found.first.join(ui.t("list_comma")) });
}

// What one may do with a question, beside choosing, in the order in which it stands there.
export function handsOf(view, poll) {
  const { app, rules } = view;
  const over = rules.isClosed(poll, app);
  const keeps = rules.mayKeep(poll, app);
  const may = {
    suggest: !over && rules.mayAdd(poll, app),
    unvote: !over && rules.myChoices(poll, app).length > 0,
    change: !over && keeps && !rules.hasVotes(poll, app),
    close: !over && keeps,
    remove: keeps,
  };
  return Object.keys(may).filter((verb) => may[verb]);
}

// More than one choice of a person makes more than a hundred per cent.
export function addsUp(poll, found, rules) {
  return rules.isMany(poll) && found.choices.reduce((sum, one) => sum + one.votes, 0) > found.voters;
}
