// Writes that have no answer yet. Each is noted on this phone before it is sent, so that an app that WeChat closed meanwhile can
// ask the cloud what became of it when it opens again. Of several it is told in one sentence, once the last of them is known.
const { t } = require("./language.js");
const { CLOUD } = require("./settings.js");

const PLACE = `lost:${CLOUD}`;
const MOST = 20;
// In characters: enough to know one's own words again.
const NAMED = 40;

// Those that were open when the app opened, and what `became` of each.
let open = [];
let draw = () => {};

// A note is { wish, what, adds }: its name, the words by which its writer knows it, and the row that it adds, if it adds one.
function note(one) {
  keep([...noted(), { ...one, what: shortened(one.what) }].slice(-MOST));
}

function forget(...wishes) {
  keep(noted().filter((one) => !wishes.includes(one.wish)));
}

// What was kept and is no note is as good as not there.
function noted() {
  const kept = wx.getStorageSync(PLACE);
  return Array.isArray(kept) ? kept.filter((one) => one && typeof one.wish === "string" && typeof one.what === "string") : [];
}

function keep(notes) {
  try {
    if (notes.length) wx.setStorageSync(PLACE, notes);
    else wx.removeStorageSync(PLACE);
  } catch (noRoom) {
    // It is sent all the same: only an app that is closed before the answer comes will not know of it.
  }
}

function shortened(words) {
  const letters = Array.from(words);
  return letters.slice(0, NAMED).join("") + (letters.length > NAMED ? "…" : "");
}

// settle(note) is a promise of what became of it. One after another, so that without a network one question is asked at a time.
async function askAgain(settle) {
  open = noted();
  for (const one of open) one.became = await settle(one);
  forget(...open.map((one) => one.wish));
  draw();
}

// The page in sight is drawn again when there is something to tell.
function tellTo(drawn) {
  draw = drawn;
}

// What stands at the top of every page, until it is known and somebody closed it.
function told() {
  if (!open.length) return {};
  if (open.some((one) => !one.became)) return { lost: t("lost_waits", { what: listOf(open) }) };
  const saved = open.filter((one) => one.became === "done");
  const not = open.filter((one) => one.became !== "done");
  const word = !not.length ? "lost_saved" : saved.length ? "lost_some" : "lost_none";
  return { lost: t(word, { kept: listOf(saved), lost: listOf(not) }), close: t("close") };
}

function listOf(notes) {
  return notes.map((one) => t("lost_one", { what: one.what })).join(t("list_comma"));
}

function close() {
  open = [];
  draw();
}

module.exports = { askAgain, close, forget, note, tellTo, told };
