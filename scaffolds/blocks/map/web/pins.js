// The pins: their shape says the kind, their number is the one in the list, and a dashed edge says that it is taken now.

import { HEADS } from "./heads.js";

const SVG = "http://www.w3.org/2000/svg";

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
