// Draws lines or bars over time on a page's canvas: true to scale, in the page's own colours, by day and by night.
//
// A page takes it in with `...chart()`, has <template is="chart" data="{{ pointed, label }}" /> of parts/chart.wxml, and gives its
// drawing with draw(this, drawing) in look(), nothing where there is none:
//
//   { lines: [{ points: [{ at, value }] }],     `at` in seconds; the first line has the theme's colour, each next one its own and its own dashes
//     bars, dots,                               bars stand on zero; dots mark what was measured
//     goals: [value],                           dashed lines right across
//     from, to,                                 the ends of the time, else the first and last moment
//     range: [low, high], least,                the ends of the values, else what was measured; `least` is as much as there is room for at least
//     step, anchor, when(at),                   words below: at least `step` seconds apart, counted from `anchor`
//     said(at, values) }                        what a finger points at, in words
const { number } = require("./shown.js");

const DAY = 86400;
const STEPS = [10, 30, 60, 300, 600, 1800, 3600, 10800, 21600, 43200, ...[1, 2, 3, 7, 14, 30, 61, 91, 182, 365, 730, 1825, 3650].map((days) => days * DAY)];
const DASHES = [[], [8, 5], [2, 4], [12, 4, 2, 4], [5, 3], [16, 6]];
const ROOM = { top: 12, right: 12, bottom: 30 };
const FONT = "13px sans-serif";

// What a page with a chart can do.
function chart() {
  return {
    onReady() {
      paint(this);
    },
    pointAt(event) {
      const touch = event.touches && event.touches[0];
      point(this, touch ? touch.clientX : event.detail.x);
    },
  };
}

// Drawn once the page stands there as its data says.
function draw(page, drawing) {
  page.drawing = drawing;
  wx.nextTick(() => paint(page));
}

// Whoever switches to night sees the chart by night. letColours() when the page goes out of sight.
function keepColours(page) {
  page.repaint = () => paint(page);
  wx.onThemeChange(page.repaint);
}

function letColours(page) {
  wx.offThemeChange(page.repaint);
}

function paint(page) {
  if (!page.drawing) return;
  const query = wx.createSelectorQuery();
  query.select(".chart").fields({ node: true, size: true, rect: true });
  query.selectAll(".chart-colour").fields({ computedStyle: ["color"] });
  query.exec(([canvas, colours]) => {
    if (!page.drawing || !canvas || !canvas.node || !canvas.width) return;
    page.sheet = sheetOf(page.drawing, canvas);
    drawAll(page.sheet, colours.map((one) => one.color));
  });
}

// Where everything stands: x(at) and y(value) in pixels.
function sheetOf(drawing, { node, width, height, left }) {
  const { pixelRatio } = wx.getWindowInfo();
  node.width = width * pixelRatio;
  node.height = height * pixelRatio;
  const context = node.getContext("2d");
  context.scale(pixelRatio, pixelRatio);
  context.font = FONT;
  const values = heights(drawing);
  const times = sides(drawing);
  const margin = Math.max(...ticks(values).map((value) => context.measureText(number(value)).width)) + 10;
  const box = { left: margin, right: width - ROOM.right, top: ROOM.top, bottom: height - ROOM.bottom };
  const x = (at) => box.left + ((at - times.from) / (times.to - times.from)) * (box.right - box.left);
  const y = (value) => box.bottom - ((value - values.low) / (values.high - values.low)) * (box.bottom - box.top);
  return { drawing: drawing, context: context, width: width, height: height, left: left, box: box, values: values, times: times, x: x, y: y };
}

// All of the time, that without a value too, and air on both sides so that the first and the last point stand whole.
function sides({ lines, from, to, bars, step }) {
  const moments = momentsOf(lines);
  const first = from === undefined ? moments[0] : from;
  const last = to === undefined ? moments[moments.length - 1] : to;
  const air = bars ? step * 0.75 : (last - first) * 0.03 || step;
  return { first: first, last: last, from: first - air, to: last + air };
}

function momentsOf(lines) {
  return [].concat(...lines.map((line) => line.points.map((point) => point.at))).sort((a, b) => a - b);
}

// Goals are in sight, bars stand on zero, and the ends are round numbers.
function heights({ lines, goals, bars, range, least }) {
  if (range) return { low: range[0], high: range[1], step: roundStep((range[1] - range[0]) / 5) };
  const values = [].concat(...lines.map((line) => line.points.map((point) => point.value)), goals, bars ? [0] : []);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const more = Math.max((least || Math.max(Math.abs(high) / 5, 1)) - (high - low), 0) / 2;
  const step = roundStep((high - low + 2 * more) / 5);
  const bottom = bars && low >= 0 ? 0 : Math.floor((low - more) / step) * step;
  return { low: bottom, high: Math.ceil((high + more) / step) * step, step: step };
}

