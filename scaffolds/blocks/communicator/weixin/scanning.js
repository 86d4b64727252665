// One switch: rows are marked one after another; a press opens the marked row, then each in it is marked; a press takes the marked one.
const EVERY = 1600;
const ROUNDS = 2;

// Begins; hands: {rows(): [{key, ones: [key, ...]}] as they are now, mark(key), take(key)}. Returns {press(), end()}.
function scan(hands) {
  const at = { row: "", index: -1, round: 0 };
  const timer = setInterval(() => step(hands, at), EVERY);
  step(hands, at);
  return { press: () => press(hands, at), end: () => clearInterval(timer) };
}

// The keys of the rows, or of what is in the row that was opened.
function choices(hands, at) {
  const rows = hands.rows().filter((row) => row.ones.length);
  const opened = rows.find((row) => row.key === at.row);
  if (!opened) at.row = "";
  return opened ? opened.ones : rows.map((row) => row.key);
}

// After two rounds without a press, a row is left again.
function step(hands, at) {
  let found = choices(hands, at);
  at.index += 1;
  if (at.index >= found.length) {
    at.index = 0;
    at.round += 1;
  }
  if (at.row && at.round >= ROUNDS) {
    Object.assign(at, { row: "", index: 0, round: 0 });
    found = choices(hands, at);
  }
  hands.mark(found[at.index] || "");
}

function press(hands, at) {
  const key = choices(hands, at)[at.index];
  if (!key) return;
  const one = Boolean(at.row);
  Object.assign(at, { row: one ? "" : key, index: -1, round: 0 });
  if (one) hands.take(key);
  step(hands, at);
}

module.exports = { scan };
