// Pictures of the album as the page shows them: as tiles, large, by their tags. album: { screen, rules, told }, told being the fields beside a large picture.
const { pictureFile } = require("../../form.js");
const { t, text } = require("../../runtime.js");
const { dateWords, value } = require("../../shown.js");

const MOST_TAGS = 20;
// How much fits on a phone with WeChat, in signs, and how much into the cloud.
const SPACE = 8000000;
const SAY_ROOM_BELOW = 60;

function called(row, album) {
  return row.caption || (row.day ? dateWords(row.day, "full") : t("untitled", {}, album.screen));
}

function tileOf(row, album) {
  return { id: row.id, photo: pictureFile(row.photo), caption: called(row, album), pair: Boolean(album.rules.PAIRS && row.after) };
}

// The tag "" stands for all pictures.
function tagsOf(app, picked, album) {
  const known = album.rules.tags(app).slice(0, MOST_TAGS).map((one) => ({ tag: one.tag, words: one.tag, count: String(one.n) }));
  const all = { tag: "", words: t("all", {}, album.screen), count: "" };
  return [all, ...known].map((one, n) => ({ ...one, n: n, on: one.tag === picked }));
}

// The picture at a place among those that were found.
function largeOf(found, at, app, album) {
  const row = found[at];
  const caption = called(row, album);
  return {
    id: row.id,
    title: row.caption || t("untitled", {}, album.screen),
    caption: caption,
    photo: pictureFile(row.photo),
    after: album.rules.PAIRS && row.after ? pictureFile(row.after) : "",
    before: t("before_of", { caption: caption }, album.screen),
    afterLabel: t("after_of", { caption: caption }, album.screen),
    lines: linesOf(row, album.told),
    tags: album.rules.tagsOf(row.tags),
    mayChange: album.rules.mayChange(row, app),
    at: t("at", { n: at + 1, all: found.length }, album.screen),
    first: at === 0,
    last: at === found.length - 1,
  };
}

function linesOf(row, fields) {
  const given = fields.filter((field) => row[field.name] !== false && value(field, row[field.name]) !== "");
  return given.map((field) => ({ name: field.name, label: text(field.label), value: value(field, row[field.name]) }));
}

// How much room is left is said before it is gone.
function roomOf(app, all, album) {
  const left = album.rules.room(app, SPACE);
  if (left >= SAY_ROOM_BELOW || !(all || !left)) return "";
  return left ? t("room", { n: left }, album.screen) : t("room_none", {}, album.screen);
}

module.exports = { largeOf, roomOf, tagsOf, tileOf };