// 1, 2 or 5 and noughts: the next such number.
function roundStep(atLeast) {
  const power = Math.pow(10, Math.floor(Math.log(atLeast) / Math.LN10));
  return [1, 2, 5, 10].find((times) => times * power >= atLeast * 0.999) * power;
}

function ticks({ low, high, step }) {
  const found = [];
  for (let n = Math.ceil(low / step - 0.001); n * step <= high + step * 0.001; n++) found.push(n * step);
  return found;
}

function drawAll(sheet, [words, grid, ground, bar, ...ofLines]) {
  const { context, drawing, width, height } = sheet;
  context.clearRect(0, 0, width, height);
  drawValues(sheet, words, grid);
  drawTimes(sheet, words);
  drawing.goals.forEach((goal) => across(sheet, sheet.y(goal), words));
  if (drawing.pointed !== undefined) drawPointed(sheet, words);
  drawing.lines.forEach((line, n) => (drawing.bars ? drawBars(sheet, line, ofLines[n], bar) : drawLine(sheet, line, n, ofLines[n], ground)));
}

function drawValues(sheet, words, grid) {
  const { context, box, y } = sheet;
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of ticks(sheet.values)) {
    stroke(context, { colour: grid, width: 1 }, [[box.left, y(value)], [box.right, y(value)]]);
    context.fillStyle = words;
    context.fillText(number(value), box.left - 8, y(value));
  }
}

// As many words as have room beside one another.
function drawTimes(sheet, words) {
  const { context, drawing, times, x, width, box } = sheet;
  const room = context.measureText(drawing.when(times.last)).width + 14;
  const fits = (step) => step >= drawing.step && x(step) - x(0) >= room;
  const step = STEPS.find(fits) || times.last - times.first || 1;
  const anchor = drawing.anchor || 0;
  context.fillStyle = words;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  for (let n = Math.ceil((times.first - anchor) / step); anchor + n * step <= times.last; n++) {
    const at = anchor + n * step;
    const half = context.measureText(drawing.when(at)).width / 2;
    context.fillText(drawing.when(at), Math.min(Math.max(x(at), half), width - half), box.bottom + 22);
  }
}

function across({ context, box }, y, colour) {
  stroke(context, { colour: colour, width: 2, dashes: [6, 5] }, [[box.left, y], [box.right, y]]);
}

function drawPointed({ context, box, drawing, x }, colour) {
  stroke(context, { colour: colour, width: 1 }, [[x(drawing.pointed), box.top], [x(drawing.pointed), box.bottom]]);
}

function drawLine({ context, drawing, x, y }, line, n, colour, ground) {
  const places = line.points.map((point) => [x(point.at), y(point.value)]);
  stroke(context, { colour: colour, width: 2.5, dashes: DASHES[n % DASHES.length] }, places);
  if (drawing.dots || places.length === 1) places.forEach((place) => drawDot(context, place, colour, ground));
}

function drawDot(context, [x, y], colour, ground) {
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fillStyle = ground;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash([]);
  context.stroke();
}

function drawBars({ context, drawing, x, y }, line, colour, fill) {
  const width = Math.min(Math.max((x(drawing.step) - x(0)) * 0.6, 2), 36);
  context.fillStyle = fill;
  for (const { at, value } of line.points) context.fillRect(x(at) - width / 2, Math.min(y(value), y(0)), width, Math.abs(y(value) - y(0)));
  for (const { at, value } of line.points) stroke(context, { colour: colour, width: 2 }, [[x(at) - width / 2, y(value)], [x(at) + width / 2, y(value)]]);
}

function stroke(context, { colour, width, dashes = [] }, places) {
  context.beginPath();
  places.forEach(([x, y], n) => (n ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dashes);
  context.stroke();
}

// The moment nearest to a finger, said above the chart and marked in it.
function point(page, pageX) {
  const { drawing, sheet } = page;
  if (!drawing || !drawing.said || !sheet) return;
  const far = (at) => Math.abs(sheet.x(at) + sheet.left - pageX);
  const at = momentsOf(drawing.lines).reduce((nearest, one) => (far(one) < far(nearest) ? one : nearest));
  if (drawing.pointed === at) return;
  drawing.pointed = at;
  const values = drawing.lines.map((line) => line.points.find((one) => one.at === at)).map((one) => (one ? one.value : undefined));
  page.setData({ pointed: drawing.said(at, values) });
  paint(page);
}

module.exports = { chart, draw, keepColours, letColours };
