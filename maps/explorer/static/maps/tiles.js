/* Web-mercator tiles: their numbers and their addresses; no map in here. */

export function tileAt(lon, lat, z) {
  const side = 2 ** z;
  const sine = Math.sin((lat * Math.PI) / 180);
  const down = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [((lon + 180) / 360) * side, down * side].map((at) => Math.min(side - 1, Math.max(0, Math.floor(at))));
}

/* The tiles of one zoom that a box [west, south, east, north] needs, as "z/x/y". */
export function tilesOf([west, south, east, north], z) {
  const [left, top] = tileAt(west, north, z);
  const [right, bottom] = tileAt(east, south, z);
  const tiles = [];
  for (let x = left; x <= right; x += 1) for (let y = top; y <= bottom; y += 1) tiles.push(`${z}/${x}/${y}`);
  return tiles;
}

/* What two boxes [west, south, east, north] have in common, or null. */
export function shared(a, b) {
  const box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[0] <= box[2] && box[1] <= box[3] ? box : null;
}

export function tileUrl(template, tile, query) {
  const [z, x, y] = tile.split("/");
  return template.replace("{z}", z).replace("{x}", x).replace("{y}", y) + query;
}

/* A cluster's diameter in pixels: its area grows with the number, within bounds. */
export function clusterSize(count) {
  return Math.round(Math.min(44, 13 + 4 * Math.sqrt(count)));
}
