/* 长辈版: larger type, larger targets, more contrast, reading aloud. The browser keeps it; the page's bytes know nothing of it. */
import { ReadAloud } from "./read-aloud.js";

const SIZES = ["100", "125", "150", "175", "200"];
const FIRST = "125";
const root = document.documentElement;

class ElderBar extends HTMLElement {
  connectedCallback() {
    this.switch = document.querySelector("[data-elder-switch]");
    this.status = this.querySelector("[data-said]");
    this.switch.addEventListener("click", () => this.turn(!root.dataset.elder));
    this.on("off", () => this.turn(false));
    this.on("smaller", () => this.step(-1));
    this.on("larger", () => this.step(1));
    this.on("contrast", () => this.contrast());
    // Another tab chose something, or the page comes back as it was left.
    addEventListener("storage", (event) => event.key === "elder" && this.take(event.newValue));
    addEventListener("pageshow", (event) => event.persisted && this.take(kept()));
    this.reading = new ReadAloud(this.querySelector("[data-aloud]"), document.querySelector("main"));
    this.show();
  }

  on(name, act) {
    this.querySelector(`[data-${name}]`).addEventListener("click", act);
  }

  turn(on) {
    if (on) root.dataset.elder = FIRST;
    else {
      delete root.dataset.elder;
      delete root.dataset.contrast;
      this.reading.stop();
      if (this.contains(document.activeElement)) this.switch.focus();
    }
    this.keep(on ? this.dataset.turnedOn : this.dataset.turnedOff);
  }

  step(by) {
    const next = SIZES[SIZES.indexOf(root.dataset.elder) + by];
    if (!next) return;
    root.dataset.elder = next;
    this.keep(this.dataset.sized.replace("{n}", next));
  }

  contrast() {
    const on = !("contrast" in root.dataset);
    if (on) root.dataset.contrast = "";
    else delete root.dataset.contrast;
    this.keep(on ? this.dataset.contrastOn : this.dataset.contrastOff);
  }

  keep(said) {
    const { elder, contrast } = root.dataset;
    const stored = write(elder && JSON.stringify({ size: elder, contrast: contrast !== undefined }));
    this.show();
    this.status.textContent = stored ? said : `${said} ${this.dataset.notKept}`;
  }

  take(text) {
    delete root.dataset.elder;
    delete root.dataset.contrast;
    try {
      const { size, contrast } = JSON.parse(text) ?? {};
      if (SIZES.includes(size)) root.dataset.elder = size;
      if (size && contrast === true) root.dataset.contrast = "";
    } catch {
      /* Not ours. */
    }
    this.show();
  }

  show() {
    const { elder } = root.dataset;
    this.switch.setAttribute("aria-pressed", String(Boolean(elder)));
    this.querySelector("[data-contrast]").setAttribute("aria-pressed", String("contrast" in root.dataset));
    this.querySelector("[data-size]").textContent = elder ? `${elder}%` : "";
    // Not `disabled`: the key that was just pressed would lose its place.
    this.querySelector("[data-smaller]").setAttribute("aria-disabled", String(elder === SIZES[0]));
    this.querySelector("[data-larger]").setAttribute("aria-disabled", String(elder === SIZES.at(-1)));
  }
}

function kept() {
  try {
    return localStorage.getItem("elder");
  } catch {
    return null;
  }
}

function write(text) {
  try {
    if (text) localStorage.setItem("elder", text);
    else localStorage.removeItem("elder");
    return true;
  } catch {
    return false;
  }
}

customElements.define("elder-bar", ElderBar);
