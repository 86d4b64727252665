// The dark squares of a code's QR, those that touch in a row as one. qrcode: the library that makes them.

// { side, runs: [{ row, from, n }] }, counted in squares.
export function squares(qrcode, code) {
  qrcode.stringToBytes = qrcode.stringToBytesFuncs["UTF-8"];
  const qr = qrcode(0, "M");
  qr.addData(code);
  qr.make();
  const side = qr.getModuleCount();
  const runs = [];
  for (let row = 0; row < side; row += 1) runsOf(qr, row, side).forEach((run) => runs.push(run));
  return { side: side, runs: runs };
}

function runsOf(qr, row, side) {
  const runs = [];
  for (let from = 0; from < side; from += 1) {
    let to = from;
    while (to < side && qr.isDark(row, to)) to += 1;
    if (to > from) runs.push({ row: row, from: from, n: to - from });
    from = to;
  }
  return runs;
}
