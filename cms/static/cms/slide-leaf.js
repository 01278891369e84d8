// Leafs through slides by arrow keys and by swiping; the links do the same without script.

const FAR_ENOUGH = 50;

class SlideLeaf extends HTMLElement {
  connectedCallback() {
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("touchstart", (event) => { this.start = fingerOf(event); }, { passive: true });
    this.addEventListener("touchend", (event) => this.swiped(event), { passive: true });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (event.key === "ArrowLeft") this.turn("prev");
    if (event.key === "ArrowRight") this.turn("next");
  }

  swiped(event) {
    const direction = this.start ? swipeDirection(this.start, fingerOf(event)) : "";
    this.start = null;
    if (direction) this.turn(direction);
  }

  turn(rel) {
    this.querySelector(`a[rel=${rel}]`)?.click();
  }
}

// Null for two fingers: they enlarge the picture.
function fingerOf(event) {
  const finger = event.changedTouches[0];
  const alone = event.touches.length <= 1 && (window.visualViewport?.scale ?? 1) <= 1.01;
  return alone ? { x: finger.clientX, y: finger.clientY } : null;
}

// A finger that goes to the left pulls the next slide in.
export function swipeDirection(from, to) {
  if (!from || !to) return "";
  const across = to.x - from.x;
  if (Math.abs(across) < FAR_ENOUGH || Math.abs(across) < 2 * Math.abs(to.y - from.y)) return "";
  return across < 0 ? "next" : "prev";
}

customElements.define("slide-leaf", SlideLeaf);
