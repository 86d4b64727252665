// Draws what each canvas carries, in the page's own colours. The numbers stand in a table beneath: this is the picture of it.
const style = () => getComputedStyle(document.documentElement);
const dark = matchMedia("(prefers-color-scheme: dark)"), small = matchMedia("(max-width: 640px)");
const ROW = 34, LINE = 18, LEAST = 220, FEW = 8;
let printing = false, drawn = [];

function colours() {
  const read = (name) => style().getPropertyValue(name).trim();
  return {
    ink: read(printing ? "--paper-ink" : "--ink"), second: read(printing ? "--paper-ink" : "--ink-2"), line: read("--line"), edge: read("--edge"),
    water: read("--bar"), ferry: read("--ferry-ink"), lamp: read("--lamp"), surface: printing ? "#fff" : read("--surface"),
    "step-1": read("--step-1"), "step-2": read("--step-2"), "step-3": read("--step-3"), "step-4": read("--step-4"),
  };
}

/* The number at the end of each bar. */
const numbers = {
  id: "numbers",
  afterDatasetsDraw(chart, _, { ink, font }) {
    const { ctx } = chart;
    ctx.save();
    ctx.font = font;
    ctx.fillStyle = ink;
    chart.data.datasets.forEach((series, i) => {
      chart.getDatasetMeta(i).data.forEach((bar, j) => {
        const value = series.data[j];
        if (!value || series.silent) return;
        const flat = chart.options.indexAxis === "y";
        ctx.textAlign = flat ? "left" : "center";
        ctx.textBaseline = flat ? "middle" : "bottom";
        ctx.fillText(value, bar.x + (flat ? 6 : 0), bar.y - (flat ? 0 : 4));
      });
    });
    ctx.restore();
  },
};

/* Room between the legend and the picture. */
const air = {
  id: "air",
  beforeInit({ legend }) {
    const fit = legend.fit;
    legend.fit = function () { fit.call(this); this.height += 10; };
  },
};

const wrapped = (text) => text.split("\n").flatMap(wrappedLine);
const wrappedLine = (label) => {
  const most = small.matches ? 16 : 30;
  const han = /[\u3400-\u9fff]/.test(label), room = han ? most * 0.6 : most;
  const lines = [""];
  for (const word of han ? [...label] : label.split(" ")) {
    const next = lines.at(-1) + (lines.at(-1) && !han ? " " : "") + word;
    if (lines.at(-1) && [...next].length > room) lines.push(word);
    else lines[lines.length - 1] = next;
  }
  return lines;
};

function bars(figure, tone) {
  return figure.series.map((series) => ({
    label: series.label, data: series.data, backgroundColor: tone[series.tone] ?? tone.line, borderRadius: 3, maxBarThickness: 26,
    borderColor: tone.surface, borderWidth: figure.stacked ? { right: 1.5 } : 0, silent: figure.stacked || (figure.over && figure.labels.length > 10),
  }));
}

function spreads(figure, tone) {
  return [
    { label: figure.names[0], data: figure.ranges, backgroundColor: tone.water, borderRadius: 3, maxBarThickness: 26, minBarLength: 3, silent: true, order: 2 },
    { type: "line", label: figure.names[1], data: figure.middles, showLine: false, pointStyle: "rectRot", pointRadius: 7, pointHoverRadius: 8,
      backgroundColor: tone.ferry, borderColor: tone.surface, borderWidth: 2, silent: true, order: 1 },
  ];
}

function draw(canvas) {
  const figure = JSON.parse(canvas.dataset.figure), tone = colours(), font = style().getPropertyValue("--font").trim() || getComputedStyle(document.body).fontFamily;
  const flat = Boolean(figure.horizontal) || (small.matches && figure.labels.length <= FEW), many = figure.kind === "spreads" ? 2 : figure.series.length;
  const lines = Math.max(...figure.labels.map((label) => [wrapped(label)].flat().length));
  const rows = figure.labels.length * Math.max(lines * LINE + 12, figure.stacked || many === 1 ? ROW : ROW * 1.4) + 90;
  canvas.parentElement.style.setProperty("--tall", `${flat ? Math.max(LEAST, rows) : 280}px`);
  canvas.parentElement.hidden = false;
  const grid = { color: tone.line, drawTicks: false }, ticks = { color: tone.second, font: { size: 14, family: font }, padding: 8 };
  const count = { beginAtZero: true, grid, border: { display: false }, ticks: { ...ticks, precision: 0 }, stacked: Boolean(figure.stacked), grace: figure.stacked ? 0 : "8%",
    title: { display: Boolean(figure.unit), text: figure.unit, color: tone.second, font: { size: 14, family: font } } };
  const named = { grid: { display: false }, border: { color: tone.edge }, stacked: Boolean(figure.stacked),
    ticks: { ...ticks, color: tone.ink, autoSkip: !flat, maxRotation: 0, callback(value) { return flat ? wrapped(this.getLabelForValue(value)) : this.getLabelForValue(value); } } };
  return new Chart(canvas, {
    type: "bar",
    data: { labels: figure.labels, datasets: figure.kind === "spreads" ? spreads(figure, tone) : bars(figure, tone) },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, indexAxis: flat ? "y" : "x", locale: document.documentElement.lang,
      layout: { padding: { right: flat ? 30 : 8, top: 8 } }, font: { family: font },
      interaction: { mode: "index", axis: flat ? "y" : "x", intersect: false },
      scales: flat ? { x: count, y: named } : { x: named, y: count },
      plugins: {
        legend: { display: many > 1, position: "top", align: "start", labels: { color: tone.ink, usePointStyle: true, pointStyle: "rectRounded", boxWidth: 12, boxHeight: 12, padding: 14, font: { size: 14, family: font } } },
        tooltip: { backgroundColor: tone.ink, titleColor: tone.surface, bodyColor: tone.surface, titleFont: { family: font }, bodyFont: { family: font }, padding: 10, cornerRadius: 8, boxPadding: 4 },
        numbers: { ink: tone.ink, font: `600 14px ${font}` },
      },
    },
    plugins: [numbers, air],
  });
}

function redraw() {
  for (const chart of drawn) chart.destroy();
  drawn = [...document.querySelectorAll("canvas[data-figure]")].map(draw);
}

if (window.Chart) {
  redraw();
  // The picture says it at a glance; whoever wants the numbers opens them.
  for (const canvas of document.querySelectorAll("canvas[data-figure]")) canvas.closest(".chart").querySelector(".numbers")?.removeAttribute("open");
  dark.addEventListener("change", redraw);
  small.addEventListener("change", redraw);
  addEventListener("beforeprint", () => { printing = true; redraw(); });
  addEventListener("afterprint", () => { printing = false; redraw(); });
}
document.body.dataset.drawn = drawn.length;
