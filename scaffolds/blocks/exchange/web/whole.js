// One entry, opened: it comes when somebody first taps a card. `view` brings the rules of the screen and what the list has too.

import { html } from "../../vendor/preact.js";

// One entry with all that is known, what fits it, and what can be done.
export function whole(view, post) {
  const { ui, state } = view;
  const side = view.rules.FIELDS.find((field) => field.name === "side");
  const photo = view.rules.FIELDS.find((field) => field.type === "photo" && post[field.name]);
  return html`<button type="button" class="quiet small exchange-back" data-action="back" onClick=${() => close(view, post)}>${ui.icon("left")}<span>${ui.t("back")}</span></button>
    <article class="exchange-whole" key=${post.id} data-item=${post.id}>
      ${photo ? ui.value(photo, post[photo.name]) : null}
      <header><p class="exchange-tags"><span>${ui.value(side, post.side)}</span></p><h2 tabindex="-1" ref=${once}>${post.what}</h2>${view.status(view, post)}</header>
      ${fitList(view, post)}
      ${details(view, post)}
      ${thanked(view, post)}
      ${state.asked === post.id ? null : hands(view, post)}
    </article>
    <div class="dock panel">${ui.notice()}${state.asked === post.id ? sure(view, post) : whatToDo(view, post)}</div>`;
}

// All else that is known about it.
function details(view, post) {
  const { ui } = view;
  const apart = ["side", "what", "photo", "done", "thanks"];
  const rest = view.rules.FIELDS.filter((field) => apart.indexOf(field.name) < 0 && isGiven(field, post[field.name]));
  const label = (field) => (field.name === "name" ? ui.t("by_whom") : ui.text(field.label));
  return html`<dl class="card">${rest.map((field) => html`<div key=${field.name}><dt>${label(field)}</dt><dd>${ui.value(field, post[field.name])}</dd></div>`)}</dl>`;
}

function isGiven(field, value) {
  return value !== undefined && value !== null && value !== "" && (field.type !== "yes_no" || value === true);
}

