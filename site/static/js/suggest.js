/* <search-suggest data-url data-label>: titles below a search box while one types. Without it the box just searches. */

const PAUSE = 180; // ms without a key, before anything is asked

class SearchSuggest extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input) return;
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.append(this.list);
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(combobox)) this.input.setAttribute(name, value);
    this.input.autocomplete = "off";
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing) this.wait();
    });
    this.input.addEventListener("compositionend", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget)) this.close();
    });
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.request?.abort();
    const typed = this.input.value.trim();
    if (!typed) return this.close();
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(typed)}`, { signal: this.request.signal });
      if (answer.ok) this.show(await answer.json());
    } catch {
      /* Offline, or typed on: the box still searches. */
    }
  }

  show(found) {
    this.list.replaceChildren(...found.map((one, number) => this.option(one, number)));
    this.chosen = -1;
    this.list.hidden = !found.length || document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  option({ title, url, kind }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.dataset.url = url;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = title;
    const what = document.createElement("small");
    what.textContent = kind;
    option.append(name, " ", what);
    // Before the box loses the focus, and with it the list.
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => location.assign(url));
    return option;
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.choose(step);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      location.assign(this.list.children[this.chosen].dataset.url);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  /* One further; above the first and below the last the box itself is chosen. */
  choose(step) {
    const amount = this.list.children.length + 1;
    this.chosen = ((this.chosen + 1 + step + amount) % amount) - 1;
    for (const [number, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(number === this.chosen));
    const option = this.list.children[this.chosen];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.show([]);
  }
}

customElements.define("search-suggest", SearchSuggest);
