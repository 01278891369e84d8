/* Where letters may stand. Points are [x, y] and boxes [left, top, right, bottom], in pixels; no map in here. */

/* How far from the middle of a line a halo still eats into it, and how unwilling a word is to do so. */
const LINE_ROOM = 5;
const CUTTING = 40;

/*
 * What is taken already, so that no two words lie on each other, nor across the picture's edge. `dots` are points on
 * lines: a word may cover them, but stands rather where there are few. `lines` are points on the lines that are to be
 * seen whole, by name: only the line's own word may lie on one.
 */
export class Occupied {
  constructor(view, dots = [], lines = new Map()) {
    this.view = view;
    this.dots = dots;
    this.lines = lines;
    this.boxes = [];
  }

  isFree(boxes) {
    return boxes.every((box) => !cut(box, this.view) && !this.boxes.some((other) => meet(box, other)));
  }

  /* How many points of others' lines a box would hide. */
  cuts(box, own = "") {
    const halo = [box[0] - LINE_ROOM, box[1] - LINE_ROOM, box[2] + LINE_ROOM, box[3] + LINE_ROOM];
    let count = 0;
    for (const [name, points] of this.lines) if (name !== own) count += points.filter((point) => holds(halo, point)).length;
    return count;
  }

  /* Take all boxes if they are free; say whether. */
  take(boxes) {
    if (!this.isFree(boxes) || boxes.some((box) => this.cuts(box))) return false;
    this.boxes.push(...boxes);
    return true;
  }

  /*
   * Take, among boxes, the free one that covers the fewest dots, and return it; earlier ones are liked better. `own`:
   * the line that the word belongs to; `must`: rather cut a line than not be written.
   */
  takeBest(boxes, { own = "", must = false } = {}) {
    let best = null;
    boxes.forEach((box, rank) => {
      if (!this.isFree([box])) return;
      const cuts = this.cuts(box, own);
      if (cuts && !must) return;
      const cost = rank / 8 + cuts * CUTTING + this.dots.filter((dot) => holds(box, dot)).length;
      if (!best || cost < best.cost) best = { box, cost };
    });
    if (best) this.boxes.push(best.box);
    return best && best.box;
  }
}

/* Where a disc may go when its place is taken: a little to the side, first up and to the right. */
const SIDES = [[0.71, -0.71], [0.71, 0.71], [-0.71, -0.71], [-0.71, 0.71], [1, 0], [0, -1], [-1, 0], [0, 1]];
const ASIDE = [10, 16, 22, 28, 34, 42, 50];

/*
 * How far to move a disc at a point so that it covers none of others ({ at, size }), nor a line (points on it); as
 * little of the line as it can where all is full, and not at all where others are everywhere.
 */
export function clearOf([x, y], size, others, line = []) {
  const moves = [[0, 0], ...ASIDE.flatMap((far) => SIDES.map(([dx, dy]) => [dx * far, dy * far]))];
  const isClear = ([dx, dy]) => others.every((other) => distance([x + dx, y + dy], other.at) >= (size + other.size) / 2);
  const room = ([dx, dy]) => Math.min(size / 2 + LINE_ROOM, ...line.map((point) => distance([x + dx, y + dy], point)));
  // Of those with as much room the nearest: the order is kept.
  return moves.filter(isClear).reduce((best, move) => (best && room(best) >= room(move) ? best : move), null) || moves[0];
}

function holds(box, [x, y]) {
  return x > box[0] && x < box[2] && y > box[1] && y < box[3];
}

/* Whether an edge of the view goes through a box; what is wholly outside is not cut. */
export function cut(box, view) {
  return Boolean(view) && meet(box, view) && !(box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3]);
}

export function middleOf(box) {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/* Points on a line, one every `step` pixels. */
export function sampled(line, step) {
  const count = Math.max(1, Math.floor(lengthOf(line) / step));
  return Array.from({ length: count + 1 }, (_, i) => pointAt(line, (i * lengthOf(line)) / count));
}

export function meet(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

export function boxAround([x, y], width, height) {
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

/* How wide a word is, in ems: a Han character is one, a Latin letter or a digit about half. */
export function widthInEms(word) {
  return Array.from(word).reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x2e80 ? 0.58 : 1), 0);
}

export function lengthOf(line) {
  let length = 0;
  for (let i = 1; i < line.length; i += 1) length += distance(line[i - 1], line[i]);
  return length;
}

/* The point at a distance from the line's beginning. */
export function pointAt(line, far) {
  let left = far;
  for (let i = 1; i < line.length; i += 1) {
    const step = distance(line[i - 1], line[i]);
    if (left <= step && step > 0) {
      const part = left / step;
      return [0, 1].map((axis) => line[i - 1][axis] + part * (line[i][axis] - line[i - 1][axis]));
    }
    left -= step;
  }
  return line[line.length - 1];
}

/*
 * Where the letters of a name stand along a line, upright, as on a Chinese map: read from the left, or from above
 * where the line runs up and down. Null where the line bends too much to be read.
 */
export function lettersAlong(line, count, step, middle) {
  const points = Array.from({ length: count }, (_, i) => pointAt(line, middle + (i - (count - 1) / 2) * step));
  const first = points[0];
  const last = points[count - 1];
  if (distance(first, last) < 0.85 * step * (count - 1)) return null;
  const across = Math.abs(last[0] - first[0]) >= Math.abs(last[1] - first[1]);
  const backwards = across ? last[0] < first[0] : last[1] < first[1];
  return backwards ? points.reverse() : points;
}

/* Middles to try for a name: one in each stretch of `every` pixels, from the stretch's middle outwards. */
export function stretches(length, needed, every) {
  const count = Math.max(1, Math.round(length / every));
  const stretch = length / count;
  return Array.from({ length: count }, (_, i) => {
    const centre = (i + 0.5) * stretch;
    const room = Math.max(0, (Math.min(stretch, length) - needed) / 2);
    const shifts = [0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1].map((part) => centre + part * room);
    return shifts.filter((middle) => middle - needed / 2 >= 0 && middle + needed / 2 <= length);
  });
}

function distance([ax, ay], [bx, by]) {
  return Math.hypot(bx - ax, by - ay);
}
