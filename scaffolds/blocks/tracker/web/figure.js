// How it went: a chart, its summary in words, and the same as a table. `view` is the screen's: { app, ui, state, set, today, rules, says }.

import { html } from "../../vendor/preact.js";
import { cellWords, chartLabel, firstDay, goalEnds, headline, lineLabel, shown, squareDays, tableDays } from "./said.js";

// The chart with what it says; the same as a table for who wants numbers, or hears them.
export function figure(view) {
  const { app, ui, state, rules } = view;
  const chart = rules.charts()[state.chart] || rules.charts()[0];
  const drawn = rules.lines(chart, state.range, app);
  const ever = rules.lines(chart, "all", app);
  const most = Math.max.apply(null, ever.map((one) => one.days.length).concat(0));
  return html`<figure class="card tracker-figure">${chartChips(view)}
    ${most < 2 && chart.type !== "yes_no" ? html`${sketchSmall(view)}` : html`${rangeChips(view)}
      <figcaption>${drawn.map((one, n) => heading(view, one, n, drawn.length))}</figcaption>
      ${drawn.every((one) => !one.days.length) ? html`<p class="tracker-none">${ui.t("nothing_in_range")}</p>` : state.table ? table(view, drawn) : plot(view, chart, drawn)}
      <div class="buttons"><button type="button" class="quiet small" data-action="table" aria-pressed=${String(!!state.table)} onClick=${() => view.set({ table: !state.table, broken: false })}>${ui.t(state.table ? "as_chart" : "as_table")}</button></div>`}
  </figure>`;
}

function sketchSmall(view) {
  const { says } = view;
  return html`<div class="tracker-empty">${says.sketch()}<h2>${view.ui.t("one_title")}</h2></div>`;
}

function chartChips(view) {
  const { ui, state, rules } = view;
  if (rules.charts().length < 2) return null;
  return html`<div class="chips" role="group" aria-label=${ui.t("which_chart")}>${rules.charts().map((one, n) => html`<button type="button" class="chip" key=${n} aria-pressed=${String(state.chart === n)} onClick=${() => view.set({ chart: n })}>${chartLabel(view, one)}</button>`)}</div>`;
}

function rangeChips(view) {
  const { ui, state } = view;
  return html`<div class="chips tracker-ranges" role="group" aria-label=${ui.t("range")}>${["week", "month", "all"].map((range) => html`<button type="button" class="chip" key=${range} data-range=${range} aria-pressed=${String(state.range === range)} onClick=${() => view.set({ range: range })}>${ui.t(range)}</button>`)}</div>`;
}

// The heading says what the chart means.
function heading(view, one, n, of) {
  const said = headline(view, one, of > 1);
  if (!said) return of > 1 ? html`<p key=${n} class="tracker-key">${sample(n)}${lineLabel(view, one)}</p>` : null;
  if (view.rules.fieldOf(one.name).type === "yes_no") return html`<h2 key=${n}>${said.title}</h2>`;
  const row = (all) => (all.length ? html`<p>${all.map((words) => html`<span key=${words} class="tracker-end">${words}</span>`)}</p>` : null);
  return html`<div key=${n}><h2>${of > 1 ? sample(n) : null}${said.title}</h2>${row(said.ends)}${row(said.goal)}</div>`;
}

function sample(n) {
  return html`<svg class=${"tracker-sample n" + (n % 6)} width="28" height="12" viewBox="0 0 28 12" aria-hidden="true"><path d="M1 6h26" /></svg>`;
}

function plot(view, chart, drawn) {
  const { ui, state, rules } = view;
  if (chart.type === "yes_no") return squares(view, drawn);
  if (state.broken) return html`<p>${ui.t("no_chart")}</p>${table(view, drawn)}`;
  const goal = rules.goalOf(chart.fields[0]);
  const field = rules.fieldOf(chart.fields[0]);
  const data = {
    lines: drawn.map((one) => ({ label: one.who || ui.text(rules.fieldOf(one.name).label), days: one.days })), bars: rules.SEVERAL === "sum", from: firstDay(rules, state.range, view.today), to: state.range === "all" ? "" : view.today, range: chart.type === "rating" ? [0.7, 5.3] : null,
    goals: goalEnds(goal),
    near: (day) => ui.date(day, "near"), read: (day, values) => ui.date(day, "short") + " · " + values.filter((one) => one !== null).map((one) => shown(ui, field, one)).join(ui.t("list_comma")),
  };
  return html`<div class="tracker-frame" key=${"chart" + state.chart}><p class="tracker-read" aria-hidden="true"></p>
    <div class="tracker-plot" role="img" aria-label=${ui.t("chart_label", { field: chartLabel(view, chart) })} ref=${ui.place("chart" + state.chart, draw(view), data)}></div></div>`;
}

function draw(view) {
  return (element, data) => {
    const live = { data: data };
    const failed = () => view.set({ broken: true });
    import("./chart.js").then((part) => (live.gone ? null : (live.chart = part.begin(view.ui, element, live.data, failed)))).catch(failed);
    return {
      update: (newest) => (live.chart ? live.chart.update(newest) : (live.data = newest)),
      end: () => (live.chart ? live.chart.end() : (live.gone = true)),
    };
  };
}

// Days of yes and no are squares.
function squares(view, drawn) {
  const { state, today } = view;
  const list = squareDays(view, drawn, state.range, today);
  const label = (one) => (drawn.length > 1 && one.who ? html`<p class="tracker-label">${lineLabel(view, one)}</p>` : null);
  return drawn.map((one, n) => html`<div key=${n} aria-hidden="true">${label(one)}<ol class="tracker-squares">${list.map((day) => square(view, one, day))}</ol></div>`);
}

function square(view, one, day) {
  const point = one.days.find((found) => found.day === day);
  return html`<li key=${day} class=${point ? (point.value ? "yes" : "no") : ""}>${point && point.value ? view.ui.icon("mine") : null}<span>${Number(day.slice(8))}</span></li>`;
}

function table(view, drawn) {
  const { ui } = view;
  return html`<div class="tracker-table" tabindex="0" role="group" aria-label=${ui.t("as_table")}><table><thead><tr><th scope="col">${ui.t("day_head")}</th>${drawn.map((one, n) => html`<th scope="col" key=${n}>${lineLabel(view, one)}</th>`)}</tr></thead>
    <tbody>${tableDays(drawn).map((day) => html`<tr key=${day}><th scope="row">${ui.date(day, "short")}</th>${drawn.map((one, n) => html`<td key=${n}>${cellWords(view, one, day)}</td>`)}</tr>`)}</tbody></table></div>`;
}
