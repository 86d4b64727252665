// Shares the rows between phones: the cloud function in cloudfunctions/rows/ keeps them and holds to who may write what.
const { ASK_EVERY, CLOUD } = require("./settings.js");
const { THINGS } = require("./screens.js");
const { answerTo, troubleOf } = require("./cloud_call.js");
const { askAgain, forget, note } = require("./lost.js");

const LAST = `cloud:${CLOUD}`;
// What one question may hold, in characters; longer ones are slow on their way or do not arrive.
const LONGEST = 350000;
const LONGEST_PICTURE = 262144;
// Seconds until a write whose answer was lost is asked about.
const SOON = 3;

const known = { rev: -1, rows: {}, owner: false, state: "loading" };
let watching = null;
let timer = null;
let lane = Promise.resolve();

// Shows at once what this phone saw last; the cloud is asked when a page comes into sight.
function open() {
  for (const thing of THINGS) known.rows[thing] = [];
  if (wx.cloud) wx.cloud.init({ env: CLOUD, traceUser: false });
  const last = wx.getStorageSync(LAST);
  if (last) Object.assign(known, { rows: { ...known.rows, ...last.rows }, owner: last.owner, state: "" });
  askAgain((one) => settle(one, 0));
}

function rows() {
  return known.rows;
}

function owner() {
  return known.owner;
}

function state() {
  return known.state;
}

// The page in sight is told when others wrote, and when the cloud is lost or found again.
function watch(page, moved) {
  watching = { page: page, moved: moved };
  keepAsking();
}

function rest(page) {
  if (watching && watching.page === page) watching = null;
}

// Again and again while a page is in sight, each time some seconds after the answer before.
async function keepAsking() {
  try {
    await inTurn(ask);
  } finally {
    clearTimeout(timer);
    timer = setTimeout(() => watching && keepAsking(), ASK_EVERY * 1000);
  }
}

// Never two questions at once: an answer could overtake another.
function inTurn(work) {
  lane = lane.then(work, work);
  return lane;
}

async function ask() {
  const answer = await answerTo({ since: known.rev }).catch(lose);
  if (answer) take(answer);
}

// A promise of "done", of "moved" where others wrote first, or of the word that says why not. The changes were decided on
// the rows of this moment, so it is their revision that the cloud is told, even where an answer comes in between.
// Where no answer comes, onLost(word) is called, and the promise waits until the cloud says what became of it. `label` names
// what has no words of its own.
async function write(changes, label, onLost) {
  if (tooLong(changes)) return tooLong(changes);
  if (known.rev < 0) return writeFirst();
  const one = { wish: newName(), what: nameOf(changes[0]) || label, adds: changes[0].op === "add" ? changes[0].id : "" };
  note(one);
  const became = await becomeOf(one, { since: known.rev, changes: changes, wish: one.wish }, onLost);
  forget(one.wish);
  return became;
}

async function becomeOf(one, question, onLost) {
  const told = await inTurn(() => send(question));
  if (told !== "lost") return told;
  onLost(whyNot());
  return settle(one, Math.min(SOON, ASK_EVERY));
}

// The first words of a row, by which the one who wrote it knows it.
function nameOf(change) {
  const old = known.rows[change.thing].find((row) => row.id === change.id);
  const words = Object.values({ ...wordsOf({ ...old, ...change.row }), id: "" });
  return words.find((one) => typeof one === "string" && one);
}

// No answer is not a no: it may have been written. What the cloud did not write until now it never will. `first`: seconds until it is asked.
// After many writes of others the cloud remembers this one no more; then a row that is there says that it was written.
async function settle({ wish, adds }, first) {
  for (let wait = first; ; wait = ASK_EVERY) {
    await new Promise((later) => setTimeout(later, wait * 1000));
    const told = await inTurn(() => send({ since: known.rev, wish: wish }));
    if (told === "moved") return THINGS.some((thing) => known.rows[thing].some((row) => row.id === adds)) ? "done" : "never";
    if (told !== "lost") return told;
  }
}

// Every write has a name, by which the cloud knows it again.
function newName() {
  let name = "";
  while (name.length < 20) name += Math.floor(Math.random() * 36).toString(36);
  return name;
}

async function send(question) {
  wx.showNavigationBarLoading();
  const answer = await answerTo(question).catch(lose);
  wx.hideNavigationBarLoading();
  if (!answer) return "lost";
  take(answer);
  // A function that was put up before writes had names says nothing of them: that is no yes.
  return answer.error === undefined ? "moved" : answer.error || "done";
}

async function lose(fault) {
  tell(await troubleOf(fault), false);
}

// A rule that saw only what was here last is asked again on what is there now.
async function writeFirst() {
  await inTurn(ask);
  return known.rev < 0 ? whyNot() : "moved";
}

function whyNot() {
  return known.state === "offline" ? "offline_write" : known.state;
}

function tooLong(changes) {
  const isBig = (given) => isPicture(given) && given.length > LONGEST_PICTURE;
  if (changes.some((change) => Object.values(change.row || {}).some(isBig))) return "photo_too_big";
  return JSON.stringify(changes).length > LONGEST ? "too_big" : "";
}

// Puts in what moved, in the order of the cloud.
function take(answer) {
  const moved = answer.rev !== known.rev;
  if (moved) {
    Object.assign(known, { rev: answer.rev, owner: answer.owner, rows: merged(answer) });
    remember();
  }
  tell("", moved);
}

function merged(answer) {
  const after = {};
  for (const thing of THINGS) {
    const found = new Map([...known.rows[thing], ...(answer.rows[thing] || [])].map((row) => [row.id, row]));
    after[thing] = (answer.ids[thing] || []).map((id) => found.get(id)).filter(Boolean);
  }
  return after;
}

// Only what is new is told, so that no page is drawn for nothing.
function tell(state, moved) {
  if (!moved && known.state === state) return;
  known.state = state;
  if (watching) watching.moved();
}

// For the next opening. Where that is too much for the phone, the pictures are left out: they lie in the cloud.
function remember() {
  const keep = (rows, fail) => wx.setStorage({ key: LAST, data: { rows: rows, owner: known.owner }, fail: fail });
  keep(known.rows, () => keep(withoutPictures(known.rows), () => {}));
}

function withoutPictures(rows) {
  const left = {};
  for (const thing of THINGS) left[thing] = rows[thing].map(wordsOf);
  return left;
}

function wordsOf(row) {
  const words = {};
  for (const name of Object.keys(row)) if (!isPicture(row[name])) words[name] = row[name];
  return words;
}

function isPicture(kept) {
  return typeof kept === "string" && kept.startsWith("data:image/");
}

module.exports = { open, owner, rest, rows, shared: true, state, watch, write };
