// What a reader is shown: the cover, one scene with its choices, the map of the way.
// A view is { rules, app, say }: the screen's rules, all rows, and say(word, values), a sentence of this screen.
const { drawing } = require("../../drawing.js");
const { value } = require("../../shown.js");
const { chartOf } = require("./map.js");
const { pictureOf } = require("./scene.js");

const OWN = ["name", "text", "picture", "photo", "background", "sound", "ending"];

// The first scene, or the one in which the reader is, and how many endings were found.
function coverOf({ app, rules, say }) {
  const here = rules.now(app);
  if (!here.scene) return { all: 0 };
  const inside = here.way.length > 0 && !here.scene.ending;
  const shown = inside ? here.scene : rules.scenes(app)[0];
  return {
    all: rules.scenes(app).length,
    inside: inside,
    seen: pictureOf(shown, rules.BACKGROUNDS),
    count: say("counts", { scenes: rules.scenes(app).length, ...endingsCount(rules, app) }),
  };
}

function endingsCount(rules, app) {
  const all = rules.endings(app);
  return { endings: all.length, found: all.filter((one) => one.found).length };
}

// One scene: picture, words, what one carries, what one can do.
function sceneOf(view) {
  const { app, rules } = view;
  const here = rules.now(app);
  if (!here.scene) return { all: 0 };
  const { scene } = here;
  return {
    seen: pictureOf(scene, rules.BACKGROUNDS),
    scene: { id: scene.id, name: scene.name, text: scene.text, extras: extrasOf(view, scene) },
    items: here.items,
    ways: scene.ending ? [] : here.choices.map((one) => wayOf(view, one, here.items)),
    ending: endingOf(view, here),
    mayGoBack: here.way.length > 0,
  };
}

// What the learner asked for besides: a line each.
function extrasOf({ rules, say }, scene) {
  const own = rules.FIELDS.filter((field) => !OWN.includes(field.name) && field.type !== "photo" && scene[field.name]);
  return own.map((field) => say("label_of", { field: field.label }) + value(field, scene[field.name]));
}

// One choice. A locked one says what it needs.
function wayOf({ rules, say }, choice, items) {
  const open = rules.isOpen(choice, items);
  return { id: choice.id, label: choice.label, open: open, needs: open ? "" : say("needs", { item: choice.needs }) };
}

// An ending, without points or praise: how many there are to find.
function endingOf({ app, rules, say }, here) {
  if (here.scene.ending) return { title: say("the_end"), words: say("found_of", endingsCount(rules, app)) };
  return here.choices.length ? null : { title: "", words: say("stops_here") };
}

// Where this reader has been. `begun`: the reader is in the story, and the map shows where.
function mapOf({ app, rules, say }, begun) {
  const here = { ...rules.now(app), begun: begun || rules.now(app).way.length > 0 };
  const endings = rules.endings(app);
  const seen = (scene) => rules.wasSeen(scene, app);
  const chart = chartOf({ scenes: rules.scenes(app), choices: rules.choices(app), here: here, seen: seen, all: false });
  return {
    chart: drawnChart(chart),
    mapCount: say("map_count", { seen: chart.seen, all: chart.knots.length, ...endingsCount(rules, app) }),
    way: wentBy(here),
    endings: endings.map(({ found, scene }) => ({ id: scene.id, found: found, words: found ? nameOf(scene) : say("ending_unknown") })),
  };
}

function nameOf(scene) {
  return [scene.picture, scene.name].filter(Boolean).join(" ");
}

// The scenes that one came by, each with what one chose there, and the one in which one is.
function wentBy({ scene, way }) {
  const before = way.map((one, n) => ({ n: n + 1, name: one.scene, label: one.label }));
  return before.length ? [...before, { n: before.length + 1, name: scene.name, label: "" }] : [];
}

// Lines are masks, so that they have the page's colours by day and by night.
function drawnChart({ width, height, lines, knots }) {
  const paths = (taken) => lines.filter((one) => one.taken === taken).map((one) => one.path).join("");
  const drawn = (taken, stroke, look) => drawing(paths(taken), `0 0 ${width} ${height}`, stroke, `fill="none" ${look}`);
  return {
    width: width,
    height: height,
    open: drawn(false, 2, 'stroke-dasharray="4 6"'),
    taken: drawn(true, 5, ""),
    knots: knots,
  };
}

module.exports = { coverOf, mapOf, sceneOf };