function once(element) {
  if (element && !element.dataset.seen) {
    element.dataset.seen = "yes";
    element.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

function close(view, post) {
  view.go(view, { open: undefined, asked: undefined, thanks: undefined });
  view.ui.refocus('[data-item="' + post.id + '"] .exchange-open');
}

// What this person can do with it now.
function whatToDo(view, post) {
  const { app, ui } = view;
  const state = view.rules.stateOf(post, app);
  const back = html`<p class="exchange-meet">${meet(view, post)}</p><button type="button" class="quiet" data-action="give_back" onClick=${() => giveBack(view, post)}>
    ${ui.t(view.rules.isOffer(post) ? "give_back" : "cannot_help")}</button>`;
  if (state === "done") return view.rules.received(post, app) ? thankForm(view, post) : null;
  if (post.mine) return state === "over" ? button(view, post, "again", ui.t("again"), "go") : button(view, post, "finish", ui.t("finish_" + view.style), "go");
  return state === "yours" ? back : state === "free" ? wants(view, post) : null;
}

function button(view, post, verb, words, looks) {
  return html`<button type="button" class=${looks} data-action=${verb} onClick=${() => done(view, post, verb)}>${words}</button>`;
}

async function giveBack(view, post) {
  const answer = await view.ui.act("give_back", { id: post.id });
  if (answer.ok) view.ui.refocus("[data-action=reserve]");
}

// What its writer, and the owner, may do besides.
function hands(view, post) {
  const { app, ui } = view;
  if (!view.rules.isWriters(post, app)) return null;
  const state = view.rules.stateOf(post, app);
  const change = html`<button type="button" class="quiet small" data-action="change" onClick=${() => view.go(view, { change: post.id })}>${ui.t("change")}</button>`;
  return html`<div class="buttons">
    ${post.mine && state === "held" ? button(view, post, "again", ui.t("release", { name: view.rules.holdOn(post, app).name }), "quiet small") : null}
    ${post.mine && state === "done" ? button(view, post, "again", ui.t("again"), "quiet small") : null}
    ${state === "done" ? null : change}
    <button type="button" class="quiet small" data-action="remove" onClick=${() => view.go(view, { asked: post.id })}>${ui.t("remove")}</button></div>`;
}

// A name, and one tap to have it.
function wants(view, post) {
  const { app, ui, state } = view;
  const name = state.name === undefined ? view.rules.myName(app) : state.name;
  const take = async (input) => {
    const answer = await ui.act("reserve", input, { next: (next) => view.set({ open: next.id }) || ui.hush() });
    if (answer.ok) ui.refocus("[data-action=give_back]");
  };
  const send = () => take({ id: post.id, name: name });
  return html`<form class="exchange-wants" ...${ui.sends(send)}>${ui.input(view.rules.nameField(), name, (value) => view.set({ name: value }))}
    <button type="button" class="go" data-action="reserve" onClick=${send}>${ui.t((view.rules.isOffer(post) ? "take_" : "answer_") + view.style)}</button></form>`;
}

// Where it changes hands. No phone number is needed.
function meet(view, post) {
  const { ui } = view;
  const where = [post.place, view.when(ui, post)].filter(Boolean).join(" · ");
  return where ? ui.t("meet", { where: where, name: post.name }) : ui.t("meet_open", { name: post.name });
}

// Does it, and shows what is left.
async function done(view, post, verb) {
  const answer = await view.ui.act(verb, { id: post.id });
  if (!answer.ok) return;
  view.set({ open: verb === "finish" ? post.id : undefined, asked: undefined, tab: verb === "finish" ? view.state.tab : "mine" });
  view.ui.refocus(verb === "finish" ? "[data-action=again]" : ".exchange-open");
}

// A question before something is lost.
function sure(view, post) {
  const { ui } = view;
  return html`<div class="exchange-sure"><p tabindex="-1" ref=${once}>${ui.t("really_remove", { what: post.what })}</p><div class="buttons">
    <button type="button" class="quiet" data-action="remove-yes" onClick=${() => done(view, post, "remove")}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${() => view.set({ asked: undefined })}>${ui.t("cancel")}</button></div></div>`;
}

// One sentence of thanks, where something was received.
function thankForm(view, post) {
  const { app, ui, state } = view;
  if (view.rules.isOffer(post) ? view.rules.holdOn(post, app).thanks : post.thanks) return null;
  const field = Object.assign({}, view.rules.FIELDS.find((one) => one.name === "thanks"), { required: true, label: ui.t("thank_whom", { name: view.rules.isOffer(post) ? post.name : view.rules.holdOn(post, app).name }) });
  const send = async () => {
    const answer = await ui.act("thank", { id: post.id, thanks: state.thanks });
    if (!answer.ok) return;
    view.set({ thanks: undefined });
    ui.refocus("[data-action=back]");
  };
  return html`<form class="exchange-wants" ...${ui.sends(send)}>${ui.input(field, state.thanks, (value) => view.set({ thanks: value }))}
    <button type="button" class="go" data-action="thank" onClick=${send}>${ui.t("thank")}</button></form>`;
}

function thanked(view, post) {
  const one = view.rules.thanks(view.app).find((said) => said.id === post.id);
  return one ? html`<ul class="exchange-thanks"><li><q>${one.words}</q><small>${one.from}</small></li></ul>` : null;
}

// What fits, and why.
function fitList(view, post) {
  const { app, ui, all } = view;
  const found = view.rules.stateOf(post, app) === "free" ? view.rules.fits(app, post, all).slice(0, 5) : [];
  if (!found.length) return null;
  return html`<h2 class="exchange-head">${ui.t((view.rules.isOffer(post) ? "who_looks_" : "what_fits_") + view.style)}</h2><ul class="list exchange-fits">${found.map((one) => html`<li key=${one.post.id}>
    <span><button type="button" class="exchange-link" data-action="fit" onClick=${() => view.go(view, { open: one.post.id })}>${one.post.what}</button>
      <small>${one.why.map((why) => ui.t("why_" + why)).join(ui.t("list_comma"))} · ${one.post.mine ? ui.t("yours") : one.post.name}</small></span>${ui.icon("right")}</li>`)}</ul>`;
}
