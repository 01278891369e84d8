/* Supporting a comment where it stands. Without this script the same link leads to a page with one button. */

class Thread {
  constructor(section) {
    this.section = section;
    this.buttons = new Map();
    for (const link of section.querySelectorAll("[data-support]")) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-pressed", "false");
      this.buttons.set(Number(link.dataset.support), link);
    }
    section.addEventListener("click", (event) => this.clicked(event));
    section.addEventListener("keydown", (event) => {
      if (event.key === " " && event.target.matches("[data-support]")) this.clicked(event);
    });
    this.mine = this.buttons.size ? this.ask() : Promise.resolve(null);
  }

  /* Which of these I support, and the token to say so; null for somebody who is not signed in, or offline. */
  async ask() {
    const answer = await fetch(this.section.dataset.supports).catch(() => null);
    const mine = answer?.ok ? await answer.json() : null;
    if (!mine?.token) return null;
    for (const id of mine.supported) this.show(this.buttons.get(id), true);
    return mine;
  }

  async clicked(event) {
    const link = event.target.closest("[data-support]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const mine = await this.mine;
    if (!mine) {
      location.assign(link.href);
      return;
    }
    if (link.dataset.busy) return;
    link.dataset.busy = "yes";
    await this.send(link, mine.token, link.getAttribute("aria-pressed") === "true");
    delete link.dataset.busy;
  }

  async send(link, token, undo) {
    const body = new URLSearchParams(undo ? { undo: "1" } : {});
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const answer = await fetch(link.href, { method: "POST", body, headers }).catch(() => null);
    const said = answer?.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (said.sign_in) location.assign(said.sign_in);
    else if (answer?.ok) {
      this.show(link, said.supported);
      link.querySelector("[data-number]").textContent = said.count;
    } else this.say(link, said.detail || this.section.dataset.failed);
  }

  show(link, supported) {
    link?.setAttribute("aria-pressed", String(supported));
  }

  say(link, sentence) {
    let place = link.parentElement.querySelector("[role=alert]");
    if (!place) {
      place = Object.assign(document.createElement("span"), { className: "error" });
      place.setAttribute("role", "alert");
      link.parentElement.append(place);
    }
    place.textContent = sentence;
  }
}

for (const section of document.querySelectorAll("[data-thread]")) new Thread(section);
