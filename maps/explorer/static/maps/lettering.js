/* The words on the map: names of proposals, places and streets, none upon another. Set anew for each zoom. */

import { Occupied, boxAround, lengthOf, lettersAlong, middleOf, pointAt, sampled, stretches, widthInEms } from "./placing.js";

const L = window.L;
const SVG = "http://www.w3.org/2000/svg";

/* Size in pixels, and the zoom from which a proposal of that kind is named. */
const PROPOSALS = {
  ring: { size: 17, from: 0 },
  axis: { size: 15, from: 13 },
  bay: { size: 14, from: 14.4 },
  waterside: { size: 13, from: 15.4 },
  life_circle: { size: 13, from: 14.6 },
  culture: { size: 13, from: 15.5 },
  project: { size: 13, from: 15.75 },
};
const PLACES = { area: { size: 15, from: 13.5 }, metro: { size: 13.5, from: 14.2 } };
const STREETS = { main: { size: 13.5, from: 14 }, side: { size: 12.5, from: 15 } };
const STREET_EVERY = 560;
const POINT_ROOM = 26;
const SAMPLE = 10;
/* Kinds that are named beside their line. */
const ON_LINE = ["ring", "axis", "life_circle"];
/* The great ones: their lines are cut by no word, and they keep their names when something else is selected. */
const GREAT = ["ring", "axis", "bay"];

export class Lettering {
  /* `kinds`: the only kinds of proposals to name unless they are chosen, where there is little room. */
  constructor(map, kinds = []) {
    this.map = map;
    this.kinds = kinds;
    this.streets = [];
    this.places = [];
    this.shapes = [];
    this.avoided = [];
    const pane = map.createPane("lettering");
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("class", "lettering leaflet-zoom-hide");
    this.svg.setAttribute("width", "1");
    this.svg.setAttribute("height", "1");
    this.svg.setAttribute("aria-hidden", "true");
    pane.append(this.svg);
    map.on("zoomend moveend viewreset", () => this.set());
  }

  addGround(style, collection) {
    if (style === "streets") this.streets.push(...collection.features);
    if (style === "places") this.places.push(...collection.features);
    this.set();
  }

  showShapes(shapes) {
    this.shapes = shapes;
    this.set();
  }

  /* Where dots lie now, as boxes in which no word should stand. */
  avoid(places) {
    this.avoided = places;
    this.set();
  }

  set() {
    this.svg.replaceChildren();
    const zoom = this.map.getZoom();
    const lines = new Map(this.shapes.filter((shape) => !shape.isPoint).map((shape) => [shape.slug, shape.lines.map((line) => line.map((at) => this.pixel(at)))]));
    const taken = new Occupied(this.view(), [...lines.values()].flat().flatMap((line) => sampled(line, SAMPLE)), this.whole(lines));
    for (const shape of this.shapes) if (shape.isMarked) taken.boxes.push(boxAround(this.pixel(shape.properties.label_at), POINT_ROOM, POINT_ROOM));
    taken.boxes.push(...this.controls());
    for (const { at, size } of this.avoided) taken.boxes.push(boxAround(this.pixel(at), size, size));
    for (const shape of this.shapes) this.nameProposal(shape, lines.get(shape.slug), taken, zoom);
    for (const place of this.places) this.namePlace(place, taken, zoom);
    const named = new Set(Array.from(this.svg.children, (text) => text.textContent));
    for (const street of this.streets) if (!named.has(street.properties.name)) this.nameStreet(street, taken, zoom);
  }

  /* The lines that no other word may cut, as points close enough for a word to meet one. */
  whole(lines) {
    const kept = this.shapes.filter((shape) => lines.has(shape.slug) && (shape.selected || GREAT.includes(shape.kind)));
    return new Map(kept.map((shape) => [shape.slug, lines.get(shape.slug).flatMap((line) => sampled(line, SAMPLE))]));
  }

  /* What stands on the glass: the words keep clear of it. */
  controls() {
    const root = this.map.getContainer();
    const { left, top } = root.getBoundingClientRect();
    return Array.from(root.querySelectorAll(".leaflet-control, .plan-note"), (element) => {
      const box = element.getBoundingClientRect();
      const corner = this.map.containerPointToLayerPoint([box.left - left, box.top - top]);
      return [corner.x, corner.y, corner.x + box.width, corner.y + box.height];
    });
  }

  view() {
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const { x, y } = this.map.getSize();
    return [corner.x, corner.y, corner.x + x, corner.y + y];
  }

