// WeChat's cloud, in Node: the cloud function of an app, over a database in memory that behaves as wx-server-sdk's does. It reads
// questions from standard input, one a line, and answers each in a line when it is done, so that two can be on their way at once.
//
//   { id, folder }                                 forgets everything and takes the function in that folder of an app
//   { id, openid, event }                          calls the function as that person: { id, result } or { id, fault }
//   { id, decide: [rows, changes, held, who, owner] }   asks decide.js alone: { id, result: { refused } or { rows, seen } }
//   { id, put: [collection, _id, document] }       what somebody writes past the function; { id, look: collection } what there is
//   { id, spoil: { collection | quota | commit } } from now on the cloud has that fault
const Module = require("module");
const path = require("path");
const readline = require("readline");

const MOST = 1000;
let collections, spoiled, openid, fn, folder;

class CloudError extends Error {
  constructor(errCode, errMsg) {
    super(`errCode: ${errCode} | errMsg: ${errMsg}`);
    Object.assign(this, { errCode, errMsg });
  }
}

const copy = (value) => JSON.parse(JSON.stringify(value));
const aMoment = () => new Promise((resolve) => setImmediate(resolve));

function collectionOf(name) {
  if (!collections.has(name)) throw new CloudError(-502005, `database collection not exists | [ResourceNotFound] Db or Table not exist: ${name}`);
  return collections.get(name);
}

// One document, outside a transaction or in one.
function documentOf(name, id, config, transaction) {
  const place = transaction || { see: (docs) => docs.get(id), write: (docs, key, data) => put(docs, id, data) };
  const work = async (api, then) => {
    await aMoment();
    if (spoiled.quota) throw new CloudError(-501003, `${api}:fail exceed request limit`);
    return then(collectionOf(name));
  };
  return {
    get: () => work("document.get", (docs) => {
      const kept = place.see(docs, id);
      if (!kept && config.throwOnNotFound !== false) throw new CloudError(-1, `document.get:fail document with _id ${id} does not exist`);
      return { data: kept ? { _id: id, ...copy(kept.data) } : null, errMsg: "document.get:ok" };
    }),
    set: ({ data }) => work("document.set", (docs) => {
      if (!data || typeof data !== "object" || !Object.keys(data).length) throw new CloudError(-401003, "document.set:fail parameter.data should be a non-empty object");
      if ("_id" in data) throw new CloudError(-501007, "document.set:fail 不能更新_id的值");
      place.write(docs, id, copy(data));
      return { _id: id, errMsg: "document.set:ok", stats: { updated: 1, created: 0 } };
    }),
    remove: () => work("document.remove", (docs) => {
      place.write(docs, id, null);
      return { stats: { removed: 1 }, errMsg: "document.remove:ok" };
    }),
  };
}

let changes = 0;
function put(docs, id, data) {
  changes += 1;
  if (data) docs.set(id, { data, at: changes });
  else docs.delete(id);
  docs.writes.set(id, changes);
}

function queryOf(name, { order = null, skip = 0, limit = 100 } = {}) {
  return {
    orderBy: (field, way) => queryOf(name, { order: [field, way], skip, limit }),
    skip: (n) => queryOf(name, { order, skip: n, limit }),
    limit: (n) => queryOf(name, { order, skip, limit: Math.min(n, MOST) }),
    async get() {
      await aMoment();
      const all = [...collectionOf(name)].map(([id, kept]) => ({ _id: id, ...copy(kept.data) }));
      if (order) all.sort((a, b) => (a[order[0]] - b[order[0]]) * (order[1] === "desc" ? -1 : 1));
      return { data: all.slice(skip, skip + limit), errMsg: "collection.get:ok" };
    },
  };
}

