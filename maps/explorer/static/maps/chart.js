/* An empty map of the plan: what can be done with it, its controls, its sheet. */

import { addSheet, addTianditu } from "./ground.js";

export const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
export const COARSE = window.matchMedia("(pointer: coarse)").matches;

/* `isFull`: the map is what the page is for; elsewhere a finger or a wheel on it moves the page, and two fingers zoom. */
export function makeMap(canvas, options, { isFull }) {
  const L = window.L;
  const [least, most] = options.zooms;
  const map = L.map(canvas, {
    attributionControl: false, zoomControl: false, scrollWheelZoom: false, dragging: isFull || !COARSE,
    zoomSnap: 0.25, zoomDelta: 0.75, minZoom: least, maxZoom: most, maxBoundsViscosity: 0.8,
    zoomAnimation: !STILL, fadeAnimation: false, markerZoomAnimation: !STILL, inertia: !STILL,
  });
  showAll(map, options, isFull);
  map.setMaxBounds(planBounds(options).pad(0.6));
  if (isFull || !COARSE) L.control.zoom({ position: "topright", zoomInTitle: options.words.zoom_in, zoomOutTitle: options.words.zoom_out }).addTo(map);
  addFoot(map, canvas);
  addSheet(map, options.outline);
  if (options.tianditu) addTianditu(map, options.tianditu);
  if (isFull) letWheelZoom(map);
  sayScale(map);
  map.on("zoomend", () => sayScale(map));
  return map;
}

/* The scale and what the map says of itself stand in one line, or in two where letters are large: never upon each other. */
function addFoot(map, canvas) {
  const scale = window.L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 120 }).addTo(map);
  const foot = window.L.DomUtil.create("div", "plan-foot", canvas);
  foot.append(scale.getContainer(), ...canvas.querySelectorAll(".plan-note"));
}

export function showAll(map, options, isFull) {
  map.fitBounds(planBounds(options), { animate: false, padding: isFull ? [18, 18] : [8, 8] });
}

function planBounds(options) {
  const [west, south, east, north] = options.bounds;
  return window.L.latLngBounds([south, west], [north, east]);
}

/* A wheel turns the page until somebody has taken hold of the map. */
function letWheelZoom(map) {
  map.on("click focus dragstart zoomstart", () => map.scrollWheelZoom.enable());
  map.getContainer().addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
}

/* Streets and symbols are smaller from afar; the style sheet knows how much. */
function sayScale(map) {
  const zoom = map.getZoom();
  map.getContainer().dataset.scale = zoom < 14.8 ? "far" : zoom < 16.5 ? "middle" : "near";
}
