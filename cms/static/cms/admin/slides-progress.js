// Asks every two seconds how far the slides are, as long as they are being made; the button tries again.

const EVERY = 2000;

class SlidesProgress extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-retry]")) this.load("POST");
    });
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    if (this.querySelector("[data-going-on]")) this.timer = setTimeout(() => this.load("GET"), EVERY);
  }

  async load(method) {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = method === "POST" ? { "X-CSRFToken": token } : {};
    const answer = await fetch(this.dataset.url, { method, headers }).catch(() => null);
    if (answer?.ok) this.innerHTML = await answer.text();
    this.wait();
  }
}

customElements.define("slides-progress", SlidesProgress);
