/* The map on which one shape is set: a point, or the corners of a line or an area, by finger, mouse and keys. Tells by "change" and "said". */

import { crosses, isInside, linesOf, nearest, shapeText } from "./measure.js";

const STEP = 12;
const BIG_STEP = 60;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const REACH = 12;
const SAME = 3;
const SLIDE = 24;
const COARSE = window.matchMedia("(pointer: coarse)").matches;
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Sketch extends EventTarget {
  /* `words`: the picker's data attributes; `most`: how many corners; `size`: a text for some corners. */
  constructor(canvas, place, { words, most, size }) {
    super();
    Object.assign(this, { canvas, place, words, most, size, kind: null, corners: [], isDone: false, past: [] });
    this.near = [place.outline, place.proposal].flatMap(linesOf);
    this.build();
    this.listen();
  }

  build() {
    const L = window.L;
    const { outline, proposal } = this.place;
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", this.words.mapLabel);
    this.map = L.map(this.canvas, {
      keyboard: false, zoomControl: false, attributionControl: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false,
      dragging: !COARSE, zoomSnap: 0.5, minZoom: 13, maxZoom: 19, zoomAnimation: !STILL, fadeAnimation: false, markerZoomAnimation: !STILL,
      drawControlTooltips: !COARSE,
    });
    L.control.zoom({ position: "topright", zoomInTitle: this.words.zoomIn, zoomOutTitle: this.words.zoomOut }).addTo(this.map);
    this.map.fitBounds(L.geoJSON(proposal).getBounds().pad(0.15), { maxZoom: 17, animate: false });
    this.map.setMaxBounds(L.geoJSON(outline).getBounds().pad(0.6));
    this.cross = this.map.getCenter();
    this.addGround();
  }

  /* The plan's own ground, with its names; without it, sheet and proposal still say where one is. */
  async addGround() {
    const L = window.L;
    const { outline, proposal, ground } = this.place;
    const shape = { interactive: false, style: { className: "picker-proposal" } };
    const pointToLayer = (_feature, at) => L.circleMarker(at, { interactive: false, radius: 8, className: "picker-proposal" });
    L.geoJSON(proposal, { ...shape, pointToLayer }).addTo(this.map);
    try {
      const [under, names] = await Promise.all([import(this.words.ground), import(this.words.lettering)]);
      under.addSheet(this.map, outline);
      const lettering = new names.Lettering(this.map);
      for (const { style, collection } of ground) {
        under.addGround(this.map, style, collection);
        lettering.addGround(style, collection);
      }
    } catch {
      L.geoJSON(outline, { interactive: false, style: { className: "picker-outline" } }).addTo(this.map);
    }
  }

  listen() {
    this.map.on("click", ({ latlng }) => {
      this.crossMark?.remove();
      this.add(this.snap(latlng));
    });
    this.map.on("draw:created", ({ layer }) => this.settle(layer));
    this.canvas.addEventListener("keydown", (event) => this.pressed(event));
    this.canvas.addEventListener("blur", () => this.crossMark?.remove());
    this.canvas.addEventListener("pointerdown", (event) => { this.finger = event.pointerType === "touch" ? [event.clientX, event.clientY] : null; });
    this.canvas.addEventListener("pointermove", (event) => this.slid(event));
    this.canvas.addEventListener("touchstart", (event) => { if (event.touches.length > 1) this.finger = null; }, { passive: true });
  }

  /* One finger sets corners and never moves the map or, while somebody draws, the page. */
  slid({ clientX, clientY }) {
    if (!this.finger || !this.isDrawing || Math.hypot(clientX - this.finger[0], clientY - this.finger[1]) < SLIDE) return;
    this.finger = null;
    this.say(this.words.fingers);
  }

  get isDrawing() {
    return Boolean(this.kind) && !this.isDone;
  }

  get text() {
    return shapeText(this.kind, this.corners);
  }

  /* What one step back leads to; of the last shape, when another one is begun. */
  get canUndo() {
    return this.past.length > 0;
  }

  remember() {
    const { kind, corners, isDone } = this;
    this.past.push({ kind, corners, isDone });
  }

  rememberShape() {
    if (this.corners.length) this.remember();
  }

  /* Leaflet.draw must be there for a line or an area. */
  start(kind, makeTool) {
    this.rememberShape();
    this.begin(kind, makeTool);
  }

  begin(kind, makeTool = this.makeTool) {
    this.stop();
    Object.assign(this, { kind, makeTool, corners: [], isDone: false });
    this.canvas.parentElement.classList.add("is-drawing");
    if (kind === "Point") return;
    const name = kind === "Polygon" ? "Area" : "Line";
    this.tool = makeTool(this.map, kind, {
      snap: (at) => this.snap(at),
      measured: (at) => this.size(kind, at ? [...this.corners, position(at)] : this.corners),
      finish: () => this.finish(),
      texts: { start: this.words[`start${name}`], cont: this.words.tipNext, end: this.words[`tipEnd${name}`] },
    });
    this.tool.enable();
  }

  stop() {
    this.tool?.disable();
    this.tool = null;
    this.settled?.remove();
    this.settled = null;
    this.canvas.parentElement.classList.remove("is-drawing");
    Object.assign(this, { kind: null, corners: [], isDone: false });
  }

  clear() {
    this.rememberShape();
    this.stop();
    this.tell();
  }

  /* Show a shape that was drawn before; `makeTool` lets it be changed, and taken back corner by corner. */
  show({ kind, corners }, makeTool) {
    this.rememberShape();
    this.restore({ kind, corners, isDone: true }, makeTool);
    if (kind === "Point") this.tell();
    else this.past.push(...[...corners, null].map((_, number) => ({ kind, corners: corners.slice(0, number), isDone: false })));
    this.map.panInside(latLng(corners[0]), { padding: [40, 40], animate: false });
  }

  restore({ kind, corners, isDone }, makeTool) {
    this.begin(kind, makeTool);
    corners.forEach((corner) => this.put(corner));
    if (isDone && kind !== "Point") this.complete();
  }

  /* In pixels that are not rounded: what lies on a corner lies on it to the digit. */
  snap(at) {
    const pixels = (place) => Object.values(this.map.project(place));
    const lines = this.near.map((line) => line.map((corner) => pixels(latLng(corner))));
    const found = nearest(pixels(at), lines, REACH);
    return found ? Object.assign(this.map.unproject(found), { isSnapped: true }) : at;
  }

  add(at) {
    this.cross = at;
    if (!this.kind || (this.isDone && this.kind !== "Point")) return;
    const corner = position(at);
    const hindrance = this.hindrance(at, corner);
    if (hindrance) this.say(hindrance);
    else if (hindrance === null) {
      this.remember();
      this.put(corner);
      this.tell();
    }
  }

  /* Why a corner cannot be set there: a sentence; undefined when there is nothing to say; null when it can. */
  hindrance(at, corner) {
    const { words, corners, kind } = this;
    if (kind === "Point") return at.isSnapped || isInside(corner, this.place.outline) ? null : words.outside;
    if (corners.length && this.map.latLngToLayerPoint(latLng(corners.at(-1))).distanceTo(this.map.latLngToLayerPoint(at)) < SAME) return undefined;
    if (corners.length >= this.most) return words.corners.replace("{n}", this.most);
    return kind === "Polygon" && corners.length > 2 && crosses(corners, corner) ? words.crosses : null;
  }

  put(corner) {
    if (this.kind === "Point") {
      this.corners = [corner];
      this.isDone = true;
      this.settled?.remove();
      this.settled = this.marker("picker-point", 26, latLng(corner)).addTo(this.map);
      return;
    }
    this.corners = [...this.corners, corner];
    this.tool.addVertex(latLng(corner));
  }

  /* Take back the last step, whatever it was: a corner, the finishing, clearing, or beginning anew. */
  undo() {
    if (!this.canUndo) return;
    this.restore(this.past.pop());
    this.tell(this.words.undone);
  }

  finish() {
    const steps = this.past.length;
    if (this.isDrawing) this.remember();
    if (!this.complete()) this.past.length = steps;
    return this.isDone;
  }

  complete() {
    if (!this.isDrawing || this.kind === "Point") return false;
    const name = this.kind === "Polygon" ? "Area" : "Line";
    if (!this.text) this.say(this.words[`tooFew${name}`]);
    else if (this.kind === "Polygon" && crosses(this.corners)) this.say(this.words.crosses);
    else this.tool.completeShape();
    return this.isDone;
  }

  settle(layer) {
    this.isDone = true;
    this.tool = null;
    this.settled = layer.addTo(this.map);
    this.canvas.parentElement.classList.remove("is-drawing");
    this.tell();
  }

  get isBeyond() {
    return this.corners.some((corner) => !isInside(corner, this.place.outline) && !this.snap(latLng(corner)).isSnapped);
  }

  pressed(event) {
    const arrow = ARROWS[event.key];
    if (event.target !== this.canvas || event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow) this.moveCross(arrow, event.shiftKey ? BIG_STEP : STEP);
    else if (event.key === "Enter" || event.key === " ") this.add(this.snap(this.cross));
    else if (event.key === "Backspace") this.undo();
    else if (event.key.toLowerCase() === "f") this.finish();
    else if (event.key === "+" || event.key === "=") this.zoom(1);
    else if (event.key === "-") this.zoom(-1);
    else return;
    event.preventDefault();
  }

  zoom(step) {
    this.map.setZoomAround(this.cross, this.map.getZoom() + step, { animate: false });
    this.showCross();
  }

  moveCross([across, down], step) {
    const now = this.map.latLngToContainerPoint(this.cross);
    this.cross = this.map.containerPointToLatLng(now.add([across * step, down * step]));
    this.map.panInside(this.cross, { padding: [40, 40], animate: false });
    this.showCross();
    this.tool?.lookAt(this.cross);
  }

  showCross() {
    this.crossMark ??= this.marker("picker-cross", 34, this.cross);
    this.crossMark.setLatLng(this.cross).addTo(this.map);
  }

  marker(className, size, at) {
    const icon = window.L.divIcon({ className, iconSize: [size, size] });
    return window.L.marker(at, { icon, interactive: false, keyboard: false });
  }

  tell(lead = "") {
    this.dispatchEvent(new CustomEvent("change", { detail: lead }));
  }

  say(sentence) {
    this.dispatchEvent(new CustomEvent("said", { detail: sentence }));
  }

  remove() {
    this.map.remove();
  }
}

function position({ lng, lat }) {
  return [lng, lat];
}

function latLng([lng, lat]) {
  return window.L.latLng(lat, lng);
}
