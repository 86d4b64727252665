// WeChat's own maps of mainland China stand a few hundred metres off the earth's degrees, as the law there wants it (GCJ-02); those of
// Hong Kong, Macao, Taiwan and the rest of the world do not. Source of the sums: https://github.com/googollee/eviltransform

const RADIUS = 6378245;
const FLAT = 0.00669342162296594323;
// Mainland China, roughly, and what lies in that box and is not: west, south, east, north.
const MAINLAND = [73.5, 18, 135.1, 53.6];
const NOT_MAINLAND = [[113.82, 22.13, 114.45, 22.51], [113.525, 22.1, 113.6, 22.217], [119.1, 21.7, 122.2, 25.5]];

// {x, y} in degrees as WeChat's map wants them: {latitude, longitude}.
function forMap({ x, y }) {
  if (!isIn(MAINLAND, x, y) || NOT_MAINLAND.some((box) => isIn(box, x, y))) return { latitude: y, longitude: x };
  const turn = (y * Math.PI) / 180;
  const magic = 1 - FLAT * Math.sin(turn) ** 2;
  const high = (northOf(x - 105, y - 35) * 180) / (((RADIUS * (1 - FLAT)) / (magic * Math.sqrt(magic))) * Math.PI);
  const wide = (eastOf(x - 105, y - 35) * 180) / ((RADIUS / Math.sqrt(magic)) * Math.cos(turn) * Math.PI);
  return { latitude: y + high, longitude: x + wide };
}

function isIn(box, x, y) {
  const [west, south, east, north] = box;
  return x >= west && x <= east && y >= south && y <= north;
}

function northOf(x, y) {
  const straight = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  return straight + waves(x, 20, 6, 20, 2) + waves(y, 20, 1, 40, 1 / 3) + waves(y, 160, 1 / 12, 320, 1 / 30);
}

function eastOf(x, y) {
  const straight = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  return straight + waves(x, 20, 6, 20, 2) + waves(x, 20, 1, 40, 1 / 3) + waves(x, 150, 1 / 12, 300, 1 / 30);
}

function waves(at, high, often, high2, often2) {
  return ((high * Math.sin(at * often * Math.PI) + high2 * Math.sin(at * often2 * Math.PI)) * 2) / 3;
}

module.exports = { forMap };
