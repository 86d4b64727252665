// Sheets of labels as pictures: a mini program prints nothing itself, but a picture can be printed anywhere.
const qrcode = require("../../vendor/qrcode.js");
const { squares } = require("./squares.js");

// A page of A4 at 150 dots an inch, and the labels on it.
const WIDTH = 1240;
const HEIGHT = 1754;
const ACROSS = 3;
const DOWN = 4;
const CELL = { width: WIDTH / ACROSS, height: HEIGHT / DOWN };
const QR = 250;
const QUIET = 48; // white above a code: readers need it
const LINE = 38;

const LABELS = ACROSS * DOWN;

// Draws some labels, [{code, name}], and gives a promise of the picture's path. canvas: the node of a <canvas type="2d">.
function drawSheet(canvas, labels) {
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#ffffff";
  paper.fillRect(0, 0, WIDTH, HEIGHT);
  labels.forEach((label, n) => drawLabel(paper, label, (n % ACROSS) * CELL.width, Math.floor(n / ACROSS) * CELL.height));
  return picture(canvas);
}

function drawLabel(paper, label, left, top) {
  paper.strokeStyle = "#999999";
  paper.setLineDash([8, 8]);
  paper.strokeRect(left, top, CELL.width, CELL.height);
  paper.fillStyle = "#000000";
  drawCode(paper, squares(qrcode, label.code), left + (CELL.width - QR) / 2, top + QUIET);
  paper.textAlign = "center";
  paper.font = "bold 32px sans-serif";
  const lines = wrapped(paper, label.name, CELL.width - 40, 2);
  lines.forEach((line, n) => paper.fillText(line, left + CELL.width / 2, top + QUIET + QR + 44 + n * LINE));
  paper.font = "24px sans-serif";
  const [code] = wrapped(paper, label.code, CELL.width - 40, 1);
  if (label.code !== label.name) paper.fillText(code, left + CELL.width / 2, top + QUIET + QR + 44 + lines.length * LINE);
}

// Whole dots only: a square that is cut reads badly.
function drawCode(paper, found, left, top) {
  const dot = Math.max(1, Math.floor(QR / found.side));
  const edge = (QR - dot * found.side) / 2;
  found.runs.forEach((run) => paper.fillRect(Math.round(left + edge) + run.from * dot, Math.round(top + edge) + run.row * dot, run.n * dot, dot));
}

// Words broken into at most so many lines; the last says with "…" that more would follow.
function wrapped(paper, words, width, most) {
  const lines = [""];
  Array.from(words).forEach((sign) => {
    const last = lines[lines.length - 1];
    if (paper.measureText(last + sign).width <= width) lines[lines.length - 1] = last + sign;
    else lines.push(sign);
  });
  return lines.length > most ? lines.slice(0, most).map((line, n) => (n === most - 1 ? line.slice(0, -1) + "…" : line)) : lines;
}

function picture(canvas) {
  const size = { width: WIDTH, height: HEIGHT, destWidth: WIDTH, destHeight: HEIGHT };
  return wx.canvasToTempFilePath({ canvas: canvas, ...size, fileType: "png" }).then((made) => made.tempFilePath);
}

// Puts pictures among the phone's own. A promise of "saved", of "" where somebody went back, or of the word that says why not.
async function saveAll(paths) {
  try {
    for (const path of paths) await wx.saveImageToPhotosAlbum({ filePath: path });
    return "saved";
  } catch (fault) {
    if (/cancel/i.test(fault.errMsg)) return "";
    return /auth|den(y|ied)/i.test(fault.errMsg) ? "album_denied" : "labels_failed";
  }
}

module.exports = { LABELS, drawSheet, saveAll };
