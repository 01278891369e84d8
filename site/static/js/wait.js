/* <wait-a-moment data-seconds data-words>: its button rests until the time is over and says how long that is. */

class WaitAMoment extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.label = this.button.textContent;
    // By the clock: a phone that sleeps stops counting.
    this.until = Date.now() + Number(this.dataset.seconds) * 1000;
    this.timer = setInterval(() => this.show(), 1000);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    const left = Math.ceil((this.until - Date.now()) / 1000);
    this.button.disabled = left > 0;
    this.button.textContent = left > 0 ? this.dataset.words.replace("{n}", left) : this.label;
    if (left <= 0) clearInterval(this.timer);
  }
}

customElements.define("wait-a-moment", WaitAMoment);
