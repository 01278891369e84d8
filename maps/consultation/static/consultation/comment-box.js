/* <comment-box>: keeps what is typed in this browser until it is accepted, says what went wrong on the way, counts letters. */

import "./photo-picker.js";
import "./shape-picker.js";
import { forgetDraft, keepDraft, newKey, readDraft } from "./draft.js";

const MAX_LENGTH = 2000;

class CommentBox extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea[name=text]");
    this.key = this.querySelector("input[name=key]");
    this.forgetWhatArrived();
    this.querySelector("[data-focus]")?.focus();
    this.addEventListener("htmx:sendError", () => this.say(this.dataset.offline));
    this.addEventListener("htmx:timeout", () => this.say(this.dataset.offline));
    this.addEventListener("htmx:responseError", (event) => this.refused(event.detail.xhr.status));
    if (!this.field || this.field.readOnly || !this.dataset.draft) return;
    this.restore();
    this.count();
    this.field.addEventListener("input", () => this.typed());
    this.addEventListener("shape-change", () => this.placed());
    this.addEventListener("submit", (event) => this.sending(event));
  }

  get name() {
    return this.dataset.draft;
  }

  /* A draft whose key the site has stored is no draft any more. One that was changed after sending has another key. */
  forgetWhatArrived() {
    const arrived = Array.from(this.querySelectorAll("[data-key]"), (item) => item.dataset.key);
    const draft = this.name ? readDraft(this.name) : null;
    if (draft?.key && [this.dataset.accepted, ...arrived].includes(draft.key)) forgetDraft(this.name);
    if (this.dataset.done) forgetDraft(this.dataset.done);
  }

  restore() {
    const draft = readDraft(this.name);
    const fresh = this.field.value === this.field.defaultValue && !this.querySelector(".error, .notice.bad[data-focus]");
    if (fresh) this.restorePlace(draft);
    if (draft?.text && fresh && draft.text !== this.field.value) {
      this.field.value = draft.text;
      if (this.key && draft.key) this.key.value = draft.key;
      this.say(this.dataset.restored, "status");
    }
    this.keep(Boolean(draft?.sent));
  }

  restorePlace(draft) {
    const { shape, place } = this.places;
    if (shape && !shape.value && draft?.shape) shape.value = draft.shape;
    if (place && !place.value && draft?.place) place.value = draft.place;
    if (draft?.shape || draft?.place) this.querySelector("shape-picker")?.refresh?.();
  }

  /* The fields that say where; a box that only gives a text back has none. */
  get places() {
    return { shape: this.querySelector("input[name=shape]"), place: this.querySelector("select[name=place]") };
  }

  keep(sent) {
    const { shape, place } = this.places;
    const kept = shape ? null : readDraft(this.name);
    const where = { shape: shape ? shape.value : kept?.shape, place: shape ? place?.value : kept?.place };
    keepDraft(this.name, { text: this.field.value, key: this.key?.value, sent, ...where });
  }

  /* A place was set, moved or cleared. Shown again after a refusal it is the same, and stays with its key. */
  placed() {
    const { shape, place } = this.places;
    const kept = readDraft(this.name);
    if ((kept?.shape || "") === shape.value && (kept?.place || "") === (place?.value || "")) return;
    this.renewKey();
    this.keep(false);
    this.querySelectorAll("shape-picker .error").forEach((error) => error.remove());
  }

  /* What was sent with the old key may have arrived: what is changed is another comment. */
  renewKey() {
    if (this.key && readDraft(this.name)?.sent) this.key.value = newKey();
  }

  typed() {
    this.renewKey();
    this.keep(false);
    this.forgetErrors();
    this.count();
    this.say("");
  }

  /* What was wrong with the text before it was changed says nothing about it now. */
  forgetErrors() {
    this.field.removeAttribute("aria-invalid");
    this.field.closest(".field").querySelectorAll(".error:not([data-count])").forEach((error) => error.remove());
    this.querySelectorAll(".notice.bad[data-focus]").forEach((notice) => notice.remove());
  }

  sending(event) {
    if (!event.target.matches("[data-comment-form]")) return;
    this.keep(true);
    this.say("");
    const usesHtmx = event.target.hasAttribute("hx-post") && window.htmx;
    if (usesHtmx) return;
    if (!navigator.onLine) {
      event.preventDefault();
      this.say(this.dataset.offline);
      return;
    }
    const button = event.target.querySelector("[type=submit]");
    setTimeout(() => { button.disabled = true; });
    window.addEventListener("pageshow", () => { button.disabled = false; }, { once: true });
  }

  async refused(status) {
    this.say(this.dataset.failed);
    if (status !== 403) return;
    const answer = await fetch(this.dataset.url).catch(() => null);
    if (answer?.ok) this.renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  /* The page was open too long, or somebody signed in elsewhere: take the token of a fresh box, or the way to sign in. */
  renew(fresh) {
    const token = fresh.querySelector("input[name=csrfmiddlewaretoken]");
    const signIn = fresh.querySelector("[data-sign-in]");
    if (token) this.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token.value; });
    if (signIn) {
      this.say(this.dataset.signedOut);
      this.querySelector("[data-said]").append(" ", signIn);
    } else if (token) this.say(this.dataset.renewed);
  }

  say(sentence, role = "alert") {
    const place = this.querySelector("[data-said]");
    if (!place) return;
    place.setAttribute("role", role);
    place.classList.toggle("bad", role === "alert");
    place.textContent = sentence;
    place.hidden = !sentence;
  }

  count() {
    const place = this.querySelector("[data-count]");
    if (!place) return;
    const left = Number(this.dataset.max || MAX_LENGTH) - Array.from(this.field.value.trim()).length;
    const sentence = left < 0 ? this.dataset.over : this.dataset.left;
    place.textContent = left < 200 ? sentence.replace("{n}", Math.abs(left)) : "";
    place.classList.toggle("error", left < 0);
  }
}

customElements.define("comment-box", CommentBox);
