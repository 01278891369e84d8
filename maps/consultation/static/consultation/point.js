/* Points and rings in longitude and latitude; no map in here. */

const DIGITS = 6;

/* GeoJSON text of a point, to a tenth of a metre. */
export function pointText(lng, lat) {
  const round = (degrees) => Number(degrees.toFixed(DIGITS));
  return JSON.stringify({ type: "Point", coordinates: [round(lng), round(lat)] });
}

/* [lng, lat] out of GeoJSON text, or null. */
export function readPoint(text) {
  try {
    const shape = JSON.parse(text);
    return shape.type === "Point" ? shape.coordinates : null;
  } catch {
    return null;
  }
}

/* Whether a position lies in a GeoJSON polygon or multipolygon; holes are outside. The server decides, this only warns. */
export function isInside(lng, lat, outline) {
  const polygons = outline.type === "MultiPolygon" ? outline.coordinates : [outline.coordinates];
  return polygons.some((rings) => rings.filter((ring) => ringHolds(lng, lat, ring)).length % 2 === 1);
}

function ringHolds(lng, lat, ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [x, y] = ring[i];
    const [u, v] = ring[j];
    if (y > lat !== v > lat && lng < ((u - x) * (lat - y)) / (v - y) + x) inside = !inside;
  }
  return inside;
}
