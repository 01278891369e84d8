/* Shapes as lists of corners in longitude and latitude: their text, size, crossings, and what lies near. No map in here. */

const DIGITS = 6;

/* GeoJSON text of corners, to a tenth of a metre; empty while there are too few of them. */
export function shapeText(kind, corners) {
  const least = { Point: 1, LineString: 2, Polygon: 3 }[kind];
  if (!least || corners.length < least) return "";
  const neat = corners.map((corner) => corner.map((degrees) => Number(degrees.toFixed(DIGITS))));
  const coordinates = { Point: neat[0], LineString: neat, Polygon: [[...neat, neat[0]]] }[kind];
  return JSON.stringify({ type: kind, coordinates });
}

/* { kind, corners } out of GeoJSON text, or null. */
export function readShape(text) {
  try {
    const { type, coordinates } = JSON.parse(text);
    if (type === "Point") return { kind: type, corners: [coordinates] };
    if (type === "LineString") return { kind: type, corners: coordinates };
    return type === "Polygon" ? { kind: type, corners: coordinates[0].slice(0, -1) } : null;
  } catch {
    return null;
  }
}

/* Metres in a degree of longitude and of latitude, on the ellipsoid of WGS 84. */
function metresAt(lat) {
  const phi = (lat * Math.PI) / 180;
  const north = 111132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi);
  return [111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi), north];
}

export function lengthMetres(corners) {
  return corners.slice(1).reduce((sum, [lng, lat], index) => {
    const [east, north] = metresAt(lat);
    return sum + Math.hypot((lng - corners[index][0]) * east, (lat - corners[index][1]) * north);
  }, 0);
}

export function areaSquareMetres(corners) {
  if (corners.length < 3) return 0;
  const [lng0, lat0] = corners[0];
  const [east, north] = metresAt(lat0);
  const flat = corners.map(([lng, lat]) => [(lng - lng0) * east, (lat - lat0) * north]);
  const twice = flat.reduce((sum, [x, y], index) => {
    const [u, v] = flat[(index + 1) % flat.length];
    return sum + x * v - u * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/* Whether one more corner, or going back to the first one, would make an area's boundary cross itself. */
export function crosses(corners, next = corners[0]) {
  const last = corners.length - 1;
  const isClosing = next === corners[0];
  for (let i = isClosing ? 1 : 0; i < last - 1; i += 1) {
    if (meet(corners[i], corners[i + 1], corners[last], next)) return true;
  }
  return false;
}

function meet(a, b, c, d) {
  const side = ([x, y], [u, v], [p, q]) => Math.sign((u - x) * (q - y) - (v - y) * (p - x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/* Whether a position lies in a GeoJSON polygon or multipolygon; holes are outside. The server decides, this only warns. */
export function isInside([lng, lat], outline) {
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

/* The lines of any GeoJSON geometry, as lists of positions; a point is a list of one. */
export function linesOf({ type, coordinates }) {
  const depth = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[type];
  if (depth === 0) return [[coordinates]];
  if (type === "MultiPoint") return coordinates.map((position) => [position]);
  return depth === 1 ? [coordinates] : coordinates.flat(depth - 2);
}

/* The nearest place on some lines within `reach`, all in pixels: a corner before the middle of an edge. */
export function nearest([x, y], lines, reach) {
  let best = null;
  const offer = (at, isCorner) => {
    const far = Math.hypot(at[0] - x, at[1] - y);
    if (far > reach || (best && (best.isCorner > isCorner || (best.isCorner === isCorner && best.far <= far)))) return;
    best = { at, far, isCorner };
  };
  for (const line of lines) {
    line.forEach((corner) => offer(corner, true));
    line.slice(1).forEach((end, index) => offer(onEdge([x, y], line[index], end), false));
  }
  return best?.at ?? null;
}

function onEdge([x, y], [a, b], [c, d]) {
  const square = (c - a) ** 2 + (d - b) ** 2;
  const share = square ? Math.min(1, Math.max(0, ((x - a) * (c - a) + (y - b) * (d - b)) / square)) : 0;
  return [a + share * (c - a), b + share * (d - b)];
}
