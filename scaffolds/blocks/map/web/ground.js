// What lies under the places: a drawing, the owner's picture, or an outline of the earth with street tiles where a server was named.

import { drawing } from "./drawings.js";

const SIDE = 1000;
const CLOSER = 4;
const STREETS = 18;

export function lay(live, data) {
  if (data.ground.earth) earth(live, data);
  else if (data.ground.picture) picture(live, data);
  else paper(live, drawing(data.ground.outline, data.language));
}

// --- the earth: x and y are degrees

function earth(live, data) {
  const { L, map, outline } = live;
  const edges = data.edges;
  live.spotOf = (point) => ({ x: point.lng, y: point.lat });
  live.pointOf = (spot) => L.latLng(spot.y, spot.x);
  const bounds = L.latLngBounds([edges.south, edges.west], [edges.north, edges.east]);
  frame(live, bounds, data.tiles ? STREETS : 0);
  L.polygon(outline.land.map((rings) => rings.map(pairs)), { className: "map-land", interactive: false, weight: 1 }).addTo(map);
  if (data.tiles) L.tileLayer(data.tiles, { maxZoom: STREETS, bounds: bounds }).addTo(map);
  outline.names.forEach((name) => map.addLayer(written(live, name, data)));
  spread(map.getContainer());
}

// x, y, x, y, ... as Leaflet wants them: [y, x] each.
function pairs(ring) {
  const found = [];
  for (let i = 0; i < ring.length; i += 2) found.push([ring[i + 1], ring[i]]);
  return found;
}

function written(live, name, data) {
  const words = document.createElement("span");
  words.textContent = name[data.language] || name.en;
  const icon = live.L.divIcon({ html: words, className: "map-name at-" + name.at, iconSize: [120, 20] });
  return live.L.marker([name.y, name.x], { icon: icon, interactive: false, keyboard: false, zIndexOffset: -1000 });
}

// Of names that would lie on each other the first is shown; closer, there is room for more.
export function spread(container) {
  const taken = [];
  container.querySelectorAll(".map-name span").forEach((words) => {
    const box = words.getBoundingClientRect();
    const meets = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
    const hidden = !box.width || taken.some(meets);
    words.style.visibility = hidden ? "hidden" : "";
    if (!hidden) taken.push(box);
  });
}

// --- paper: x and y are hundredths of its width and height, from its upper left corner

function picture(live, data) {
  const image = new Image();
  const now = live.stands;
  plane(live, 1);
  image.onload = () => live.stands === now && show(live, image.naturalWidth / image.naturalHeight, (bounds) => live.L.imageOverlay(image.src, bounds, { alt: data.label }));
  image.onerror = () => data.onLost();
  image.src = data.ground.picture;
}

function paper(live, svg) {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  show(live, width / height, (bounds) => live.L.svgOverlay(svg, bounds));
}

// The ground comes when its shape is known; places that stand there already move to where they belong.
function show(live, shape, overlay) {
  const bounds = plane(live, shape);
  overlay(bounds).addTo(live.map);
  Object.keys(live.markers).forEach((id) => live.markers[id].marker.setLatLng(live.pointOf(live.data.places.find((one) => one.id === id))));
}

function plane(live, shape) {
  const high = SIDE / shape;
  live.spotOf = (point) => ({ x: (100 * point.lng) / SIDE, y: (-100 * point.lat) / high });
  live.pointOf = (spot) => live.L.latLng((-spot.y * high) / 100, (spot.x * SIDE) / 100);
  const bounds = live.L.latLngBounds([-high, 0], [0, SIDE]);
  frame(live, bounds, 0);
  return bounds;
}

// The element takes the ground's shape, so that nothing but the ground is seen; `fit` shows the whole of it.
function frame(live, bounds, most) {
  const crs = live.map.options.crs;
  const corner = crs.latLngToPoint(bounds.getNorthWest(), 8);
  const size = crs.latLngToPoint(bounds.getSouthEast(), 8).subtract(corner);
  live.map.getContainer().style.setProperty("--shape", String(Math.min(2.4, Math.max(0.7, size.x / size.y))));
  live.fit = () => {
    live.map.invalidateSize({ animate: false }).setMaxBounds(null).setMinZoom(-20).setMaxZoom(30).fitBounds(bounds, { animate: false });
    live.whole = live.map.getZoom();
    live.map.setMinZoom(live.whole).setMaxZoom(Math.max(most, live.whole + CLOSER)).setMaxBounds(bounds.pad(0.05));
    live.map.fire("moveend");
  };
  live.fit();
}
