/* One stop for the Tab key among many things on the map; the arrow keys go from one to the next. */

const NEXT = ["ArrowRight", "ArrowDown"];
const BEFORE = ["ArrowLeft", "ArrowUp"];

export class Roving {
  /* `list` returns the elements that can be reached now, in their order. */
  constructor(root, list) {
    this.list = list;
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.addEventListener("focusin", (event) => this.stopAt(event.target));
  }

  /* Make one element the stop: the one that was it, if it still can be reached. */
  refresh() {
    const elements = this.list();
    const stop = elements.includes(this.stop) ? this.stop : elements[0];
    elements.forEach((element) => element.setAttribute("tabindex", element === stop ? "0" : "-1"));
    this.stop = stop;
  }

  stopAt(element) {
    if (!this.list().includes(element)) return;
    this.stop = element;
    this.refresh();
  }

  pressed(event) {
    const elements = this.list();
    const here = elements.indexOf(event.target);
    if (here < 0) return;
    const to = goal(event.key, here, elements.length);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    elements[to].focus({ preventScroll: true });
  }
}

function goal(key, here, count) {
  if (NEXT.includes(key)) return (here + 1) % count;
  if (BEFORE.includes(key)) return (here - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
