/* What a term means, where it is tapped. The link to the glossary becomes the button that opens its note; a second tap,
   Escape, the note's own button and a tap anywhere else close it. */

const GAP = 8;
/* Below this width the note lies at the foot of the screen; the style sheet has the same number. */
const NARROW = matchMedia("(max-width: 47.99rem)");

class TermNote extends HTMLElement {
  connectedCallback() {
    const link = document.querySelector(`a.term[href$="#${this.id.slice("term-".length)}"]`);
    if (!link || !("showPopover" in this)) return;
    this.link = link;
    this.hidden = false;
    link.role = "button";
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-controls", this.id);
    link.ariaExpanded = "false";
    // Pressing the term of an open note has closed it before the click comes.
    link.addEventListener("pointerdown", () => (this.wasOpen = this.matches(":popover-open")));
    link.addEventListener("click", (event) => this.press(event));
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") this.press(event);
    });
    this.addEventListener("toggle", (event) => this.turned(event.newState === "open"));
  }

  /** Open the note; a click that is meant for another tab follows the link. */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const wasOpen = this.wasOpen;
    this.wasOpen = false;
    if (wasOpen) return;
    this.showPopover({ source: this.link });
    this.place();
    this.focus({ preventScroll: true });
  }

  turned(isOpen) {
    this.link.ariaExpanded = String(isOpen);
    // Where something else was pressed the focus is there; where it would be lost it goes back to the term.
    if (!isOpen && (document.activeElement === document.body || this.contains(document.activeElement))) {
      this.link.focus({ preventScroll: true });
    }
  }

  /** Put the note below its term, or above where there is no room. */
  place() {
    this.style.inset = "";
    const at = this.link.getClientRects()[0];
    if (NARROW.matches) {
      scrollBy(0, Math.max(0, at.bottom + GAP - this.getBoundingClientRect().top));
      return;
    }
    const left = Math.min(at.left, document.documentElement.clientWidth - this.offsetWidth - GAP);
    const below = at.bottom + GAP + this.offsetHeight <= innerHeight;
    const top = below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - this.offsetHeight);
    this.style.inset = `${top}px auto auto ${Math.max(GAP, left)}px`;
  }
}

customElements.define("term-note", TermNote);
