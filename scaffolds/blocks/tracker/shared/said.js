// What a chart means, in words. `view` has what speaks and what decides: { ui: { t, text, value, number, date }, rules }.

export function shown(ui, field, number) {
  return field.type === "rating" ? ui.t("of_five", { value: ui.number(number) }) : ui.value(field, number);
}

export function whoLabel(view, who) {
  return view.ui.value(view.rules.fieldOf(view.rules.BY), who);
}

export function goalWords(view, goal) {
  const { ui, rules } = view;
  const field = rules.fieldOf(goal.fields[0]);
  return ui.t("goal_" + goal.sense, { amount: shown(ui, field, goal.amount), upto: rules.isGiven(goal.upto) ? shown(ui, field, goal.upto) : "" });
}

// Whose or what's a line is.
export function lineLabel(view, line) {
  return line.who ? whoLabel(view, line.who) : view.ui.text(view.rules.fieldOf(line.name).label);
}

// The fields of a chart in one line.
export function chartLabel(view, chart) {
  return chart.fields.map((name) => view.ui.text(view.rules.fieldOf(name).label)).join(view.ui.t("list_comma"));
}

// What a line says: { title, ends: [words], goal: [words] }; nothing where it has no value.
export function headline(view, line, several) {
  const { ui, rules } = view;
  const sum = rules.summary(line);
  const field = rules.fieldOf(line.name);
  const label = lineLabel(view, line);
  if (!sum.n) return null;
  if (field.type === "yes_no") return { title: ui.t(several ? "yes_days_of" : "yes_days", { field: label, n: sum.yes, all: sum.n }), ends: [], goal: [] };
  const goal = rules.goalOf(line.name);
  return {
    title: ui.t(several ? "average_of" : "average", { field: label, value: shown(ui, field, sum.average) }),
    ends: sum.highest.value === sum.lowest.value ? [] : [end(ui, field, "highest", sum.highest), end(ui, field, "lowest", sum.lowest)],
    goal: goal ? [goalWords(view, goal), ui.t("goal_met", { n: sum.met, all: sum.n })] : [],
  };
}

function end(ui, field, word, point) {
  return ui.t(word, { value: shown(ui, field, point.value), day: ui.date(point.day, "near") });
}

// The ends of a goal, as lines on a chart.
export function goalEnds(goal) {
  if (!goal) return [];
  return goal.sense === "between" ? [goal.amount, goal.upto] : [goal.amount];
}

// The first day that a chart of a range shows; none where it shows all.
export function firstDay(rules, range, today) {
  return range === "all" ? "" : rules.dayAfter(today, range === "week" ? -6 : -29);
}

// The days of a chart of yes and no, from the first one on.
export function squareDays(view, drawn, range, today) {
  const first = drawn.reduce((day, line) => (line.days.length && line.days[0].day < day ? line.days[0].day : day), today);
  const found = [];
  for (let day = firstDay(view.rules, range, today) || first; day <= today && found.length < 400; day = view.rules.dayAfter(day, 1)) found.push(day);
  return found;
}

// The days that have a value, newest first.
export function tableDays(drawn) {
  const found = {};
  drawn.forEach((line) => line.days.forEach((point) => (found[point.day] = true)));
  return Object.keys(found).sort().reverse();
}

// The value of a day of a line, in words.
export function cellWords(view, line, day) {
  const { ui, rules } = view;
  const point = line.days.find((one) => one.day === day);
  const field = rules.fieldOf(line.name);
  if (!point) return "–";
  return field.type === "yes_no" ? ui.t(point.value ? "yes" : "no") : shown(ui, field, point.value);
}

// Whether a value speaks for itself in a list: the only one, a face, or the only one of its unit.
export function isClear(rules, field) {
  const faces = (rules.MEASURES[field.name] || {}).look === "faces";
  const alike = rules.MEASURED.filter((one) => rules.fieldOf(one).unit === field.unit);
  return rules.MEASURED.length === 1 || faces || Boolean(field.unit && alike.length === 1);
}

// All entries as lines of cells, oldest first, under the names of the fields.
export function fileLines(view, entries) {
  const { ui, rules } = view;
  const kept = rules.FIELDS.filter((field) => field.type !== "photo");
  const told = (given) => (typeof given === "boolean" ? ui.t(given ? "yes" : "no") : given);
  const head = kept.map((field) => ui.text(field.label) + (field.unit ? " (" + field.unit + ")" : ""));
  return [head].concat(entries.slice().reverse().map((row) => kept.map((field) => told(row[field.name]))));
}
