// Chapters and lines of the transcript jump in the recording; the line that is heard is marked and kept in sight.

class LecturePlayer extends HTMLElement {
  connectedCallback() {
    this.player = this.querySelector("video, audio");
    this.lines = [...this.querySelectorAll("[data-from]")];
    this.addEventListener("click", (event) => this.clicked(event));
    this.player.addEventListener("timeupdate", () => this.follow());
    this.onHash = () => this.jumpToHash();
    window.addEventListener("hashchange", this.onHash);
    this.jumpToHash();
  }

  disconnectedCallback() {
    window.removeEventListener("hashchange", this.onHash);
  }

  clicked(event) {
    const link = event.target.closest("a[data-at]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.player.currentTime = Number(link.dataset.at);
    this.player.play().catch(() => {}); // the browser may want a press on the player itself
  }

  // An address of one chapter or one line begins there; it does not make a sound by itself.
  jumpToHash() {
    const named = location.hash.match(/^#(chapter|cue)-\d+$/) && this.querySelector(location.hash);
    const link = named && named.querySelector("a[data-at]");
    if (link) this.player.currentTime = Number(link.dataset.at);
  }

  follow() {
    const now = this.player.currentTime;
    const line = this.lines.find((one) => Number(one.dataset.from) <= now && now < Number(one.dataset.to));
    if (line === this.current) return;
    this.current?.removeAttribute("aria-current");
    this.current = line;
    if (!line) return;
    line.setAttribute("aria-current", "true");
    const list = line.parentElement;
    list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3;
  }
}

customElements.define("lecture-player", LecturePlayer);
