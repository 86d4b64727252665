// How well it does: each example is asked as if it had not been taught, or those that are kept for testing.

import { html } from "../../vendor/preact.js";

const MOST_WRONG = 12;
const MOST_COLUMNS = 7;

export function page(view) {
  const { ui, app, rules } = view;
  const result = rules.exam(app);
  return html`<div class="ai-page"><div class="ai-head"><button type="button" class="quiet small ai-back" data-action="back" onClick=${() => view.open({})}>${ui.icon("left")}<span>${ui.t("back")}</span></button><h2>${ui.t("exam_title")}</h2></div>
    ${ui.notice()}${result.n < (result.kept ? 1 : 2) ? html`<p class="ai-hint">${ui.t("exam_few")}</p>` : score(view, result)}</div>`;
}

function score(view, result) {
  const { ui } = view;
  const share = (100 * result.right) / result.n;
  const unsure = (100 * result.unknown) / result.n;
  return html`<div class="card ai-score"><p class="ai-big"><b>${ui.t("exam_right", { right: result.right, n: result.n })}</b></p>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="8" rx="1" /><rect class="none" x=${share} width=${unsure} height="8" /><rect class="some" width=${share} height="8" rx="1" /></svg>
      <p>${result.unknown ? ui.t("exam_unknown", { n: result.unknown }) : null}</p><p class="ai-hint">${ui.t(result.kept ? "exam_how_kept" : "exam_how_all")}</p></div>
    ${view.rules.DOES === "classify" && result.table.rows.length > 1 && result.table.columns.length <= MOST_COLUMNS ? confusion(view, result.table) : null}${wrong(view, result)}`;
}

// What each kind was taken for. The diagonal is what was right.
function confusion(view, table) {
  const { ui, rules } = view;
  const name = (label) => (label ? ui.text(rules.labelWords(label)) : ui.t("unknown_short"));
  return html`<div class="ai-table" tabindex="0" role="group" aria-label=${ui.t("table_title")}><table><caption>${ui.t("table_title")}</caption>
    <thead><tr><th scope="col">${ui.t("table_is")}</th>${table.columns.map((got) => html`<th scope="col" key=${got}>${name(got)}</th>`)}</tr></thead>
    <tbody>${table.rows.map((label, r) => html`<tr key=${label}><th scope="row">${name(label)}</th>${table.columns.map((got, c) => html`<td key=${got} class=${label === got ? "right" : table.cells[r][c] ? "wrong" : ""}>${table.cells[r][c] || "·"}</td>`)}</tr>`)}</tbody></table></div>`;
}

function wrong(view, result) {
  const { ui, rules } = view;
  const missed = result.answers.filter((one) => one.got !== one.row.label);
  if (!missed.length) return null;
  const got = (one) => (one.got ? ui.t("taken_for", { label: rules.labelWords(one.row.label), got: rules.labelWords(one.got) }) : ui.t("not_known", { label: rules.labelWords(one.row.label) }));
  return html`<div><h3 class="ai-missed">${ui.t("missed_title")}</h3><ul class="list ai-list">${missed.slice(0, MOST_WRONG).map((one) => html`<li key=${one.row.id}><span><b>${one.row.text}</b><small>${got(one)}</small></span></li>`)}</ul>
    <p class="ai-hint">${ui.t("missed_hint")}</p></div>`;
}
