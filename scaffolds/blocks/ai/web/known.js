// What it was taught: looked through, corrected, added to.

import { html } from "../../vendor/preact.js";

const PAGE = 20;

export function page(view) {
  const { app, ui, state, rules } = view;
  const all = rules.examples(app).slice().reverse();
  const only = all.some((row) => row.label === state.only) ? state.only : undefined;
  const shown = all.filter((row) => !only || row.label === only);
  const most = state.most || PAGE;
  return html`<div class="ai-page">${head(view)}
    ${state.adding ? adding(view) : html`${state.editing ? null : ui.notice()}${rules.mayTeach(app) ? html`<p><button type="button" class="go ai-add" data-action="add" onClick=${() => start(view)}>${ui.t("add_example")}</button></p>` : null}`}
    ${kinds(view, all)}
    <ul class="list ai-list">${shown.slice(0, most).map((row) => line(view, row))}</ul>
    ${shown.length > most ? html`<p><button type="button" class="quiet" data-action="more" onClick=${() => view.set({ most: most + PAGE * 2 })}>${ui.t("show_more", { n: Math.min(PAGE * 2, shown.length - most) })}</button></p>` : null}</div>`;
}

function head(view) {
  const { ui } = view;
  return html`<div class="ai-head"><button type="button" class="quiet small ai-back" data-action="back" onClick=${() => view.open({})}>${ui.icon("left")}<span>${ui.t("back")}</span></button><h2>${ui.t("known_title")}</h2></div>`;
}

function start(view) {
  view.ui.hush();
  view.set({ adding: true, editing: undefined });
}

function adding(view) {
  const { ui } = view;
  const close = () => {
    view.set({ adding: false });
    ui.refocus("[data-action=add]");
  };
  return view.form(view, "teach", {}, close, close);
}

// How many examples each kind has; a tap shows those alone.
function kinds(view, all) {
  const { app, ui, state, rules } = view;
  const labels = rules.labels(app);
  if (rules.DOES === "answer" || labels.length < 2) return null;
  const chip = (label) => html`<button type="button" class="chip" key=${label} data-kind=${label} aria-pressed=${String(state.only === label)} onClick=${() => view.set({ only: state.only === label ? undefined : label })}>${ui.text(rules.labelWords(label))} <small>${all.filter((row) => row.label === label).length}</small></button>`;
  return html`<div class="chips" role="group" aria-label=${ui.t("kinds_label")}>${labels.slice(0, 16).map(chip)}</div>`;
}

function line(view, row) {
  const { app, ui, state, rules } = view;
  const close = () => {
    view.set({ editing: undefined });
    ui.refocus('[data-item="' + row.id + '"] [data-action=change]');
  };
  if (state.editing === row.id) return html`<li key=${row.id} data-item=${row.id} class="ai-wide">${view.form(view, "change", row, close, close, row.id)}</li>`;
  if (state.asked === row.id) return html`<li key=${row.id} data-item=${row.id} class="ai-wide">${sure(view, row)}</li>`;
  const tool = (verb, icon, values) => html`<button type="button" data-action=${verb} aria-label=${ui.t(verb + "_label", { text: row.text.slice(0, 60) })} onClick=${() => act(view, values)}>${ui.icon(icon)}</button>`;
  return html`<li key=${row.id} data-item=${row.id}><span><b>${row.text}</b><small>${ui.text(rules.labelWords(row.label))}${row.test ? ui.t("for_test") : ""}</small></span>
    ${rules.mayChange(row, app) ? html`<span class="ai-tools">${tool("change", "pen", { editing: row.id, adding: false })}${tool("remove", "bin", { asked: row.id })}</span>` : null}</li>`;
}

function act(view, values) {
  view.ui.hush();
  view.set(Object.assign({ editing: undefined, asked: undefined }, values));
  view.ui.refocus("[data-action=yes]");
}

function sure(view, row) {
  const { ui } = view;
  const yes = async () => {
    await ui.act("remove", { id: row.id });
    view.set({ asked: undefined });
    ui.refocus("[data-action=add], [data-action=back]");
  };
  const no = () => {
    view.set({ asked: undefined });
    ui.refocus('[data-item="' + row.id + '"] [data-action=remove]');
  };
  return html`<div class="ai-sure"><p>${ui.t("really_forget", { text: row.text.slice(0, 80) })}</p><div class="buttons"><button type="button" class="quiet" data-action="yes" onClick=${yes}>${ui.t("forget")}</button>
    <button type="button" class="quiet" onClick=${no}>${ui.t("cancel")}</button></div></div>`;
}
