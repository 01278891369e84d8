/* What every page does after it has arrived: fill in the day and who reads it, and share. The page works without. */
import "./suggest.js";

/* <today-date>: the page is cached for everyone, the day is the reader's (in Shanghai). */
class TodayDate extends HTMLElement {
  connectedCallback() {
    const form = { timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric", weekday: "long" };
    const english = document.documentElement.lang === "en";
    this.textContent = new Intl.DateTimeFormat(english ? "en-GB" : "zh-CN", form).format(new Date()).replace(/(日)(星期|周)/, "$1 $2");
  }
}

class MyState extends HTMLElement {
  async connectedCallback() {
    try {
      const here = encodeURIComponent(location.pathname + location.search);
      const answer = await fetch(`${this.dataset.url}?next=${here}`);
      if (answer.ok) this.innerHTML = await answer.text();
    } catch {
      /* Offline: the plain link stays. */
    }
  }
}

/* <share-button> shows its button only where it can do something. */
class ShareButton extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => this.share(button));
  }

  async share(button) {
    const url = this.dataset.url || location.href;
    if (navigator.share) {
      await navigator.share({ title: document.title, url }).catch(() => {});
      return;
    }
    try {
      await navigator.clipboard.writeText(url);
      button.textContent = this.dataset.copied;
    } catch {
      /* No clipboard without TLS: show the address, to be copied by hand. */
      button.replaceWith(Object.assign(document.createElement("input"), { value: url, readOnly: true }));
      this.querySelector("input").select();
    }
  }
}

customElements.define("today-date", TodayDate);
customElements.define("my-state", MyState);
customElements.define("share-button", ShareButton);
