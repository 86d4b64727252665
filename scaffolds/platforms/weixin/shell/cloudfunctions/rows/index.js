// The cloud function: what a phone asks for, and what it is told. It runs no rule of the app (the phone does). It keeps rows, says
// who wrote them, hides what is private, and holds to what things.json says: who may write, no two of the same, so many for each person.
const cloud = require("wx-server-sdk");
const { ROW_ID, Refused, decide, visible } = require("./decide.js");
const { openKept } = require("./kept.js");
const held = require("./things.json");

// Bytes. WeChat lets about 1 MB through; a longer answer is told in pieces.
const LONGEST = 500000;

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const kept = openKept(cloud.database({ throwOnNotFound: false }), held.seeds);

// A phone asks with { since }, the revision that it knows, and `changes` where it writes. It is told { rev, owner, ids, rows }:
// what moved since then, and which rows there are; and `error` where the changes were not made. A write has a name, its `wish`, and
// is done once, however often it comes. Where its answer was lost, the phone asks with the wish and no changes: what became of it?
exports.main = async (event) => {
  const { OPENID } = cloud.getWXContext();
  const { since, from, changes, wish } = event;
  if (!OPENID || !isName(wish)) return { error: "not_kept" };
  if (changes === undefined && wish === undefined) return tell(await kept.read(OPENID), since, from);
  const error = changes === undefined ? await settle(OPENID, wish) : await write(OPENID, since, changes, wish);
  return { ...tell(await kept.read(OPENID), since), error: error };
};

function isName(wish) {
  return wish === undefined || (typeof wish === "string" && ROW_ID.test(wish));
}

// What was not done until now never will be: it may still be on its way.
async function settle(openid, wish) {
  for (;;) {
    const seen = await kept.read(openid);
    if (kept.became(seen, wish)) return told(seen, wish);
    await kept.write(seen, new Map(), wish, "given up");
  }
}

function told(seen, wish) {
  return kept.became(seen, wish) === "done" ? "" : "moved";
}

// "" where the changes were made, else the word that says why not.
async function write(openid, since, changes, wish) {
  const seen = await kept.read(openid);
  if (kept.became(seen, wish) || since !== seen.rev) return told(seen, wish);
  try {
    const touched = decide(seen.rows, changes, held, seen.visitor, seen.owner);
    const done = await kept.write(seen, touched, wish, "done");
    return done ? "" : told(await kept.read(openid), wish);
  } catch (refusal) {
    if (refusal instanceof Refused) return refusal.message;
    throw refusal;
  }
}

function tell(seen, since, from) {
  const rows = [...seen.rows.values()];
  const known = Number.isInteger(since) && since <= seen.rev ? since : -1;
  const news = rows.filter((row) => row.rev > known);
  const begin = Number.isInteger(from) && from > 0 ? from : 0;
  const end = begin + fitting(news.slice(begin));
  const told = { rev: seen.rev, owner: seen.owner, ids: idsOf(rows), rows: visible(news.slice(begin, end), held, seen.visitor, seen.owner) };
  return end < news.length ? { ...told, next: end } : told;
}

// How many rows one answer holds: one at least.
function fitting(rows) {
  let size = 0;
  const tooMany = rows.findIndex((row, n) => (size += Buffer.byteLength(JSON.stringify(row.values))) > LONGEST && n > 0);
  return tooMany < 0 ? rows.length : tooMany;
}

function idsOf(rows) {
  const ids = {};
  for (const thing of held.things) ids[thing.id] = rows.filter((row) => row.thing === thing.id).map((row) => row.id);
  return ids;
}
