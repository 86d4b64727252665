// One switch: rows are marked one after another; a press opens the marked row, its buttons are marked; a press takes the marked one.
// Rows are what has [data-scan]. Any key but Tab and Escape is the switch, and so is a tap anywhere; Escape ends.

const EVERY = 1600;
const ROUNDS = 2;

// Begins on a root element; returns the function that ends it. `left` is called when the person ends it.
export function scan(root, left) {
  const at = { row: null, index: -1, round: 0 };
  const step = () => mark(root, at);
  const timer = setInterval(step, EVERY);
  const press = (event) => pressed(event, root, at, leave);
  const leave = () => {
    end();
    left();
  };
  const end = () => {
    clearInterval(timer);
    unmark(root);
    ["keydown", "pointerdown", "click"].forEach((kind) => document.removeEventListener(kind, press, true));
  };
  ["keydown", "pointerdown", "click"].forEach((kind) => document.addEventListener(kind, press, true));
  step();
  return end;
}

function choices(root, at) {
  const rows = Array.from(root.querySelectorAll("[data-scan]")).filter((row) => row.querySelector("button:not(:disabled)"));
  if (at.row && !root.contains(at.row)) at.row = null;
  return at.row ? Array.from(at.row.querySelectorAll("button:not(:disabled)")) : rows;
}

// After two rounds without a press, a row is left again.
function mark(root, at) {
  let found = choices(root, at);
  at.index += 1;
  if (at.index >= found.length) {
    at.index = 0;
    at.round += 1;
  }
  if (at.row && at.round >= ROUNDS) {
    Object.assign(at, { row: null, index: 0, round: 0 });
    found = choices(root, at);
  }
  show(root, found[at.index]);
}

function show(root, element) {
  unmark(root);
  if (!element) return;
  element.classList.add("marked");
  element.scrollIntoView({ block: "nearest" });
}

function unmark(root) {
  root.querySelectorAll(".marked").forEach((one) => one.classList.remove("marked"));
}

// A tap is a pointerdown and then a click: the first is the switch, the second, unless it is ours, does nothing more.
function pressed(event, root, at, leave) {
  if (event.key === "Tab" || !event.isTrusted || event.repeat) return;
  if (event.target.closest && event.target.closest("[data-scan-end]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "click") return;
  if (event.key === "Escape") leave();
  else take(root, at);
}

function take(root, at) {
  const found = choices(root, at)[at.index];
  if (!found) return;
  if (at.row || found.tagName === "BUTTON") {
    const button = found;
    Object.assign(at, { row: null, index: -1, round: 0 });
    button.click();
  } else {
    Object.assign(at, { row: found, index: -1, round: 0 });
  }
  mark(root, at);
}
