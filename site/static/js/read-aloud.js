/* Reading a page aloud with the browser's own voice: paragraph by paragraph, so that it can rest and go on. */

const READ = "h1, h2, h3, h4, p, li, dt, dd, figcaption, blockquote, td, th";
/* What is there to press or to look at, not to be read. */
const NOT_READ =
  "nav, form, button, details:not([open]), .share, .visually-hidden, [hidden], [aria-hidden=true], script, svg, my-state, term-note";

/** Return the elements below `root` whose text is read, in order; one inside another only once. */
export function passages(root) {
  const text = root.querySelector("article") ?? root;
  return [...text.querySelectorAll(READ)].filter(
    (one) => !one.closest(NOT_READ) && !one.querySelector(READ) && one.textContent.trim(),
  );
}

export class ReadAloud {
  constructor(controls, main) {
    this.controls = controls;
    this.main = main;
    this.said = controls.querySelector("[data-reading-said]");
    this.play = controls.querySelector("[data-play]");
    this.end = controls.querySelector("[data-stop]");
    if (!("speechSynthesis" in window) || passages(main).length === 0) return;
    controls.hidden = false;
    this.state = "still";
    this.play.addEventListener("click", () => this.press());
    this.end.addEventListener("click", () => {
      this.stop();
      this.play.focus();
    });
    addEventListener("pagehide", () => this.stop());
  }

  press() {
    if (this.state === "reading") this.rest();
    else if (this.state === "resting") this.goOn();
    else this.begin();
  }

  begin() {
    this.left = passages(this.main);
    speechSynthesis.cancel();
    this.next();
  }

  /** Pause by stopping: `speechSynthesis.pause()` does nothing on many phones. The passage is read again from its start. */
  rest() {
    this.become("resting");
    this.turn = null;
    speechSynthesis.cancel();
  }

  goOn() {
    if (this.now) this.left.unshift(this.now);
    this.next();
  }

  next() {
    this.mark(this.left.shift());
    if (!this.now) {
      this.stop();
      return;
    }
    this.become("reading");
    const words = new SpeechSynthesisUtterance(this.now.textContent.trim());
    const turn = (this.turn = {});
    // A passage in Chinese on an English page says so.
    words.lang = this.now.closest("[lang]").lang;
    words.rate = 0.9;
    words.onend = () => this.turn === turn && this.next();
    words.onerror = () => this.turn === turn && this.fail();
    speechSynthesis.speak(words);
  }

  stop() {
    if (!this.state || this.state === "still") return;
    this.turn = null;
    speechSynthesis.cancel();
    this.mark(undefined);
    this.become("still");
  }

  fail() {
    this.stop();
    this.said.textContent = this.controls.dataset.failed;
  }

  mark(passage) {
    this.now?.classList.remove("is-read-aloud");
    this.now = passage;
    passage?.classList.add("is-read-aloud");
    passage?.scrollIntoView?.({ block: "nearest" });
  }

  become(state) {
    this.state = state;
    const { still, reading, resting } = this.controls.dataset;
    this.play.textContent = { still, reading, resting }[state];
    this.end.hidden = state === "still";
    this.said.textContent = "";
  }
}
