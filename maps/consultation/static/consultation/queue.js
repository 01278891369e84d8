/* Keys for the moderators' queue. Every one of them presses a button that is on the page: without this all works by mouse. */

const PLACE = "queue-place";

const entries = () => Array.from(document.querySelectorAll("[data-entry]"));
const current = () => document.activeElement?.closest("[data-entry]") ?? document.querySelector("[data-entry].is-current");

function go(entry) {
  document.querySelector("[data-entry].is-current")?.classList.remove("is-current");
  if (!entry) return;
  entry.classList.add("is-current");
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = entries();
  const here = all.indexOf(current());
  go(all[here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1)]);
}

/* The place in the list, not the comment: after a decision the next one has moved up to where this one was. */
function remember() {
  const here = entries().indexOf(current());
  if (here >= 0) sessionStorage.setItem(PLACE, String(here));
}

function restore() {
  const here = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  const all = entries();
  if (here !== null && all.length) go(all[Math.min(Number(here), all.length - 1)]);
}

function press(key) {
  const button = current()?.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  const details = button.closest("details");
  if (details) {
    details.open = true;
    details.querySelector("select")?.focus();
    return;
  }
  remember();
  button.click();
}

function help() {
  const dialog = document.querySelector("[data-help]");
  if (dialog && !dialog.open) dialog.showModal();
}

const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  a: () => press("a"),
  r: () => press("r"),
  h: () => press("h"),
  x: () => current()?.querySelector("[data-tick]")?.click(),
  u: () => Array.from(document.querySelectorAll("[data-undo]")).at(-1)?.click(),
  "?": help,
};

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.closest("[data-entry] details")) {
    event.target.closest("details").open = false;
    go(current());
    return;
  }
  /* Arrows scroll until somebody has begun to move by keys. */
  const arrow = event.key.startsWith("Arrow") && !current();
  if (!Object.hasOwn(KEYS, event.key) || arrow || isTyping(event.target)) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.addEventListener("submit", (event) => {
  if (event.target.closest("[data-entry]")) remember();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-help-button]")) help();
});

const button = document.querySelector("[data-help-button]");
if (button) button.hidden = false;
restore();
