// The drawings of plans.js as SVG.

import { planOf } from "./plans.js";

const SVG = "http://www.w3.org/2000/svg";

// An SVG element of a ground, its words in the app's language.
export function drawing(name, language) {
  const plan = planOf(name, language);
  const svg = element("svg", { viewBox: "0 0 1000 " + plan.height, class: "map-paper", "aria-hidden": "true" });
  plan.lines.forEach((line) => svg.appendChild(element("path", { class: line[0], d: line[1] })));
  plan.words.forEach((word) => (svg.appendChild(element("text", { x: word.x, y: word.y, "text-anchor": "middle" })).textContent = word.words));
  return svg;
}

function element(name, values) {
  const made = document.createElementNS(SVG, name);
  Object.keys(values).forEach((key) => made.setAttribute(key, values[key]));
  return made;
}
