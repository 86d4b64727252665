// One question to the cloud function, and what it means when there is no answer.
const { THINGS } = require("./screens.js");

// A promise of { rev, owner, ids, rows }: the rows that moved since question.since, and which there are, by thing. A refusal
// stands in `error`. A long answer comes in pieces; where others wrote between two of them, it is asked for again.
async function answerTo(question) {
  const first = await call(question);
  const whole = { ...first, rows: {} };
  for (let piece = first; ; piece = await call({ since: question.since, from: piece.next })) {
    if (piece.rev !== first.rev) return { ...(await answerTo({ since: question.since })), error: first.error };
    for (const thing of THINGS) whole.rows[thing] = [...(whole.rows[thing] || []), ...((piece.rows || {})[thing] || [])];
    if (!piece.next) return whole;
  }
}

async function call(question) {
  if (!wx.cloud) throw new Error("this WeChat has no cloud");
  const { result } = await wx.cloud.callFunction({ name: "rows", data: question });
  const told = Object(result);
  if (typeof told.rev !== "number") throw new Error("the function rows gives no rows");
  return told;
}

// What WeChat says where the environment, the function, its parts or its collections are not there, and where a quota is used up.
const MISSING = /env not exists|environment (not found|invalid)|INVALID_ENV|FunctionName|Cannot find module|collection not exist|has no cloud|gives no rows|invalid scope|-50100[05]|-502005|-601034/i;
const USED_UP = /-50100[34]|-50101[56]|quota|request limit/i;

// A promise of the word that pages show.
async function troubleOf(fault) {
  const said = `${fault.errCode} ${fault.errMsg} ${fault.message}`;
  if (await isOffline()) return "offline";
  if (MISSING.test(said)) return "cloud_missing";
  return USED_UP.test(said) ? "cloud_used_up" : "cloud_silent";
}

function isOffline() {
  return new Promise((resolve) => wx.getNetworkType({ success: (found) => resolve(found.networkType === "none"), fail: () => resolve(false) }));
}

module.exports = { answerTo, troubleOf };
