/* One proposal on the map: its layers, and the element that stands for it to a keyboard. Looks are in plan-map.css. */

const L = window.L;
const SVG = "http://www.w3.org/2000/svg";

/* What lies below comes first. */
export const LEVELS = ["life_circle", "waterside", "bay", "project_area", "axis", "ring", "culture", "project"];
const POINTS = ["Point", "MultiPoint"];
const POINT_SIZE = 28;

export class Shape {
  constructor(feature, marks) {
    this.properties = feature.properties;
    this.geometry = feature.geometry;
    this.slug = feature.properties.slug;
    this.kind = feature.properties.kind;
    this.isPoint = POINTS.includes(feature.geometry.type);
    this.group = L.featureGroup();
    if (this.isPoint) this.drawPoint(feature, marks);
    else this.drawLines(feature);
    if (!this.isPoint && this.kind === "project") this.drawBadge(marks);
  }

  /* A project that is an area lies under the lines that cross it. */
  get level() {
    return this.kind === "project" && !this.isPoint ? "project_area" : this.kind;
  }

  /* Whether a symbol or a number stands at its place. */
  get isMarked() {
    return Boolean(this.marker || this.badge);
  }

  /* Its lines, or the outer boundaries of its areas, as lists of positions. */
  get lines() {
    const { type, coordinates } = this.geometry;
    if (type === "LineString") return [coordinates];
    if (type === "MultiLineString") return coordinates;
    return type === "Polygon" ? [coordinates[0]] : coordinates.map((rings) => rings[0]);
  }

  drawLines(feature) {
    const plain = (name) => L.geoJSON(feature, { interactive: false, style: { className: `${name} ${this.kind}` } });
    this.casing = plain("casing").addTo(this.group);
    this.shape = plain("shape").addTo(this.group);
    if (this.kind === "waterside") this.shape.setStyle({ fillColor: "url(#hatch)", fillOpacity: 1 });
    this.hit = L.geoJSON(feature, { style: { className: `hit ${this.kind}` }, bubblingMouseEvents: false }).addTo(this.group);
  }

  /* The number of a project that is an area: the list names it by that. */
  drawBadge(marks) {
    const [lng, lat] = this.properties.label_at;
    const icon = L.divIcon({ className: "point project badge", iconSize: [POINT_SIZE, POINT_SIZE], html: symbol(marks, "project", this.properties.number) });
    this.badge = L.marker([lat, lng], { icon, keyboard: false, zIndexOffset: 200 }).addTo(this.group);
  }

  drawPoint(feature, marks) {
    const [lng, lat] = feature.geometry.type === "Point" ? feature.geometry.coordinates : feature.geometry.coordinates[0];
    const { kind, culture_system: system, number } = this.properties;
    const html = symbol(marks, system ? `culture-${system}` : kind, kind === "project" ? number : "");
    const icon = L.divIcon({ className: `point ${kind}`, iconSize: [POINT_SIZE, POINT_SIZE], html });
    this.marker = L.marker([lat, lng], { icon, keyboard: false, zIndexOffset: kind === "project" ? 200 : 100 });
    this.hit = this.marker.addTo(this.group);
  }

  /* What gets the focus; exists only while the shape is on the map. */
  get element() {
    if (this.marker) return this.marker.getElement();
    return this.hit.getLayers()[0].getElement();
  }

  get elements() {
    if (this.marker) return [this.marker.getElement()];
    const paths = [this.casing, this.shape, this.hit].flatMap((layer) => layer.getLayers().map((part) => part.getElement()));
    return this.badge ? [...paths, this.badge.getElement()] : paths;
  }

  get bounds() {
    return this.group.getBounds();
  }

  mark(name, on) {
    this.elements.forEach((element) => element?.classList.toggle(name, on));
  }

  raise() {
    if (this.marker) return;
    this.casing.bringToFront();
    this.shape.bringToFront();
    this.hit.bringToFront();
  }

  /* Give the element its role and its name, each time it is drawn anew. */
  describe(role, name) {
    const { element } = this;
    element.setAttribute("role", role);
    element.setAttribute("aria-label", name);
    element.dataset.slug = this.slug;
  }
}

/* A symbol of the legend as an SVG element. */
export function symbol(marks, name, number = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "mark");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${marks}#${name}`);
  svg.append(use);
  if (number) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("class", "mark-number");
    text.setAttribute("x", "12");
    text.setAttribute("y", "16.2");
    text.setAttribute("text-anchor", "middle");
    text.textContent = number;
    svg.append(text);
  }
  return svg;
}
