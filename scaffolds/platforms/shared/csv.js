// Rows as a file for spreadsheets.

const BEGINS_A_FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

// Lines of cells as CSV text: commas, line ends as spreadsheets write them, and a mark in front by which they know Chinese.
export function csv(lines) {
  return "\ufeff" + lines.map((cells) => cells.map(cell).join(",") + "\r\n").join("");
}

// A text that a spreadsheet would run as a formula gets a ' in front; numbers stay numbers.
function cell(value) {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(value);
  const text = String(value);
  const safe = BEGINS_A_FORMULA.test(text.trim()) || BEGINS_A_FORMULA.test(text) ? "'" + text : text;
  return /[",\r\n']/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}
