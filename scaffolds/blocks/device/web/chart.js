// Draws the curve of a value with uPlot, in the colours of the page. What it is given:
// { at: [seconds], values: [number], limits: [number], low, high, time(seconds) }

const HEIGHT = 180;

// A chart in `element`, once the library is there: { update(data), end() }. `failed` is called where it cannot come.
export function begin(ui, element, data, failed) {
  const live = { data: data, plot: null, gone: false };
  ui.library("uplot").then((uPlot) => (live.gone ? null : start(uPlot, element, live))).catch(failed);
  return { update: (newest) => update(live, newest), end: () => end(live) };
}

function start(uPlot, element, live) {
  live.uPlot = uPlot;
  make(element, live);
  live.watch = new ResizeObserver(() => live.plot && element.clientWidth && live.plot.setSize({ width: element.clientWidth, height: HEIGHT }));
  live.watch.observe(element);
  live.scheme = matchMedia("(prefers-color-scheme: dark)");
  live.repaint = () => make(element, live);
  live.scheme.addEventListener("change", live.repaint);
}

function make(element, live) {
  if (live.plot) live.plot.destroy();
  live.plot = new live.uPlot(options(element, live), columns(live.data), element);
}

function update(live, data) {
  live.data = data;
  if (live.plot) live.plot.setData(columns(data));
}

function end(live) {
  live.gone = true;
  if (live.watch) live.watch.disconnect();
  if (live.scheme) live.scheme.removeEventListener("change", live.repaint);
  if (live.plot) live.plot.destroy();
  live.plot = null;
}

function columns(data) {
  return [data.at, data.values];
}

function options(element, live) {
  const colours = coloursOf(element);
  const shared = { stroke: colours.words, font: "13px " + colours.font, ticks: { show: false } };
  return {
    width: element.clientWidth || 300,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true, range: sides }, y: { range: (plot, low, high) => heights(live.data, low, high) } },
    axes: [
      Object.assign({}, shared, { grid: { show: false }, space: 80, size: 28, values: (plot, moments) => moments.map((at) => live.data.time(at)) }),
      Object.assign({}, shared, { grid: { stroke: colours.grid, width: 1 }, size: 44, space: 30 }),
    ],
    series: [{}, { stroke: colours.line, width: 2.5, points: { show: live.data.values.length < 2 } }],
    hooks: { drawAxes: [(plot) => live.data.limits.forEach((limit) => drawLimit(plot, limit, colours))] },
  };
}

// One moment alone has room on both sides.
function sides(plot, first, last) {
  return last - first < 20 ? [last - 20, last + 1] : [first, last];
}

// What was measured, and each limit that lies near it.
function heights(data, low, high) {
  if (low === null) return [data.low, data.high];
  const span = (data.high - data.low) / 5;
  const near = data.limits.filter((limit) => limit > low - span && limit < high + span);
  const bottom = Math.min.apply(null, near.concat(low));
  const top = Math.max.apply(null, near.concat(high));
  const air = (top - bottom) * 0.12 || (data.high - data.low) * 0.05;
  return [bottom - air, top + air];
}

function drawLimit(plot, limit, colours) {
  const context = plot.ctx;
  const box = plot.bbox;
  const y = plot.valToPos(limit, "y", true);
  if (y < box.top || y > box.top + box.height) return;
  context.save();
  context.strokeStyle = colours.words;
  context.lineWidth = 2 * devicePixelRatio;
  context.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio]);
  context.beginPath();
  context.moveTo(box.left, y);
  context.lineTo(box.left + box.width, y);
  context.stroke();
  context.restore();
}

// The page's own colours, as they are at this moment.
function coloursOf(element) {
  const style = getComputedStyle(element);
  const probe = element.appendChild(document.createElement("i"));
  const colour = (name) => {
    probe.style.color = "var(" + name + ")";
    return getComputedStyle(probe).color;
  };
  const found = { words: colour("--ink-2"), grid: colour("--line"), line: colour("--theme-ink"), font: style.fontFamily };
  probe.remove();
  return found;
}
