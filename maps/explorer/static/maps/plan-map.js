/*
 * <plan-map>: the plan's map. Until it stands, and without script, the drawing inside it is shown.
 * It knows nothing of the page: it tells by "plan-near" and "plan-select" (detail: slug, by), and is told by
 * near(slug), select(slug), show(slugs), filter(query) and pointOut(shape).
 */

import { COARSE, STILL, makeMap, showAll } from "./chart.js";
import { CommentDots } from "./comment-dots.js";
import { addGround } from "./ground.js";
import { Lettering } from "./lettering.js";
import { Roving } from "./roving.js";
import { LEVELS, Shape } from "./shapes.js";

class PlanMap extends HTMLElement {
  connectedCallback() {
    if (this.map || !window.L) return;
    this.shapes = new Map();
    // How many pixels at its foot something else may lie upon.
    this.foot = 0;
    this.options = JSON.parse(document.getElementById(this.dataset.options).textContent);
    this.isFull = this.dataset.size === "full";
    this.ready = this.start().catch(() => this.say(this.options.words.failed));
  }

  async start() {
    const answer = await fetch(this.options.proposals);
    if (!answer.ok) throw new Error(`proposals: ${answer.status}`);
    const collection = await answer.json();
    this.build();
    this.addShapes(collection.features);
    if (this.dataset.at) this.select(this.dataset.at);
    this.classList.add("is-standing");
    this.addDots();
    // A layer that does not come leaves a gap in the ground and no more.
    await Promise.allSettled(this.options.tianditu ? [] : this.options.ground.map((layer) => this.addLayer(layer)));
  }

  build() {
    const canvas = this.querySelector("[data-canvas]");
    canvas.querySelector(".plan-drawing").remove();
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", this.options.words.map);
    this.map = makeMap(canvas, this.options, { isFull: this.isFull });
    this.lettering = new Lettering(this.map, this.isFull ? [] : ["ring", "axis", "bay"]);
    this.listen(canvas);
  }

  listen(canvas) {
    this.map.on("click", () => this.choose(null));
    canvas.addEventListener("keydown", (event) => this.pressed(event));
    this.roving = new Roving(canvas, () => this.reachable());
    this.map.on("dots", () => {
      this.roving.refresh();
      this.lettering.avoid(this.dots.places);
    });
    this.map.on("zoomend moveend", () => this.describe());
    for (const hold of ["pointerdown", "wheel", "keydown"]) canvas.addEventListener(hold, () => { this.held = true; }, { passive: true });
    new ResizeObserver(() => this.resized()).observe(this);
  }

  /* A turned phone, a printed page: what was to be seen is shown again, unless somebody moved the map. */
  resized() {
    this.map.invalidateSize({ animate: false });
    if (this.held) return;
    if (this.selected) this.moveTo(this.selected, { animate: false });
    else showAll(this.map, this.options, this.isFull);
  }

  addShapes(features) {
    const shapes = features.map((feature) => new Shape(feature, this.options.marks));
    shapes.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
    shapes.forEach((shape) => this.addShape(shape));
    this.order = features.map((feature) => feature.properties.slug);
    this.show(null);
  }

  addShape(shape) {
    this.shapes.set(shape.slug, shape);
    const tip = document.createElement("span");
    tip.textContent = shape.properties.title;
    shape.group.on("mouseover", () => this.tellNear(shape.slug));
    shape.group.on("mouseout", () => this.tellNear(null));
    shape.group.on("click", (event) => {
      window.L.DomEvent.stop(event);
      this.choose(shape.slug);
    });
    if (!COARSE) shape.hit.bindTooltip(tip, { className: "plan-tip", sticky: !shape.isPoint, direction: "top", offset: [0, -12] });
  }

  /* Show only some proposals: a set of slugs, or null for all. */
  show(slugs) {
    if (!this.map) return;
    for (const level of LEVELS) {
      for (const shape of this.shapes.values()) {
        if (shape.level !== level) continue;
        const on = !slugs || slugs.has(shape.slug);
        if (on && !this.map.hasLayer(shape.group)) shape.group.addTo(this.map);
        if (!on) shape.group.remove();
      }
    }
    for (const level of LEVELS) this.shown.filter((shape) => shape.level === level).forEach((shape) => shape.raise());
    if (this.selected && !this.map.hasLayer(this.selected.group)) this.select(null);
    else this.selected?.raise();
    this.describe();
    this.name();
  }

  get shown() {
    return this.order.map((slug) => this.shapes.get(slug)).filter((shape) => this.map.hasLayer(shape.group));
  }

  /* The ring is named first, then what is smaller, so that it keeps its place. */
  name() {
    const rank = ["ring", "axis", "bay", "waterside", "culture", "life_circle", "project"];
    const weight = (shape) => (shape.selected || shape.near ? -1 : rank.indexOf(shape.kind));
    this.lettering.showShapes([...this.shown].sort((a, b) => weight(a) - weight(b)));
  }

  describe() {
    for (const shape of this.shown) {
      const { title, comments } = shape.properties;
      const count = comments ? `，${this.options.words.comments.replace("{n}", comments)}` : "";
      shape.describe(this.isFull ? "button" : "link", title + count);
      if (this.isFull) shape.element.setAttribute("aria-pressed", String(Boolean(shape.selected)));
      this.watchFocus(shape);
    }
    this.roving.refresh();
  }

