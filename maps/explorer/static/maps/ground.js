/* What lies under the plan: its sheet, water, streets, stations. Quiet, and nothing of it can be pressed. */

const L = window.L;
const STATION = 13;

export function addSheet(map, outline) {
  const pane = map.createPane("sheet");
  pane.classList.add("ground-pane");
  const renderer = L.svg({ pane: "sheet", padding: 0.6 });
  L.geoJSON(outline, { interactive: false, renderer, pane: "sheet", style: { className: "outline" } }).addTo(map);
}

/* Streets come twice, a wide pale line and a narrower lighter one on it, so that crossings run into one another. */
export function addGround(map, style, collection) {
  if (style === "places") return addStations(map, collection);
  const renderer = groundRenderer(map);
  const draw = (name) => L.geoJSON(collection, {
    interactive: false,
    renderer,
    pane: "ground",
    style: (feature) => ({ className: `${name} ${feature.properties.class || ""}` }),
  }).addTo(map);
  if (style === "water") return draw("water");
  draw("street-edge");
  return draw("street");
}

/* 天地图, where a key is set: two layers that belong together take the place of our own ground. */
export function addTianditu(map, key) {
  const layer = (name) => L.tileLayer(
    `https://t{s}.tianditu.gov.cn/${name}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${name}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`,
    { subdomains: "01234567", maxNativeZoom: 18, attribution: "天地图" },
  ).addTo(map);
  layer("vec");
  layer("cva");
}

function groundRenderer(map) {
  if (!map.getPane("ground")) {
    map.createPane("ground").classList.add("ground-pane");
    map.groundRenderer = L.svg({ pane: "ground", padding: 0.6 });
  }
  return map.groundRenderer;
}

function addStations(map, collection) {
  const stations = collection.features.filter((feature) => feature.properties.class === "metro" && feature.geometry.type === "Point");
  for (const station of stations) {
    const [lng, lat] = station.geometry.coordinates;
    const icon = L.divIcon({ className: "station", iconSize: [STATION, STATION] });
    // Below the dots, which can be pressed.
    L.marker([lat, lng], { icon, pane: "overlayPane", interactive: false, keyboard: false }).addTo(map);
  }
}
