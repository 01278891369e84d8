/* <shape-picker>: says where, by a shape drawn on a map or by a place from a list. Map and drawing tools are loaded when asked for. */

import { loadScript, loadStyles } from "./loading.js";
import { areaSquareMetres, lengthMetres, readShape } from "./measure.js";

const NAMES = { Point: "Point", LineString: "Line", Polygon: "Area" };
const LONG_LIST = 12;

class ShapePicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[name=shape]");
    this.list = this.querySelector("select[name=place]");
    this.sheet = this.querySelector("[data-sheet]");
    this.kinds = this.querySelector("[data-kinds]");
    this.kinds.hidden = false;
    this.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
    this.list?.addEventListener("change", () => this.picked());
    this.makeFind();
    this.refresh();
  }

  disconnectedCallback() {
    this.sketch?.remove();
    this.sketch = null;
  }

  /* Show what the fields hold: after a refusal, or a draft that was brought back. */
  refresh() {
    const shape = readShape(this.input.value);
    if (!shape) this.input.value = ""; // what cannot be shown could never be cleared
    if (shape) this.draw(shape.kind, shape);
    else if (this.list?.value) this.sayPicked();
  }

  clicked(button) {
    if (!button) return;
    const { kind, finish, undo, clear } = button.dataset;
    if (kind) this.draw(kind);
    else if (finish !== undefined) this.sketch.finish();
    else if (undo !== undefined) this.sketch.undo();
    else if (clear !== undefined) this.clear();
  }

  async draw(kind, shape = null) {
    const asked = Symbol(kind);
    this.asked = asked;
    this.mark(kind);
    try {
      const [tool] = await Promise.all([kind === "Point" ? null : this.loadTools(), this.open()]);
      if (!this.sketch) return;
      if (!this.asked && this.list?.value) this.picked(); // chosen while the map was on its way
      if (this.asked !== asked) return;
      if (shape) this.sketch.show(shape, tool?.makeTool);
      else if (kind === "Point" && this.list?.value) this.picked();
      else this.begin(kind, tool?.makeTool);
    } catch {
      this.mark(null);
      this.say(this.dataset.failed);
    }
  }

  begin(kind, makeTool) {
    this.sketch.start(kind, makeTool);
    this.forgetPlace();
    this.take();
    this.say(this.dataset[`start${NAMES[kind]}`]);
    this.sketch.canvas.focus({ preventScroll: true });
    this.querySelector("[data-acts]").scrollIntoView({ block: "nearest" });
  }

  /* Leaflet first: its drawing tools build upon it. */
  async loadTools() {
    await this.loadLeaflet();
    const tools = window.L.Draw || loadScript(this.dataset.tools);
    const [tool] = await Promise.all([import("./tool.js"), tools, loadStyles(this.dataset.toolsStyles)]);
    return tool;
  }

  loadLeaflet() {
    return window.L?.map || loadScript(this.dataset.leaflet);
  }

  open() {
    this.opening ??= this.make().catch((error) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  async make() {
    const [answer, { Sketch }] = await Promise.all([
      fetch(this.dataset.place),
      import("./sketch.js"),
      this.loadLeaflet(),
      ...this.dataset.styles.split(" ").map(loadStyles),
    ]);
    if (!answer.ok) throw new Error(`place: ${answer.status}`);
    const place = await answer.json();
    if (!this.isConnected) return;
    this.places = place.places;
    this.sheet.hidden = false;
    const size = (kind, corners) => this.size(kind, corners);
    this.sketch = new Sketch(this.querySelector("[data-map]"), place, { words: this.dataset, most: Number(this.input.dataset.corners), size });
    this.sketch.addEventListener("said", (event) => this.say(event.detail));
    this.sketch.addEventListener("change", (event) => this.changed(event.detail));
  }

  /* What is drawn is sent as it stands, also when nobody said that it is finished. */
  changed(lead) {
    if (!this.isPicking) this.forgetPlace();
    this.take();
    this.say(lead + this.describe());
  }

  take() {
    const { text, kind, isDone, canUndo } = this.sketch;
    this.input.value = text;
    this.mark(kind);
    this.show("[data-finish]", kind && kind !== "Point" && !isDone);
    this.show("[data-undo]", canUndo);
    this.show("[data-clear]", kind);
    this.dispatchEvent(new CustomEvent("shape-change", { bubbles: true }));
  }

  describe() {
    const { kind, corners, isDone, isBeyond } = this.sketch;
    const name = NAMES[kind];
    if (!kind) return this.dataset.cleared;
    if (!corners.length) return this.dataset[`start${name}`];
    const excess = this.excess(kind, corners);
    if (excess) return excess;
    const words = isDone ? this.dataset[`done${name}`] : this.dataset[`next${name}`];
    const said = words.replace("{n}", corners.length).replace("{size}", this.size(kind, corners));
    return isBeyond ? `${said}${this.dataset.beyond}` : said;
  }

  excess(kind, corners) {
    const { metres, hectares } = this.input.dataset;
    if (kind === "LineString" && lengthMetres(corners) > Number(metres)) return this.dataset.tooLong.replace("{n}", metres / 1000);
    return kind === "Polygon" && areaSquareMetres(corners) > hectares * 10_000 ? this.dataset.tooLarge.replace("{n}", hectares) : "";
  }

  size(kind, corners) {
    const { metres, kilometres, squareMetres, hectares } = this.dataset;
    if (kind === "LineString") {
      const length = lengthMetres(corners);
      return length < 1000 ? metres.replace("{n}", Math.round(length)) : kilometres.replace("{n}", (length / 1000).toFixed(1));
    }
    const area = areaSquareMetres(corners);
    return area < 10_000 ? squareMetres.replace("{n}", Math.round(area)) : hectares.replace("{n}", (area / 10_000).toFixed(1));
  }

  clear() {
    this.forgetPlace();
    this.input.value = "";
    this.asked = null;
    if (this.sketch) this.sketch.clear();
    else this.say(this.dataset.cleared);
    this.show("[data-clear]", false);
    this.dispatchEvent(new CustomEvent("shape-change", { bubbles: true }));
    this.querySelector("[data-kind]").focus();
  }

  /* A place from the list is marked on the map as well, where there is one. */
  picked() {
    const at = this.places?.[this.list.value];
    this.asked = null;
    this.isPicking = true;
    if (!this.sketch) this.input.value = "";
    else if (at) this.sketch.show({ kind: "Point", corners: [at] });
    else this.sketch.clear();
    this.isPicking = false;
    this.sayPicked();
  }

  sayPicked() {
    this.say(this.list.value ? this.dataset.picked.replace("{name}", this.list.value) : this.dataset.cleared);
    this.show("[data-clear]", this.list.value);
    this.dispatchEvent(new CustomEvent("shape-change", { bubbles: true }));
  }

  forgetPlace() {
    if (this.list) this.list.value = "";
  }

  /* A long list can be narrowed; the options are taken out, for not every browser hides them. */
  makeFind() {
    const find = this.querySelector("[data-find]");
    const options = this.list ? [...this.list.options] : [];
    if (options.length <= LONG_LIST) return;
    const groups = new Map(options.map((option) => [option, option.parentElement]));
    find.hidden = false;
    find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    find.addEventListener("input", () => {
      const wanted = find.value.trim();
      for (const option of options) {
        const on = !option.value || option.selected || option.value.includes(wanted);
        if (on) groups.get(option).append(option);
        else option.remove();
      }
    });
  }

  mark(kind) {
    for (const button of this.kinds.querySelectorAll("[data-kind]")) button.setAttribute("aria-pressed", String(button.dataset.kind === kind));
  }

  show(selector, on) {
    this.querySelector(selector).hidden = !on;
    this.querySelector("[data-acts]").hidden = !this.querySelector("[data-acts] button:not([hidden])");
  }

  say(sentence) {
    const place = this.querySelector("[data-state]");
    place.hidden = false;
    place.textContent = sentence;
  }
}

customElements.define("shape-picker", ShapePicker);