  nameProposal(shape, lines, taken, zoom) {
    const look = PROPOSALS[shape.kind];
    const chosen = shape.selected || shape.near;
    const kinds = this.shapes.some((other) => other.selected) ? GREAT : this.kinds;
    const named = zoom >= look.from && (!kinds.length || kinds.includes(shape.kind));
    if (!named && !chosen) return;
    const word = shape.properties.label;
    const boxes = this.spots(shape, lines, word, look.size).map((middle) => wordBox(middle, word, look.size));
    const must = chosen || ["ring", "axis"].includes(shape.kind);
    const box = taken.takeBest(boxes, { own: shape.slug, must }) || (chosen ? boxes[0] : null);
    if (!box) return;
    const text = this.write(word, middleOf(box), `name proposal ${shape.kind}`, look.size);
    text.classList.toggle("is-selected", Boolean(shape.selected));
    text.dataset.slug = shape.slug;
  }

  spots(shape, lines, word, size) {
    const at = this.pixel(shape.properties.label_at);
    if (shape.isPoint) return beside(at, word, size, POINT_ROOM / 2);
    if (ON_LINE.includes(shape.kind)) return along(lines[0], word, size);
    return around(at, word, size);
  }

  namePlace(place, taken, zoom) {
    const kind = place.properties.class in PLACES ? place.properties.class : "area";
    const look = PLACES[kind];
    const { name } = place.properties;
    if (zoom < look.from || !name || place.geometry.type !== "Point") return;
    const at = this.pixel(place.geometry.coordinates);
    const spaced = kind === "area" ? Array.from(name).join("\u2002") : name;
    const spots = kind === "metro" ? beside(at, name, look.size, 8) : around(at, spaced, look.size);
    const box = taken.takeBest(spots.map((middle) => wordBox(middle, spaced, look.size)));
    if (box) this.write(spaced, middleOf(box), `name place ${kind}`, look.size);
  }

  nameStreet(street, taken, zoom) {
    const kind = street.properties.class === "main" ? "main" : "side";
    const { size, from } = STREETS[kind];
    const { name } = street.properties;
    if (zoom < from || !name || street.geometry.type !== "LineString") return;
    const line = street.geometry.coordinates.map((position) => this.pixel(position));
    const letters = Array.from(name);
    const step = size * (kind === "main" ? 1.7 : 1.25);
    const length = lengthOf(line);
    for (const middles of stretches(length, step * letters.length, STREET_EVERY)) {
      for (const middle of middles) {
        const points = lettersAlong(line, letters.length, step, middle);
        if (!points || !taken.take(points.map((point) => boxAround(point, size + 2, size + 2)))) continue;
        points.forEach((point, i) => this.write(letters[i], point, `name street ${kind}`, size));
        break;
      }
    }
  }

  write(word, [x, y], className, size) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("class", className);
    text.setAttribute("x", x.toFixed(1));
    text.setAttribute("y", (y + size * 0.36).toFixed(1));
    text.setAttribute("font-size", size);
    text.textContent = word;
    this.svg.append(text);
    return text;
  }

  pixel([lng, lat]) {
    const { x, y } = this.map.latLngToLayerPoint(L.latLng(lat, lng));
    return [x, y];
  }
}

function wordBox(middle, word, size) {
  return boxAround(middle, widthInEms(word) * size + 6, size + 6);
}

/* Beside a symbol: right, left, under, above. */
function beside([x, y], word, size, room) {
  const half = (widthInEms(word) * size) / 2 + room + 3;
  const lift = size / 2 + room + 4;
  return [[x + half, y], [x - half, y], [x, y + lift], [x, y - lift]];
}

/* Beside a line: at its middle first, then towards its ends, on each side of it. */
function along(line, word, size) {
  const half = (widthInEms(word) * size) / 2 + 11;
  const high = size / 2 + 13;
  const length = lengthOf(line);
  return [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0].flatMap((part) => {
    const [x, y] = pointAt(line, part * length);
    return [[x + half, y], [x - half, y], [x, y - high], [x, y + high]];
  });
}

/* On the place itself, then a little away from it. */
function around([x, y], word, size) {
  const wide = (widthInEms(word) * size) / 2 + 12;
  const high = size + 4;
  return [[x, y], [x, y - high], [x, y + high], [x + wide, y], [x - wide, y], [x + wide, y - high], [x - wide, y + high], [x, y - 2 * high], [x, y + 2 * high]];
}
