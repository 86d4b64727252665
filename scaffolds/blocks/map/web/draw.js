// The map itself, drawn by Leaflet: a ground, the places on it, the pin that somebody holds, and where they are.

import { draftPin, mark, pin } from "./pins.js";
import { lay, spread } from "./ground.js";


// Draws into an element and keeps to what `update` is given: {ground, edges, places, held, me, picked, names, label, onTap, onPick, onSeen, onLost}.
export function drawMap(L, element, first, outline) {
  const live = { L: L, outline: outline, data: first, markers: {} };
  live.update = (data) => refresh(live, element, data);
  const watch = new ResizeObserver(() => live.map && resized(live));
  watch.observe(element);
  live.end = () => {
    watch.disconnect();
    live.map.remove();
    live.map = undefined;
  };
  live.update(first);
  return live;
}

function refresh(live, element, data) {
  live.data = data;
  if (live.stands !== standsOn(data)) begin(live, element, data);
  Object.keys(live.markers).filter((id) => !data.places.some((one) => one.id === id)).forEach((id) => drop(live, id));
  data.places.forEach((place) => stand(live, place));
  hold(live, "held", data.held, () => draftPin(data.names.held));
  hold(live, "me", data.me, () => mark(data.names.me));
  follow(live, data);
}

function standsOn(data) {
  return data.ground ? data.ground.id + (data.ground.picture || data.ground.outline) + data.language : "";
}

// Another ground is another map.
function begin(live, element, data) {
  if (live.map) live.map.remove();
  live.markers = {};
  live.held = live.me = live.seen = undefined;
  live.stands = standsOn(data);
  live.map = live.L.map(element, settings(live.L, data));
  live.L.control.zoom({ position: "bottomright", zoomInTitle: data.names.closer, zoomOutTitle: data.names.away }).addTo(live.map);
  live.map.on("click", (event) => live.data.onTap(live.spotOf(event.latlng)));
  live.map.on("moveend zoomend resize", () => live.map && tell(live));
  lay(live, data);
}

function settings(L, data) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    crs: data.ground.earth ? L.CRS.EPSG3857 : L.CRS.Simple, attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 1,
    scrollWheelZoom: data.wide, zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, maxBoundsViscosity: 0.9,
  };
}

// Whoever saw the whole ground sees it still.
function resized(live) {
  if (live.map.getZoom() === live.whole) live.fit();
  else live.map.invalidateSize({ animate: false });
}

// Says which part is in view, so that a pin can be put into its middle by a button.
function tell(live) {
  const bounds = live.map.getBounds();
  const middle = live.spotOf(live.map.getCenter());
  const side = live.spotOf(bounds.getNorthEast());
  live.data.onSeen({ x: middle.x, y: middle.y, step: Math.abs(side.x - middle.x) / 12 });
  const steps = Math.round(live.map.getZoom() - live.whole);
  for (const n of [1, 2]) live.map.getContainer().classList.toggle("near-" + n, steps >= n);
  spread(live.map.getContainer());
}

function stand(live, place) {
  const says = JSON.stringify(place);
  const old = live.markers[place.id];
  if (old && old.says === says) return;
  const focused = old && old.marker.getElement() === document.activeElement;
  if (old) drop(live, place.id);
  const marker = put(live, place, pin(place), { keyboard: true, zIndexOffset: place.picked ? 1000 : 0 });
  marker.on("click", () => live.data.onPick(place.id));
  live.markers[place.id] = { says: says, marker: marker };
  if (focused) marker.getElement().focus();
}

function put(live, spot, drawing, more) {
  const icon = live.L.divIcon({ html: drawing, className: "map-icon", iconSize: [44, 48], iconAnchor: [22, 46] });
  const marker = live.L.marker(live.pointOf(spot), Object.assign({ icon: icon, riseOnHover: true }, more)).addTo(live.map);
  const element = marker.getElement();
  element.setAttribute("aria-label", drawing.getAttribute("data-words"));
  if (!more.keyboard) element.removeAttribute("role");
  if (!more.keyboard) element.setAttribute("aria-hidden", "true");
  return marker;
}

function drop(live, id) {
  live.markers[id].marker.remove();
  delete live.markers[id];
}

// A pin in the hand, or where somebody is: there is one of them, or none.
function hold(live, name, spot, draw) {
  if (live[name]) live[name].remove();
  live[name] = spot ? put(live, spot, draw(), { keyboard: false, interactive: false, zIndexOffset: 2000 }) : undefined;
}

// What was picked in the list comes into view, once.
function follow(live, data) {
  const target = data.held || data.places.find((one) => one.picked);
  const key = target ? [target.x, target.y, data.picked].join(" ") : "";
  if (target && live.seen !== key && !live.map.getBounds().pad(-0.15).contains(live.pointOf(target))) live.map.panTo(live.pointOf(target));
  live.seen = key;
}