  watchFocus(shape) {
    const { element } = shape;
    if (element.dataset.watched) return;
    element.dataset.watched = "1";
    element.addEventListener("focus", () => this.tellNear(shape.slug));
    element.addEventListener("blur", () => this.tellNear(null));
  }

  reachable() {
    return [...this.shown.map((shape) => shape.element), ...(this.dots?.elements || [])];
  }

  pressed(event) {
    if (event.key === "Escape" && this.selected) {
      this.choose(null);
      event.stopPropagation();
      return;
    }
    const slug = event.target.dataset.slug;
    if (!slug || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    this.choose(slug, "key");
  }

  /* Somebody pressed a shape, or beside all of them. */
  choose(slug, by = "pointer") {
    const shape = this.shapes.get(slug);
    if (!this.isFull) {
      if (shape && shape.slug !== this.dataset.at) window.location.assign(shape.properties.url);
      return;
    }
    this.select(slug, { move: false });
    if (shape) this.map.panInside(shape.bounds.getCenter(), { paddingTopLeft: [30, 30], paddingBottomRight: [30, 30 + this.foot] });
    this.dispatchEvent(new CustomEvent("plan-select", { bubbles: true, detail: { slug: shape ? slug : null, by } }));
  }

  tellNear(slug) {
    this.near(slug);
    this.dispatchEvent(new CustomEvent("plan-near", { bubbles: true, detail: { slug } }));
  }

  near(slug) {
    if (!this.map) return;
    for (const shape of this.shapes.values()) {
      const is = shape.slug === slug;
      if (Boolean(shape.near) !== is) shape.mark("is-near", is);
      shape.near = is;
    }
    this.name();
  }

  /* Raise one proposal and let the others step back; null lets all stand alike. */
  select(slug, { move = true } = {}) {
    if (!this.map) return;
    const shape = this.shapes.get(slug) || null;
    if (this.selected) this.markSelected(this.selected, false);
    this.selected = shape;
    this.classList.toggle("has-selected", Boolean(shape));
    if (shape) {
      this.markSelected(shape, true);
      shape.raise();
      if (move) this.moveTo(shape);
    }
    this.name();
    if (this.isFull) this.dots?.filter(this.dotsQuery);
    if (this.isFull) this.say(shape ? this.options.words.selected.replace("{title}", shape.properties.title) : this.options.words.cleared);
  }

  markSelected(shape, on) {
    shape.selected = on;
    shape.mark("is-selected", on);
    if (this.isFull) shape.element?.setAttribute("aria-pressed", String(on));
  }

  moveTo(shape, { animate = !STILL && this.classList.contains("is-standing") } = {}) {
    const room = this.foot ? 0.12 : this.isFull ? 0.35 : 0.25;
    this.map.fitBounds(shape.bounds.pad(room), { maxZoom: 16.5, animate, duration: 0.2, paddingBottomRight: [0, this.foot] });
  }

  async addLayer({ style, url }) {
    const answer = await fetch(url);
    if (!answer.ok) return;
    const collection = await answer.json();
    addGround(this.map, style, collection);
    this.lettering.addGround(style, collection);
  }

  /* Of a proposal that is selected only its own comments are shown. */
  get dotsQuery() {
    return this.isFull && this.selected ? `?proposal=${this.selected.slug}` : this.said;
  }

  addDots() {
    // On a phone's front page they would lie over the plan, which is the picture.
    if (this.dataset.size === "hero" && window.matchMedia("(max-width: 40rem)").matches) return;
    const titles = new Map([...this.shapes.values()].map(({ properties }) => [properties.id, [properties.title, properties.url]]));
    this.dots = new CommentDots(this.map, this.options, titles);
    this.dots.marks = () => this.shown.filter((shape) => shape.isMarked).map((shape) => shape.properties.label_at);
    this.dots.lines = () => this.shown.filter((shape) => shape.kind === "ring").flatMap((shape) => shape.lines);
    this.said = this.dataset.about ? `?proposal=${this.dataset.about}` : this.dataset.query;
    this.dots.query = this.dotsQuery;
    // After the picture: nobody waits for the dots.
    setTimeout(() => this.dots.show(true), 60);
  }

  /* Draw attention to one place, such as that of a comment in the list below. */
  pointOut(geometry) {
    const L = window.L;
    this.pointed?.remove();
    const icon = L.divIcon({ className: "pointed-out", iconSize: [34, 34] });
    this.pointed = L.geoJSON(geometry, {
      interactive: false,
      style: { className: `pointed-out ${geometry.type}` },
      pointToLayer: (_feature, at) => L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: 900 }),
    }).addTo(this.map);
    this.map.fitBounds(this.pointed.getBounds(), { maxZoom: 17, animate: !STILL });
    this.scrollIntoView({ block: "nearest", behavior: STILL ? "auto" : "smooth" });
  }

  showComments(on) {
    this.dots?.show(on);
  }

  filter(query) {
    this.said = query;
    this.dots?.filter(this.dotsQuery);
  }

  say(sentence) {
    this.querySelector("[data-said]").textContent = sentence;
  }
}

customElements.define("plan-map", PlanMap);
