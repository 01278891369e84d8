/* Leaflet.draw's line and area, set by taps, clicks and keys alike: its own handling of fingers finishes a line at its second point. */

const COLOUR = "#9c2a22";
const VERTEX = 20;

/* `snap`: moves a position to what lies near; `measured`: the size if the next corner were set there; `finish`: what a
   press on the last corner (of an area: the first) does; `texts`: { start, cont, end } beside the pointer. */
export function makeTool(map, kind, { snap, measured, finish, texts }) {
  const L = window.L;
  const name = kind === "Polygon" ? "polygon" : "polyline";
  Object.assign(L.drawLocal.draw.handlers[name].tooltip, texts);
  const Base = kind === "Polygon" ? L.Draw.Polygon : L.Draw.Polyline;
  const Tool = Base.extend({
    // The map's own click is told apart from a drag by Leaflet, for fingers as well; see sketch.js.
    _onMouseDown() {},
    _onMouseUp() {},
    _onTouch() {},
    _cancelDrawing() {},
    /* The map is one stop for the keyboard; nothing on it is another. */
    addHooks() {
      this._mouseMarker = L.marker(map.getCenter(), { icon: L.divIcon({ className: "" }), opacity: 0, interactive: false, keyboard: false });
      Base.prototype.addHooks.call(this);
    },
    _createMarker(at) {
      return L.marker(at, { icon: this.options.icon, keyboard: false, zIndexOffset: this.options.zIndexOffset * 2 }).addTo(this._markerGroup);
    },
    _onMouseMove(event) {
      this.lookAt(snap(event.latlng));
    },
    _getMeasurementString() {
      return measured(this._currentLatLng);
    },
    _finishShape: finish,
    /* Lead the dashed line to where the pointer or the cross is. */
    lookAt(at) {
      this._currentLatLng = at;
      this._updateTooltip(at);
      this._updateGuide(map.latLngToLayerPoint(at));
    },
  });
  const icon = L.divIcon({ className: "picker-vertex", iconSize: [VERTEX, VERTEX] });
  return new Tool(map, { icon, touchIcon: icon, shapeOptions: { color: COLOUR, className: "picker-shape" } });
}