// Sees the database as it was when it began; a document that another has written meanwhile, or holds, is a conflict.
function transactionOf(config) {
  const began = changes;
  const me = {};
  const written = new Map();
  const snapshot = new Map([...collections].map(([name, docs]) => [name, new Map(docs)]));
  const held = [];
  const end = () => held.forEach(({ docs, id }) => docs.locks.delete(id));
  return {
    collection: (name) => ({
      doc: (id) => documentOf(name, id, config, {
        see: () => (written.has(`${name} ${id}`) ? written.get(`${name} ${id}`).kept : (snapshot.get(name) || new Map()).get(id)),
        write(docs, key, data) {
          const holder = docs.locks.get(id);
          if ((holder && holder !== me) || (docs.writes.get(id) || 0) > began) throw new CloudError(-501001, "[DATABASE_TRANSACTION_CONFLICT] WriteConflict error");
          docs.locks.set(id, me);
          held.push({ docs, id });
          written.set(`${name} ${id}`, { docs, id, kept: data && { data } });
        },
      }),
    }),
    async commit() {
      await aMoment();
      end();
      if (spoiled.commit) throw new CloudError(-501001, "transaction.commit:fail resource system error");
      for (const { docs, id, kept } of written.values()) put(docs, id, kept && kept.data);
    },
    rollback: async () => end(),
  };
}

function databaseOf(config = {}) {
  return {
    collection: (name) => ({ ...queryOf(name), doc: (id) => documentOf(name, id, config) }),
    async createCollection(name) {
      await aMoment();
      if (spoiled.collection) throw new CloudError(-502003, "createCollection:fail permission denied");
      if (collections.has(name)) throw new CloudError(-501001, `createCollection:fail Table exist: ${name}`);
      collections.set(name, Object.assign(new Map(), { writes: new Map(), locks: new Map() }));
      return { errMsg: "createCollection:ok" };
    },
    async runTransaction(work) {
      await aMoment();
      const transaction = transactionOf(config);
      try {
        const result = await work(transaction);
        await transaction.commit();
        return result;
      } catch (fault) {
        await transaction.rollback();
        throw fault;
      }
    },
  };
}

const DYNAMIC_CURRENT_ENV = Symbol("the environment that the function runs in");
const sdk = {
  DYNAMIC_CURRENT_ENV,
  init({ env }) {
    if (env !== DYNAMIC_CURRENT_ENV) throw new CloudError(-501000, "Environment not found");
  },
  database: databaseOf,
  getWXContext: () => ({ OPENID: openid, APPID: "wx0000000000000000" }),
};
const loadAsNode = Module._load;
Module._load = (name, ...rest) => (name === "wx-server-sdk" ? sdk : loadAsNode(name, ...rest));

function begin(asked) {
  folder = asked.folder;
  collections = new Map();
  spoiled = {};
  for (const file of Object.keys(require.cache)) if (file !== __filename) delete require.cache[file];
  fn = require(path.join(folder, "cloudfunctions/rows/index.js"));
}

function decideAlone([rows, given, held, who, owner]) {
  const { Refused, decide, visible } = require(path.join(folder, "cloudfunctions/rows/decide.js"));
  const before = new Map(rows.map((row) => [row.id, row]));
  try {
    const touched = decide(before, given, held, who, owner);
    const after = new Map(before);
    for (const [id, row] of touched) row ? after.set(id, row) : after.delete(id);
    return { rows: [...after.values()], seen: visible(after.values(), held, "b", false) };
  } catch (refusal) {
    if (refusal instanceof Refused) return { refused: refusal.message };
    throw refusal;
  }
}

async function answer(asked) {
  if (asked.folder) return begin(asked);
  if (asked.decide) return decideAlone(asked.decide);
  if (asked.spoil) return void Object.assign(spoiled, asked.spoil);
  if (asked.put) return void put(collectionOf(asked.put[0]), asked.put[1], asked.put[2]);
  if (asked.look) return Object.fromEntries([...collectionOf(asked.look)].map(([id, kept]) => [id, kept.data]));
  openid = asked.openid;
  return copy(await fn.main(asked.event));
}

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const asked = JSON.parse(line);
  const found = await answer(asked).then((result) => ({ result }), (fault) => ({ fault: { errCode: fault.errCode || -504002, errMsg: String(fault.message) } }));
  process.stdout.write(JSON.stringify({ id: asked.id, ...found }) + "\n");
});
