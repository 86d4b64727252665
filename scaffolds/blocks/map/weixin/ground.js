// What lies under the places: an outline of the earth, a drawing, or the owner's picture. Its own measure is hundredths of its width and height,
// so that places stand right at every size.
const { drawing } = require("../../drawing.js");
const { pictureFile } = require("../../form.js");
const { language } = require("../../language.js");
const { planOf } = require("./plans.js");

const WIDTH = 1000;
const TURN = Math.PI / 180;
const FILLED = ["floor", "thing", "path", "ground", "green", "tree", "land"];
const LINES = { floor: 4, thing: 3, green: 3, tree: 3, lane: 5, wall: 5, gap: 12, land: 1 };
const LOOKS = { lane: 'stroke-dasharray="26 22"', gap: 'style="stroke-linecap: butt"', land: 'vector-effect="non-scaling-stroke"' };

// A ground as the page shows it: {shape, layers, words, names, picture}; `shape` is its width by its height, `pictureShape` that of a picture.
function laid(ground, edges, outline, pictureShape) {
  if (ground.earth) return ofEarth(edges, outline);
  if (ground.picture) return { shape: pictureShape || 4 / 3, layers: [], words: [], names: [], picture: pictureFile(ground.picture) };
  const plan = planOf(ground.outline, language);
  const words = plan.words.map((one, n) => ({ n: n, words: one.words, left: one.x / 10, top: (one.y * 100) / plan.height }));
  return { shape: WIDTH / plan.height, layers: layersOf(plan.lines, plan.height), words: words, names: [], picture: "" };
}

function ofEarth(edges, outline) {
  const shape = ((edges.east - edges.west) * TURN) / (mercator(edges.north) - mercator(edges.south));
  const height = Math.round(WIDTH / shape);
  const land = outline.land.map((rings) => rings.map((ring) => pathOf(ring, edges, height)).join("")).join("");
  const names = outline.names.map((name) => ({ words: name[language] || name.en, at: name.at, ...placed(name, { earth: true }, edges) }));
  return { shape: shape, layers: layersOf([["land", land]], height), words: [], names: names, picture: "" };
}

function pathOf(ring, edges, height) {
  const points = [];
  for (let i = 0; i < ring.length; i += 2) {
    const { left, top } = placed({ x: ring[i], y: ring[i + 1] }, { earth: true }, edges);
    points.push(`${Math.round(left * 20) / 2} ${Math.round((top * height) / 5) / 20}`);
  }
  return `M${points.join("L")}z`;
}

// What follows on each other and looks the same is one layer: {kind, fill, line}, the fill below its line.
function layersOf(lines, height) {
  const runs = [];
  for (const [kind, path] of lines) {
    const last = runs[runs.length - 1];
    if (last && last.kind === kind) last.path += path;
    else runs.push({ kind: kind, path: path });
  }
  const box = `0 0 ${WIDTH} ${height}`;
  return runs.map(({ kind, path }, n) => ({
    n: n,
    kind: kind,
    fill: FILLED.includes(kind) ? drawing(path, box) : "",
    line: LINES[kind] ? drawing(path, box, LINES[kind], `fill="none" ${LOOKS[kind] || ""}`) : "",
  }));
}

// Where a spot stands, in hundredths from the left and from the top; the earth is drawn as Mercator drew it.
function placed(spot, ground, edges) {
  if (!ground.earth) return { left: spot.x, top: spot.y };
  const north = mercator(edges.north);
  return { left: (100 * (spot.x - edges.west)) / (edges.east - edges.west), top: (100 * (north - mercator(spot.y))) / (north - mercator(edges.south)) };
}

// The way back: what was tapped.
function spotAt({ left, top }, ground, edges) {
  if (!ground.earth) return { x: left, y: top };
  const north = mercator(edges.north);
  const high = north - (top / 100) * (north - mercator(edges.south));
  return { x: edges.west + (left / 100) * (edges.east - edges.west), y: (2 * Math.atan(Math.exp(high)) - Math.PI / 2) / TURN };
}

function mercator(degrees) {
  return Math.log(Math.tan(Math.PI / 4 + (degrees * TURN) / 2));
}

// Names that there is room for at this size, the first come first; closer, there is room for more.
function namesFor(names, zoom, wide, shape) {
  const taken = [];
  return names.filter((name) => {
    if (2 ** name.at > zoom) return false;
    const half = (name.words.length * (/[\u3400-\u9fff]/.test(name.words) ? 13 : 7)) / 2;
    const box = { x: (name.left * wide) / 100, y: (name.top * wide) / shape / 100, half: half };
    const meets = taken.some((other) => Math.abs(other.x - box.x) < other.half + half && Math.abs(other.y - box.y) < 18);
    if (!meets) taken.push(box);
    return !meets;
  });
}

module.exports = { laid, namesFor, placed, spotAt };
