// Entries as the page shows them. `view` brings the app, the rules, the words and the style of the screen, and all entries that are free.
const { pictureFile } = require("../../form.js");
const { t, text } = require("../../runtime.js");
const { dateWords, value } = require("../../shown.js");

const APART = ["side", "what", "photo", "done", "thanks"];
const MOST_FITS = 5;

// One entry in the list.
function card(view, post) {
  return {
    id: post.id,
    what: post.what,
    photo: photoOf(view, post),
    drawing: view.drawingOf(post),
    tags: view.filters.filter((field) => post[field.name]).map((field) => value(field, post[field.name])).join(" · "),
    where: [post.place, whenOf(post)].filter(Boolean).join(" · "),
    who: post.mine ? view.say("yours") : post.name,
    state: stateOf(view, post),
  };
}

// One entry, opened: all that is known, what fits it, and what this person can do with it now.
function whole(view, post) {
  const { app, rules } = view;
  const side = rules.FIELDS.find((field) => field.name === "side");
  return {
    id: post.id,
    what: post.what,
    side: value(side, post.side),
    photo: photoOf(view, post),
    state: stateOf(view, post),
    fitTitle: view.say((rules.isOffer(post) ? "who_looks_" : "what_fits_") + view.style),
    fits: fitsOf(view, post),
    details: rules.FIELDS.filter((field) => isDetail(field, post[field.name])).map((field) => detail(view, field, post)),
    thanks: rules.thanks(app).filter((one) => one.id === post.id),
    hands: hands(view, post),
    next: next(view, post),
  };
}

function photoOf(view, post) {
  const field = view.rules.FIELDS.find((one) => one.type === "photo" && post[one.name]);
  return field ? pictureFile(post[field.name]) : "";
}

// Its day and time, as people write them.
function whenOf(post) {
  return [post.day ? dateWords(post.day) : "", post.time || ""].filter(Boolean).join(" ");
}

// What is the matter with it: fits, kept, done, over. `good` is what somebody may be glad of.
function stateOf(view, post) {
  const { app, rules } = view;
  const state = rules.stateOf(post, app);
  if (state === "held") return { sign: "●", words: view.say("kept_for", { name: rules.holdOn(post, app).name }), good: false };
  if (state === "yours") return { sign: "✓", words: view.say(rules.isOffer(post) ? "kept_for_you" : "you_answer"), good: true };
  if (state === "done") return { sign: "✓", words: view.say("is_done"), good: false };
  if (state === "over") return { sign: "–", words: view.say("is_over", { until: post.until }), good: false };
  const n = rules.fits(app, post, view.all).length;
  const word = rules.isOffer(post) ? (view.style === "lost" ? "wanted_lost" : "wanted_by") : "fits";
  return n ? { sign: "→", words: view.say(word + (n === 1 ? "_one" : ""), { n: n }), good: true } : null;
}

function isDetail(field, kept) {
  return !APART.includes(field.name) && kept !== undefined && kept !== "" && kept !== false;
}

function detail(view, field, post) {
  return { name: field.name, label: field.name === "name" ? view.say("by_whom") : text(field.label), value: value(field, post[field.name]) };
}

// What fits, and why.
function fitsOf(view, post) {
  const { app, rules } = view;
  if (rules.stateOf(post, app) !== "free") return [];
  return rules.fits(app, post, view.all).slice(0, MOST_FITS).map((one) => ({
    id: one.post.id,
    what: one.post.what,
    why: one.why.map((why) => view.say("why_" + why)).join(t("list_comma")) + " · " + (one.post.mine ? view.say("yours") : one.post.name),
  }));
}

// What its writer, and the owner, may do besides.
function hands(view, post) {
  const { app, rules } = view;
  if (!rules.isWriters(post, app)) return [];
  const state = rules.stateOf(post, app);
  const found = [];
  if (post.mine && state === "held") found.push({ verb: "again", words: view.say("release", { name: rules.holdOn(post, app).name }) });
  if (post.mine && state === "done") found.push({ verb: "again", words: view.say("again") });
  if (state !== "done") found.push({ verb: "change", words: t("change") });
  return [...found, { verb: "remove", words: t("remove") }];
}

// The one thing to do now: {verb, words, and what is asked or said with it}; nothing where it is somebody else's turn.
function next(view, post) {
  const { app, rules, style } = view;
  const offer = rules.isOffer(post);
  const state = rules.stateOf(post, app);
  if (state === "done") return thanking(view, post);
  if (post.mine) return state === "over" ? { verb: "again", words: view.say("again") } : { verb: "finish", words: view.say("finish_" + style) };
  if (state === "yours") return { verb: "give_back", words: view.say(offer ? "give_back" : "cannot_help"), say: meet(view, post), quiet: true };
  return state === "free" ? { verb: "reserve", words: view.say((offer ? "take_" : "answer_") + style), asks: "name" } : null;
}

// One sentence of thanks, where something was received.
function thanking(view, post) {
  const { app, rules } = view;
  const held = rules.holdOn(post, app);
  if (!rules.received(post, app) || (rules.isOffer(post) ? held.thanks : post.thanks)) return null;
  const whom = rules.isOffer(post) ? post.name : held.name;
  return { verb: "thank", words: view.say("thank"), asks: "thanks", say: view.say("thank_whom", { name: whom }) };
}

// Where it changes hands. No phone number is needed.
function meet(view, post) {
  const where = [post.place, whenOf(post)].filter(Boolean).join(" · ");
  return where ? view.say("meet", { where: where, name: post.name }) : view.say("meet_open", { name: post.name });
}

module.exports = { card, whole };
