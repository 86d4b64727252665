// Cuts what arrives in pieces into lines. A piece may end in the middle of a line, and a device may send no end at all.

const LONGEST = 200;

// A function that takes the pieces and calls `line` with each whole line.
export function lineReader(line) {
  let rest = "";
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r/);
    rest = lines.pop().slice(-LONGEST);
    lines.filter((text) => text.trim()).forEach((text) => line(text.slice(0, LONGEST)));
  };
}
