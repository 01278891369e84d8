/* <point-picker>: a small map on which a resident sets one point, by click or with arrow keys and Enter. All of it is loaded when asked for. */

import { loadScript, loadStyles } from "./loading.js";
import { isInside, pointText, readPoint } from "./point.js";

const STEP = 12;
const BIG_STEP = 60;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class PointPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[name=shape]");
    this.sheet = this.querySelector("[data-sheet]");
    this.openButton = this.querySelector("[data-open]");
    this.clearButton = this.querySelector("[data-clear]");
    this.openButton.hidden = false;
    this.openButton.addEventListener("click", () => this.open());
    this.clearButton.addEventListener("click", () => this.clear());
    if (this.input.value) this.open(false);
  }

  disconnectedCallback() {
    this.map?.remove();
    this.map = null;
  }

  async open(focus = true) {
    this.openButton.disabled = true;
    try {
      const [answer] = await Promise.all([
        fetch(this.dataset.place),
        window.L?.map || loadScript(this.dataset.leaflet),
        ...this.dataset.styles.split(" ").map(loadStyles),
      ]);
      if (!answer.ok) throw new Error(`place: ${answer.status}`);
      const place = await answer.json();
      this.sheet.hidden = false;
      this.openButton.hidden = true;
      this.draw(place);
      if (focus) this.canvas.focus();
    } catch {
      this.sheet.hidden = false;
      this.openButton.disabled = false;
      this.say(this.dataset.failed);
    }
  }

  draw({ outline, proposal, ground }) {
    const L = window.L;
    this.outline = outline;
    this.canvas = this.querySelector("[data-map]");
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", this.dataset.mapLabel);
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(this.canvas, {
      keyboard: false, zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.5,
      minZoom: 13, maxZoom: 19, zoomAnimation: !still, fadeAnimation: false, markerZoomAnimation: !still,
    });
    L.control.zoom({ position: "topright", zoomInTitle: this.dataset.zoomIn, zoomOutTitle: this.dataset.zoomOut }).addTo(this.map);
    this.map.fitBounds(L.geoJSON(proposal).getBounds().pad(0.15), { maxZoom: 17 });
    this.map.setMaxBounds(L.geoJSON(outline).getBounds().pad(0.6));
    this.addGround(outline, proposal, ground);
    this.cross = this.map.getCenter();
    this.map.on("click", (event) => {
      this.crossMark?.remove();
      this.set(event.latlng);
    });
    this.canvas.addEventListener("keydown", (event) => this.pressed(event));
    this.canvas.addEventListener("blur", () => this.crossMark?.remove());
    const kept = readPoint(this.input.value);
    if (kept) this.set(L.latLng(kept[1], kept[0]));
  }

  /* The plan's own ground, with its names; without it, sheet and proposal still say where one is. */
  async addGround(outline, proposal, ground) {
    const L = window.L;
    const shape = { interactive: false, style: { className: "picker-proposal" } };
    const pointToLayer = (_feature, at) => L.circleMarker(at, { interactive: false, radius: 8, className: "picker-proposal" });
    L.geoJSON(proposal, { ...shape, pointToLayer }).addTo(this.map);
    try {
      const [under, names] = await Promise.all([import(this.dataset.ground), import(this.dataset.lettering)]);
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

  pressed(event) {
    const arrow = ARROWS[event.key];
    if (event.target !== this.canvas) return;
    if (arrow) this.moveCross(arrow, event.shiftKey ? BIG_STEP : STEP);
    else if (event.key === "Enter" || event.key === " ") this.set(this.cross);
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
  }

  showCross() {
    this.crossMark ??= this.marker("picker-cross", 34);
    this.crossMark.setLatLng(this.cross).addTo(this.map);
  }

  marker(className, size) {
    const icon = window.L.divIcon({ className, iconSize: [size, size] });
    return window.L.marker(this.cross, { icon, interactive: false, keyboard: false });
  }

  set(at) {
    this.cross = at;
    if (!isInside(at.lng, at.lat, this.outline)) {
      this.say(this.dataset.outside);
      return;
    }
    this.mark ??= this.marker("picker-point", 26);
    this.mark.setLatLng(at).addTo(this.map);
    this.input.value = pointText(at.lng, at.lat);
    this.clearButton.hidden = false;
    this.say(this.dataset.set);
  }

  clear() {
    this.mark?.remove();
    this.input.value = "";
    this.clearButton.hidden = true;
    this.say(this.dataset.cleared);
    this.canvas?.focus();
  }

  say(sentence) {
    this.querySelector("[data-state]").textContent = sentence;
  }
}

customElements.define("point-picker", PointPicker);
