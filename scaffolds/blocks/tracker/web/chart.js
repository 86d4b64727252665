// Draws lines or bars of days with uPlot, in the colours of the page. What it is given:
// { lines: [{ label, days: [{ day, value }] }], goals: [value], bars, from, to, range: [low, high] or null, near(day), read(day, values) }

const DAY = 86400;
const HEIGHT = 220;
const DASHES = [[], [8, 5], [2, 4], [12, 4, 2, 4], [5, 3], [16, 6]];

// A chart in `element`, once the library is there: { update(data), end() }. `failed` is called where it cannot come.
export function begin(ui, element, data, failed) {
  const live = { data: data, plot: null, gone: false };
  ui.library("uplot").then((uPlot) => (live.gone ? null : start(uPlot, element, live))).catch(failed);
  return { update: (newest) => update(element, live, newest), end: () => end(live) };
}

function start(uPlot, element, live) {
  live.uPlot = uPlot;
  live.read = element.parentNode.querySelector(".tracker-read");
  make(element, live);
  live.watch = new ResizeObserver(() => live.plot && resize(element, live));
  live.watch.observe(element);
  live.scheme = matchMedia("(prefers-color-scheme: dark)");
  live.repaint = () => make(element, live);
  live.scheme.addEventListener("change", live.repaint);
}

function make(element, live) {
  if (live.plot) live.plot.destroy();
  live.shape = shapeOf(live.data);
  live.plot = new live.uPlot(options(element, live), aligned(live.data.lines), element);
}

function update(element, live, data) {
  const same = shapeOf(data) === live.shape;
  live.data = data;
  if (!live.plot || same) return;
  make(element, live);
}

function end(live) {
  live.gone = true;
  if (live.watch) live.watch.disconnect();
  if (live.scheme) live.scheme.removeEventListener("change", live.repaint);
  if (live.plot) live.plot.destroy();
  live.plot = null;
}

// What must be drawn anew when it differs.
function shapeOf(data) {
  return JSON.stringify([data.lines, data.goals, data.bars, data.from, data.to, data.range, data.near("2026-03-02")]);
}

function resize(element, live) {
  const width = element.clientWidth;
  if (width && width !== live.plot.width) live.plot.setSize({ width: width, height: HEIGHT });
}

// uPlot wants one list of moments, and for each line its values at them, nothing where it has none.
export function aligned(lines) {
  const moments = {};
  lines.forEach((line) => line.days.forEach((point) => (moments[point.day] = true)));
  const days = Object.keys(moments).sort();
  const columns = lines.map((line) => {
    const values = {};
    line.days.forEach((point) => (values[point.day] = point.value));
    return days.map((day) => (day in values ? values[day] : null));
  });
  return [days.map(moment)].concat(columns);
}

// Seconds, as uPlot counts time.
function moment(day) {
  return Date.parse(day + "T00:00:00Z") / 1000;
}

function options(element, live) {
  const colours = coloursOf(element, live.data.lines.length);
  return {
    width: element.clientWidth || 320,
    height: HEIGHT,
    tzDate: (at) => live.uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
    scales: { x: { time: true, range: sides(live.data) }, y: { range: (plot, low, high) => heights(live.data, low, high) } },
    axes: axes(live, colours),
    series: [{}].concat(live.data.lines.map((line, n) => series(live, colours, n))),
    hooks: { drawAxes: [(plot) => drawGoals(plot, live.data.goals, colours)], setCursor: [(plot) => readOut(plot, live)] },
  };
}

// All days of the range, those without a value too, and air on both sides, so that the first and last point stand whole.
function sides(data) {
  return (plot, low, high) => {
    const first = data.from ? moment(data.from) : low;
    const last = data.to ? moment(data.to) : high;
    const air = data.bars ? DAY * 0.75 : Math.max((last - first) * 0.03, DAY * 0.25);
    return [first - air, last + air];
  };
}

// The goal is in sight, bars stand on zero, and one value alone has air above and below.
function heights(data, low, high) {
  if (data.range) return data.range;
  const bottom = Math.min.apply(null, data.goals.concat(low === null ? [] : low, data.bars ? 0 : []));
  const top = Math.max.apply(null, data.goals.concat(high === null ? [] : high));
  const air = (top - bottom) * 0.1 || Math.max(Math.abs(top) * 0.1, 1);
  return [data.bars && bottom >= 0 ? 0 : bottom - air, top + air];
}

function axes(live, colours) {
  const font = "13px " + colours.font;
  const shared = { stroke: colours.words, font: font, ticks: { show: false } };
  const near = (plot, moments) => moments.map((at) => live.data.near(new Date(at * 1000).toISOString().slice(0, 10)));
  return [
    Object.assign({}, shared, { grid: { show: false }, values: near, space: 64, size: 32, incrs: [1, 2, 3, 7, 14, 30, 61, 91, 182, 365].map((n) => n * DAY) }),
    Object.assign({}, shared, { grid: { stroke: colours.grid, width: 1 }, size: 44, space: 30 }, live.data.range ? { incrs: [1] } : {}),
  ];
}

function series(live, colours, n) {
  const bars = live.data.bars && live.data.lines.length === 1;
  return {
    label: live.data.lines[n].label,
    stroke: colours.lines[n],
    fill: bars ? colours.bar : undefined,
    width: bars ? 1.5 : 2.5,
    dash: DASHES[n % DASHES.length],
    spanGaps: true,
    paths: bars ? live.uPlot.paths.bars({ size: [0.6, 36], radius: 0.15 }) : undefined,
    points: { show: !bars, size: 8, fill: colours.ground, stroke: colours.lines[n] },
  };
}

// The goal as a dashed line, or a band between two.
function drawGoals(plot, goals, colours) {
  const context = plot.ctx;
  const box = plot.bbox;
  const at = (value) => plot.valToPos(value, "y", true);
  context.save();
  context.strokeStyle = colours.goal;
  context.lineWidth = 2 * devicePixelRatio;
  context.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio]);
  goals.forEach((value) => {
    context.beginPath();
    context.moveTo(box.left, at(value));
    context.lineTo(box.left + box.width, at(value));
    context.stroke();
  });
  context.restore();
}

// What lies under a finger or the mouse, in words above the chart.
function readOut(plot, live) {
  const n = plot.cursor.idx;
  if (!live.read) return;
  const day = n === null || n === undefined ? "" : new Date(plot.data[0][n] * 1000).toISOString().slice(0, 10);
  live.read.textContent = day ? live.data.read(day, plot.data.slice(1).map((column) => column[n])) : "";
}

// The page's own colours, as they are at this moment.
function coloursOf(element, n) {
  const probe = element.appendChild(document.createElement("i"));
  const colour = (value) => {
    probe.style.color = "var(--ink)";
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const turned = (k) => colour("oklch(from var(--theme-ink) l max(c, .09) calc(h + " + k * 75 + "))");
  const found = {
    words: colour("var(--ink-2)"), grid: colour("var(--line)"), goal: colour("var(--ink-2)"), ground: colour("var(--surface)"), bar: colour("var(--fill)"),
    lines: Array.from({ length: n }, (none, k) => (k ? turned(k) : colour("var(--theme-ink)"))), font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return found;
}
