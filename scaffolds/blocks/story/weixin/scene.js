// A scene as it is seen: its place, who stands there; and the drawings beside words.
const { drawing } = require("../../drawing.js");
const { pictureFile } = require("../../form.js");
const { shapesOf } = require("./backgrounds.js");
const { PATHS } = require("./drawings.js");

const DRAWN = { ...PATHS, back: "M15 5l-7 7 7 7", close: "M6 6l12 12M18 6L6 18" };

// The drawings that a page has, by name.
function icons(names) {
  const found = {};
  for (const name of names) found[name] = drawing(DRAWN[name], "0 0 24 24", 2, 'fill="none"');
  return found;
}

// The style of a view with a drawn place behind it, or nothing where there is none of this name.
function backdrop(place) {
  const shapes = shapesOf(place);
  if (!shapes) return "";
  const paths = shapes.map(([colour, path]) => `<path fill="${colour}" d="${path}"/>`).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">${paths}</svg>`;
  return `background-image: url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

// What parts/story/picture.wxml shows. `places`: the drawing that each word for a place means.
function pictureOf(scene, places) {
  const behind = scene.photo ? { photo: pictureFile(scene.photo), place: "" } : { photo: "", place: backdrop(places[scene.background]) };
  return { picture: scene.picture || "", ...behind };
}

module.exports = { backdrop, icons, pictureOf };
