/*
 * <plan-sheet>: on a phone the list is a sheet that lies over the lower part of the map. It is moved by scrolling the
 * page, so dragging is the phone's own; three buttons lead to its three heights. On a wide screen it is just the list.
 */

const WIDE = window.matchMedia("(min-width: 60rem)");
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const NEARLY_UP = 112; // from the top: the sheet is as high as it goes
const MOTION = 180;

class PlanSheet extends HTMLElement {
  connectedCallback() {
    this.page = this.closest("plan-page");
    this.bar = this.querySelector("[data-bar]");
    this.picture = this.page.querySelector(".plan-picture");
    this.bar.hidden = false;
    this.bar.addEventListener("click", (event) => {
      const height = event.target.closest("[data-height]")?.dataset.height;
      if (height) this.go(height);
    });
    window.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.scrolled();
  }

  go(height) {
    this.page.dataset.sheet = height;
    const top = height === "full" ? this.offsetOf(this) : this.offsetOf(this.page.querySelector(".plan-head")) + this.headHeight();
    this.press(height);
    glide(top);
  }

  /* Let the map be seen again, when something on it was asked for. */
  lower() {
    if (!WIDE.matches) this.go("half");
  }

  headHeight() {
    return this.page.querySelector(".plan-head").offsetHeight;
  }

  offsetOf(element) {
    return element.getBoundingClientRect().top + window.scrollY;
  }

  scrolled() {
    if (WIDE.matches || this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = null;
      const full = this.getBoundingClientRect().top <= NEARLY_UP;
      this.press(full ? "full" : this.page.dataset.sheet === "low" ? "low" : "half");
    });
  }

  press(height) {
    for (const button of this.bar.querySelectorAll("[data-height]")) {
      button.setAttribute("aria-pressed", String(button.dataset.height === height));
    }
  }
}

/* Scroll there in a moment: the browser's own smooth scrolling takes longer the further it is. */
function glide(top) {
  const from = window.scrollY;
  const began = performance.now();
  const step = (now) => {
    const part = STILL ? 1 : Math.min(1, (now - began) / MOTION);
    window.scrollTo(0, from + (top - from) * (1 - (1 - part) ** 3));
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

customElements.define("plan-sheet", PlanSheet);
