// The rows in the cloud's database: one document each, and one about them all, with their revision and who owns the app.
const crypto = require("crypto");

// A document's own values are JSON in `vals`, so that nothing that is typed can be taken for an order to the database.
const ROWS = "app_rows";
const ABOUT = "app_about";
const NO_COLLECTION = -502005;
const AT_ONCE = 500;
// So many of the last wishes that were done are remembered, and of those given up: whoever only asks makes no write forgotten.
const MAX_WISHES = 100;

// `db` is the cloud's database; `seeds` are the rows that a new app begins with.
function openKept(db, seeds) {
  let last = { rev: -1, secret: "", rows: new Map() };

  // The rows as they are now and who asks: { about, rev, rows, visitor, owner }.
  async function read(openid) {
    const about = (await readAbout(db)) || (await begin(db, openid, seeds));
    if (about.rev !== last.rev || about.secret !== last.secret) last = { ...about, rows: await readRows(db) };
    const visitor = visitorOf(openid, about.secret);
    return { about: about, rev: about.rev, rows: last.rows, visitor: visitor, owner: visitor === about.owner };
  }

  // What became of this visitor's wish: "done", "given up", or nothing where it did not come yet.
  function became(seen, wish) {
    const found = seen.about.wishes.find((one) => one.visitor === seen.visitor && one.wish === wish);
    return found && found.became;
  }

  // Whether what was decided on `seen` was written; not, where others wrote first.
  async function write(seen, touched, wish, became) {
    const about = { ...seen.about, rev: seen.rev + 1 };
    if (wish) about.wishes = lastOf([...about.wishes, { visitor: seen.visitor, wish: wish, became: became }]);
    const rows = numbered(touched, about);
    const done = await tryWriting(db, seen.rev, rows, about);
    if (done) last = { ...about, rows: afterwards(seen.rows, rows) };
    return done;
  }
  return { became, read, write };
}

function lastOf(wishes) {
  const last = (became) => wishes.filter((one) => one.became === became).slice(-MAX_WISHES);
  return [...last("done"), ...last("given up")];
}

// New rows come last; `about.n` counts them.
function numbered(touched, about) {
  return [...touched].map(([id, row]) => [id, row && { ...row, n: row.n || ++about.n, rev: about.rev }]);
}

// Of two that write at the same moment the cloud lets one through; the other looks again a little later.
async function tryWriting(db, rev, rows, about, tries = 3) {
  try {
    return await db.runTransaction((transaction) => writeAll(transaction, rev, rows, about));
  } catch (fault) {
    const now = await readAbout(db);
    if ((now ? now.rev : 0) !== rev) return false;
    if (!tries) throw fault;
    await new Promise((resolve) => setTimeout(resolve, 50 + 100 * Math.random()));
    return tryWriting(db, rev, rows, about, tries - 1);
  }
}

async function writeAll(transaction, rev, rows, about) {
  const now = await readAbout(transaction);
  if ((now ? now.rev : 0) !== rev) return false;
  for (const [id, row] of rows) {
    const place = transaction.collection(ROWS).doc(id);
    if (row) await place.set({ data: documentOf(row) });
    else await place.remove();
  }
  await transaction.collection(ABOUT).doc("about").set({ data: about });
  return true;
}

// The first who calls owns the app: whoever put this function up opens it first.
async function begin(db, openid, seeds) {
  const secret = crypto.randomBytes(16).toString("hex");
  const about = { rev: 1, n: 0, secret: secret, owner: visitorOf(openid, secret), wishes: [] };
  const first = new Map(seeds.map(({ id, thing, row }) => [id, { id: id, thing: thing, writer: "", values: row }]));
  const rows = numbered(first, about);
  await tryWriting(db, 0, rows, about);
  return readAbout(db);
}

// Nothing before the first call. `db` may be a transaction.
async function readAbout(db) {
  try {
    const { data } = await db.collection(ABOUT).doc("about").get();
    if (!isOurs(data)) return null;
    return { rev: data.rev, n: data.n, secret: data.secret, owner: data.owner, wishes: data.wishes || [] };
  } catch (fault) {
    if (fault.errCode !== NO_COLLECTION || !db.createCollection) throw fault;
    return makeCollections(db);
  }
}

// What a phone writes into the database itself, past this function, has its _openid. It is nothing that was decided here.
function isOurs(data) {
  return Boolean(data) && data._openid === undefined;
}

// ABOUT comes last, so that where it is, the rows' collection is too. Another call may have been faster.
async function makeCollections(db) {
  for (const name of [ROWS, ABOUT]) await db.createCollection(name).catch(() => {});
  return null;
}

function afterwards(before, rows) {
  const after = new Map(before);
  for (const [id, row] of rows) row ? after.set(id, row) : after.delete(id);
  return after;
}

// All of them, in the order in which they were added.
async function readRows(db) {
  const rows = new Map();
  for (let n = 0; ; ) {
    const { data } = await db.collection(ROWS).orderBy("n", "asc").skip(n).limit(AT_ONCE).get();
    if (!data.length) return rows;
    for (const one of data.filter(isOurs)) rows.set(one._id, rowOf(one));
    n += data.length;
  }
}

function documentOf(row) {
  return { n: row.n, rev: row.rev, thing: row.thing, writer: row.writer, vals: JSON.stringify(row.values) };
}

function rowOf({ _id, n, rev, thing, writer, vals }) {
  return { id: _id, n: n, rev: rev, thing: thing, writer: writer, values: JSON.parse(vals) };
}

// Who asks: a print of their WeChat account that nobody can turn back without the secret, which stays in the database.
function visitorOf(openid, secret) {
  return crypto.createHmac("sha256", secret).update(openid).digest("hex").slice(0, 32);
}

module.exports = { openKept };
