// The story as a map: scenes from the beginning down, the way one went drawn strong, what nobody saw yet a question mark.

const STEP = 84;
const MARGIN = 40;
const NARROWEST = 280;

// tools: {scenes, choices, here (as now() gives it), seen(scene), all: the author sees every scene}
// Gives { width, height, seen, lines: [{ id, path, taken }], knots: [{ id, x, y, sign, kind }] }.
export function chartOf(tools) {
  const places = layout(tools);
  const width = Math.max(NARROWEST, Math.max(...places.map((one) => one.of)) * STEP);
  const spots = places.map((one) => Object.assign(one, { x: (width * (one.i + 0.5)) / one.of, y: one.row * STEP + MARGIN, known: tools.all || tools.seen(one.scene) }));
  return {
    width: width,
    height: (places[places.length - 1].row + 1) * STEP,
    seen: spots.filter((one) => one.known).length,
    lines: lines(tools, spots),
    knots: spots.map((one) => knot(one, tools)),
  };
}

// Each scene that can be reached, a row further down for each choice that it takes at least.
function layout(tools) {
  const rows = [[tools.scenes[0]]];
  const placed = [tools.scenes[0].name];
  for (let n = 0; n < rows.length; n++) {
    const next = [];
    rows[n].forEach((scene) => tools.choices.filter((one) => one.scene === scene.name).forEach((one) => {
      const target = tools.scenes.find((other) => other.name === one.to);
      if (!target || placed.includes(target.name)) return;
      placed.push(target.name);
      next.push(target);
    }));
    if (next.length) rows.push(next);
  }
  return rows.reduce((all, row, n) => all.concat(row.map((scene, i) => ({ scene: scene, row: n, i: i, of: row.length }))), []);
}

// The choices of the scenes that were seen; those that were taken lie on top.
function lines(tools, spots) {
  const spot = (name) => spots.find((one) => one.scene.name === name);
  const shown = tools.choices.filter((one) => spot(one.scene) && spot(one.to) && spot(one.scene).known);
  const found = shown.map((one) => ({ id: one.id, path: curve(spot(one.scene), spot(one.to)), taken: tools.here.way.some((other) => other.id === one.id) }));
  return found.filter((one) => !one.taken).concat(found.filter((one) => one.taken));
}

function curve(from, to) {
  const bend = to.y > from.y ? 0 : 60;
  const middle = (from.y + to.y) / 2;
  if (bend) return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x + bend} ${to.y} ${to.x} ${to.y}`;
  return `M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
}

function knot(one, tools) {
  const { scene } = one;
  const kind = (tools.seen(scene) ? " seen" : "") + (tools.here.scene.id === scene.id && tools.here.begun ? " here" : "") + (scene.ending ? " ending" : "");
  return { id: scene.id, x: one.x, y: one.y, sign: one.known ? firstSign(scene.picture) || firstSign(scene.name) : "?", kind: kind };
}

// The first sign as people see it: an emoji may be made of several, joined, coloured, or two letters that are a flag.
export function firstSign(text) {
  const letters = Array.from(text || "");
  let end = 1;
  if (isFlag(letters[0]) && isFlag(letters[1])) end = 2;
  while (end < letters.length && (belongs(letters[end]) || letters[end - 1] === "\u200d")) end += 1;
  return letters.slice(0, end).join("");
}

function isFlag(letter) {
  const code = letter ? letter.codePointAt(0) : 0;
  return code >= 0x1f1e6 && code <= 0x1f1ff;
}

// A joiner, what asks for colour, a key's edge, a colour of skin, the tail of a region's flag.
function belongs(letter) {
  const code = letter.codePointAt(0);
  return code === 0x200d || code === 0xfe0f || code === 0x20e3 || (code >= 0x1f3fb && code <= 0x1f3ff) || (code >= 0xe0020 && code <= 0xe007f);
}
