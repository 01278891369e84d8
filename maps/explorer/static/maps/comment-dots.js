/* Published comments with a place: clusters come ready from the server, a tile at a time. */

import { clearOf, sampled } from "./placing.js";
import { clusterSize, shared, tilesOf, tileUrl } from "./tiles.js";

const L = window.L;
const DOT = 26;
const INK = 14;
/* A dot's edge, and how large the marks are that it leaves free, from afar and from near by. */
const EDGE = 4;
const MARK = { far: 23, middle: 29, near: 29 };
/* How close together the points are by which a line is kept free. */
const SAMPLE = 6;

export class CommentDots {
  /* `options`: tiles (template), words, zooms, bounds of the plan; `titles`: a proposal's id → [title, address]. */
  constructor(map, options, titles) {
    this.map = map;
    this.options = options;
    this.titles = titles;
    this.query = "";
    this.known = new Map();
    // Positions of what is not to be covered, and lines upon which no number is to stand.
    this.marks = () => [];
    this.lines = () => [];
    this.taken = [];
    this.line = [];
    this.group = L.layerGroup();
    this.pane = map.createPane("comments");
    map.on("moveend", () => this.update());
  }

  show(on) {
    if (on) this.group.addTo(this.map);
    else this.group.remove();
    if (on) this.update();
    else this.map.fire("dots");
  }

  /* Ask again, for the comments of other proposals. */
  filter(query) {
    if (query === this.query) return;
    this.query = query;
    this.known.clear();
    this.update();
  }

  get elements() {
    const dots = [];
    this.group.eachLayer((marker) => dots.push(marker.getElement()?.firstElementChild));
    return dots.filter(Boolean);
  }

  /* Where the dots lie and how large they are, for whoever wants to keep clear of them. */
  get places() {
    const places = [];
    if (!this.map.hasLayer(this.group)) return places;
    this.group.eachLayer((marker) => {
      const { lat, lng } = this.map.layerPointToLatLng(this.map.latLngToLayerPoint(marker.getLatLng()).add(marker.options.moved));
      places.push({ at: [lng, lat], size: Math.max(INK, marker.options.icon.options.iconSize[0] - 6) });
    });
    return places;
  }

  async update() {
    if (!this.map.hasLayer(this.group)) return;
    const wanted = this.wanted();
    const query = this.query;
    await Promise.all(wanted.filter((tile) => !this.known.has(tile)).map((tile) => this.load(tile, query)));
    if (query === this.query && wanted.join() === this.wanted().join()) this.draw(wanted);
  }

  wanted() {
    const [least, most] = this.options.zooms;
    const z = Math.min(most, Math.max(least, Math.round(this.map.getZoom())));
    const box = this.map.getBounds();
    const seen = shared([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()], this.options.bounds);
    return seen ? tilesOf(seen, z) : [];
  }

  async load(tile, query) {
    try {
      const answer = await fetch(tileUrl(this.options.tiles, tile, query));
      if (answer.ok && query === this.query) this.known.set(tile, await answer.json());
    } catch {
      /* Offline: the list still says how many there are. */
    }
  }

  draw(tiles) {
    const focused = this.pane.contains(document.activeElement);
    this.group.clearLayers();
    const size = MARK[this.map.getContainer().dataset.scale];
    this.taken = this.marks().map((position) => ({ at: this.pixel(position), size }));
    this.line = this.lines().flatMap((line) => sampled(line.map((position) => this.pixel(position)), SAMPLE));
    for (const tile of tiles) {
      const { clusters = [], comments = [] } = this.known.get(tile) || {};
      clusters.forEach((cluster) => this.addCluster(cluster));
      comments.forEach((comment) => this.addComment(comment));
    }
    this.map.fire("dots");
    if (focused) this.map.getContainer().focus({ preventScroll: true });
  }

  addComment(comment) {
    const [title = "", url = ""] = this.titles.get(comment.proposal) || [];
    const link = document.createElement("a");
    link.className = "dot";
    link.href = document.getElementById(`comment-${comment.id}`) ? `#comment-${comment.id}` : `${url}comments/${comment.id}/`;
    link.setAttribute("aria-label", this.options.words.comment.replace("{title}", title));
    link.dataset.comment = comment.id;
    this.place(comment, link, DOT, INK);
  }

  addCluster(cluster) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "dot cluster";
    button.textContent = cluster.count;
    button.setAttribute("aria-label", this.options.words.cluster.replace("{n}", cluster.count));
    button.addEventListener("click", () => this.open(cluster));
    const size = clusterSize(cluster.count);
    // Its place is a mean of places, which nobody pointed at.
    this.place(cluster, button, size, size + EDGE, this.line);
  }

  /* Where it belongs, or beside it where a mark or another dot is. `seen`: how much of its size is ink. */
  place({ lat, lon }, element, size, seen, line = []) {
    const at = this.pixel([lon, lat]);
    const moved = clearOf(at, seen, this.taken, line);
    this.taken.push({ at: [at[0] + moved[0], at[1] + moved[1]], size: seen });
    const iconAnchor = [size / 2 - moved[0], size / 2 - moved[1]];
    const icon = L.divIcon({ className: "dot-place", iconSize: [size, size], iconAnchor, html: element });
    L.marker([lat, lon], { icon, moved, pane: "comments", keyboard: false, bubblingMouseEvents: false }).addTo(this.group);
    L.DomEvent.disableClickPropagation(element);
  }

  pixel([lng, lat]) {
    const { x, y } = this.map.latLngToLayerPoint([lat, lng]);
    return [x, y];
  }

  /* Closer, and at the closest a list of where these comments stand. */
  open(cluster) {
    const at = L.latLng(cluster.lat, cluster.lon);
    const closest = this.options.zooms[1];
    if (this.map.getZoom() < closest) {
      this.map.setView(at, Math.min(closest, Math.floor(this.map.getZoom()) + 2));
      return;
    }
    const said = document.createElement("p");
    said.append(this.options.words.pile.replace("{n}", cluster.count));
    for (const id of cluster.proposals) said.append(document.createElement("br"), this.linkTo(id));
    L.popup({ className: "plan-popup" }).setLatLng(at).setContent(said).openOn(this.map);
  }

  linkTo(id) {
    const [title = "", url = ""] = this.titles.get(id) || [];
    const link = document.createElement("a");
    link.href = `${url}#comments`;
    link.textContent = title;
    return link;
  }
}
