// The cloud function: what a phone asks for, and what it is told. It runs no rule of the app (the phone does). It keeps rows, says
// who wrote them, hides what is private, and holds to what things.json says: who may write, no two of the same, so many for each person.
const cloud = require("wx-server-sdk");
const { Refused, decide, visible } = require("./decide.js");
const { openKept } = require("./kept.js");
const held = require("./things.json");

// Bytes. WeChat lets about 1 MB through; a longer answer is told in pieces.
const LONGEST = 500000;

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const kept = openKept(cloud.database({ throwOnNotFound: false }), held.seeds);

// A phone asks with { since }, the revision that it knows, and `changes` where it writes. It is told { rev, owner, ids, rows }:
// what moved since then, and which rows there are; and `error` where the changes were not made.
exports.main = async (event) => {
  const { OPENID } = cloud.getWXContext();
  if (!OPENID) return { error: "not_kept" };
  const { since, from, changes } = event;
  const seen = await kept.read(OPENID);
  if (changes === undefined) return tell(seen, since, from);
  const error = since === seen.rev ? await write(seen, changes) : "moved";
  return { ...tell(await kept.read(OPENID), since), error: error };
};

// "" where the changes were made, else the word that says why not.
async function write(seen, changes) {
  try {
    const touched = decide(seen.rows, changes, held, seen.visitor, seen.owner);
    return (await kept.write(seen, touched)) ? "" : "moved";
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
