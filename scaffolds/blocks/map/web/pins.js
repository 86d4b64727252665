// The pins: their shape says the kind, their number is the one in the list, and a dashed edge says that it is taken now.

const SVG = "http://www.w3.org/2000/svg";

// One head for each kind, in their order; the seventh kind begins again. They end in the same point, at 22, 46.
const HEADS = [
  "M22 46 14 35a15 15 0 1 1 16 0z",
  "M22 46l-6-9H9a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h26a2 2 0 0 1 2 2v26a2 2 0 0 1-2 2h-7z",
  "M22 46 17 38 4 22 22 4l18 18-13 16z",
  "M22 46l-6-8-9-5V13l15-9 15 9v20l-9 5z",
  "M22 46l-5-8C8 34 6 26 6 8h32c0 18-2 26-11 30z",
  "M22 46l-6-8H8L4 24l8-14 10-6 10 6 8 14-4 14h-8z",
];

export function pin(place) {
  const svg = draw("map-pin" + (place.picked ? " picked" : "") + (place.state ? " " + place.state : ""), place.words);
  add(svg, "path", { d: HEADS[place.head % HEADS.length] });
  const text = add(svg, "text", { x: 22, y: 27, "text-anchor": "middle" });
  text.textContent = String(place.n);
  return svg;
}

export function draftPin(words) {
  const svg = draw("map-pin held", words);
  add(svg, "path", { d: HEADS[0] });
  add(svg, "path", { d: "M22 15v14M15 22h14", class: "plus" });
  return svg;
}

// Where somebody is: a dot in a ring, its middle at the pins' point.
export function mark(words) {
  const svg = draw("map-me", words);
  add(svg, "circle", { cx: 22, cy: 36, r: 10, class: "ring" });
  add(svg, "circle", { cx: 22, cy: 36, r: 5, class: "dot" });
  return svg;
}

function draw(kind, words) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 44 48");
  svg.setAttribute("class", kind);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("data-words", words);
  return svg;
}

function add(parent, name, values) {
  const element = document.createElementNS(SVG, name);
  Object.keys(values).forEach((key) => element.setAttribute(key, values[key]));
  parent.appendChild(element);
  return element;
}
