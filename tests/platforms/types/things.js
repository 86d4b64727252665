// What a value may be: a list of things, or ANYTHING where nobody can know. Words, numbers and null are no things: they have no fields of
// their own. A thing is { names, rest, makes }: its fields by name, what else it holds (a list's items), and the function that it is.
// A word that the code spells out is { names, word }, since it may be the name of a template.
const ANYTHING = null;

function thing(names = new Map(), rest) {
  return { names, rest };
}

function spelt(word) {
  return [{ ...thing(), word }];
}

// Which of the things are words, and not the empty one.
function wordsIn(value) {
  return [...new Set((value || []).map((one) => one.word).filter(Boolean))];
}

function either(values) {
  return values.some((one) => one === ANYTHING) ? ANYTHING : values.flat();
}

function listOf(items) {
  return [thing(new Map([["length", []]]), items)];
}

// Gives `held` this field too.
function give(held, name, value) {
  held.names.set(name, held.names.has(name) ? either([held.names.get(name), value]) : value);
}

function giveRest(held, value) {
  held.rest = held.rest === undefined ? value : either([held.rest, value]);
}

// One thing that has the fields of all: whichever is spread into it, it may have them.
function together(values) {
  if (values.some((one) => one === ANYTHING)) return ANYTHING;
  const whole = thing();
  for (const one of values.flat()) {
    for (const [name, value] of one.names) give(whole, name, value);
    if (one.rest !== undefined) giveRest(whole, one.rest);
  }
  return [whole];
}

// What is called so, undefined where it has no such field.
function member(value, name) {
  const full = filled(value);
  if (full === ANYTHING) return ANYTHING;
  const found = full.filter((one) => one.names.has(name) || one.rest !== undefined).map((one) => (one.names.has(name) ? one.names.get(name) : one.rest));
  return found.length ? either(found) : undefined;
}

// What a list holds, or an object under any name.
function items(value) {
  const full = filled(value);
  return full === ANYTHING ? ANYTHING : either(full.map((one) => (one.rest === undefined ? either([...one.names.values()]) : one.rest)));
}

// An object in which nothing was seen may be filled somewhere else.
function filled(value) {
  const full = (value || []).filter((one) => one.names.size || one.rest !== undefined);
  return full.length ? full : ANYTHING;
}

module.exports = { ANYTHING, either, give, giveRest, items, listOf, member, spelt, thing, together, wordsIn };
