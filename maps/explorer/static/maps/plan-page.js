/* <plan-page>: filters without a reload, and a list and a map that select in each other. All of it also works as plain links. */

import "./plan-sheet.js";
import { filtersOf, queryOf, selectedOf, withSelected } from "./choice.js";

/* How high the card of what is selected lies over a phone's map. */
const CARD = 150;
const WIDE = window.matchMedia("(min-width: 60rem)");

class PlanPage extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("[data-filters]");
    this.map = this.querySelector("plan-map");
    this.rows = this.querySelector("[data-swap]");
    this.card = this.querySelector("[data-card]");
    this.sheet = this.querySelector("plan-sheet");
    this.selected = selectedOf(location.search) || null;
    this.shown = location.pathname + filtersOf(location.search);
    this.classList.add("has-script");
    this.foldLegend(this.querySelector("[data-legend]"));
    const sizes = new ResizeObserver(() => this.placeCard());
    for (const part of [this.card, this.querySelector(".plan-picture")]) sizes.observe(part);
    this.listenToFilters();
    this.listenToList();
    this.listenToMap();
    window.addEventListener("popstate", () => this.goTo(location.search, { push: false }));
    customElements.whenDefined("plan-map").then(() => this.map.ready).then(() => this.mapStands());
  }

  mapStands() {
    if (!this.map.map) return;
    this.classList.add("has-map");
    this.map.foot = WIDE.matches ? 0 : CARD;
    this.map.show(this.slugs());
    this.querySelector("[data-comments]").hidden = false;
    if (this.selected) this.showSelected();
    this.map.resized(); // the card takes some of the room that the map had when it stood up
  }

  /* On a phone it is closed, and opened it is seen together with the map. */
  foldLegend(legend) {
    if (!WIDE.matches) legend.open = false;
    legend.addEventListener("toggle", () => {
      if (legend.open && !WIDE.matches) legend.scrollIntoView({ block: "nearest" });
    });
  }

  listenToFilters() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("[data-filters] a[href], a[data-filter]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.goTo(new URL(link.href).search);
    });
    this.addEventListener("change", (event) => {
      if (event.target.matches("[data-show-comments]")) this.map.showComments(event.target.checked);
      else if (event.target.form === this.form) this.goTo(this.typed());
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.goTo(this.typed());
    });
  }

  typed() {
    return queryOf(new FormData(this.form), this.querySelectorAll("input[type=checkbox][name=kind]").length);
  }

  /* Show another choice: the same address that a link would lead to, its page fetched and its parts put in here. */
  async goTo(search, { push = true } = {}) {
    const filters = filtersOf(search);
    const url = this.dataset.here + filters;
    this.selected = selectedOf(search) || (push ? this.selected : null);
    this.asked = url; // whatever is still on its way is too late now
    if (push) history.pushState(null, "", this.dataset.here + withSelected(filters, this.selected));
    if (url !== this.shown && !(await this.load(url))) return;
    if (this.selected && !this.row(this.selected)) this.selected = null;
    if (push) this.keepSelected();
    this.map.show?.(this.slugs());
    this.map.filter?.(filters);
    this.select(this.selected, { move: !push });
  }

  async load(url) {
    this.asked = url;
    this.rows.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (this.asked !== url) return false;
      this.take(page);
      this.shown = url;
    } catch {
      if (this.asked === url) location.assign(url);
      return false;
    } finally {
      if (this.asked === url) this.rows.removeAttribute("aria-busy");
    }
    return true;
  }

  /* Rows are swapped; links and boxes only get new attributes, so that the focus stays where it is. */
  take(page) {
    this.rows.replaceChildren(...page.querySelector("[data-swap]").childNodes);
    this.querySelector(".plan-drawing")?.replaceWith(page.querySelector(".plan-drawing"));
    for (const element of this.querySelectorAll("[data-sync]")) {
      const fresh = page.getElementById(element.id);
      if (!fresh) continue;
      for (const name of ["href", "aria-current", "hidden", "disabled", "value"]) copyAttribute(name, fresh, element);
      if (element.type === "checkbox") element.checked = fresh.checked;
      else if (!element.children.length) element.textContent = fresh.textContent;
    }
  }

  listenToList() {
    const slugOf = (event) => event.target.closest("[data-slug]")?.dataset.slug || null;
    const near = (event) => this.near(slugOf(event));
    this.rows.addEventListener("mouseover", near);
    this.rows.addEventListener("focusin", near);
    this.rows.addEventListener("mouseleave", () => this.near(null));
    this.rows.addEventListener("focusout", () => this.near(null));
    this.rows.addEventListener("click", (event) => {
      const show = event.target.closest("[data-show]");
      if (!this.map.map || (!show && event.target.closest("a"))) return;
      event.preventDefault();
      this.select(slugOf(event));
      this.keepSelected();
      if (show) this.sheet.lower();
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.selected) return;
      this.select(null);
      this.keepSelected();
    });
  }

  listenToMap() {
    this.map.addEventListener("plan-near", (event) => this.markRow("is-near", event.detail.slug));
    this.map.addEventListener("plan-select", (event) => {
      const { slug, by } = event.detail;
      this.selected = slug;
      this.showSelected();
      this.keepSelected();
      if (by === "key" && slug) this.row(slug)?.querySelector("h3 a").focus();
      else if (slug && WIDE.matches) this.row(slug)?.scrollIntoView({ block: "nearest" });
    });
  }

  near(slug) {
    if (slug === this.nearSlug) return;
    this.nearSlug = slug;
    this.markRow("is-near", slug);
    this.map.near?.(slug);
  }

  select(slug, { move = true } = {}) {
    this.selected = slug;
    this.map.select?.(slug, { move });
    this.showSelected();
  }

  showSelected() {
    this.markRow("is-selected", this.selected);
    this.fillCard(this.selected && this.row(this.selected));
  }

  /* The address says what is selected, so that it can be sent; selecting is no step of the history. */
  keepSelected() {
    history.replaceState(history.state, "", location.pathname + withSelected(location.search, this.selected));
  }

  /* On a phone the row may be far down: what is selected also stands at the foot of the map. */
  fillCard(row) {
    this.card.replaceChildren();
    this.card.hidden = !row;
    if (!row) return;
    const link = row.querySelector("h3 a").cloneNode(true);
    const tag = row.querySelector(".tag").cloneNode(true);
    this.card.append(link, " ", tag);
  }

  /* It lies on the map's foot, whatever is open below the map, and the map's own words rise above it. */
  placeCard() {
    const foot = this.map.querySelector("[data-canvas]").getBoundingClientRect().bottom;
    const below = this.querySelector(".plan-picture").getBoundingClientRect().bottom - foot;
    this.style.setProperty("--below", `${below}px`);
    this.style.setProperty("--card", `${this.card.offsetHeight}px`);
  }

  markRow(name, slug) {
    this.rows.querySelectorAll(`.${name}`).forEach((row) => row.classList.remove(name));
    if (slug) this.row(slug)?.classList.add(name);
  }

  row(slug) {
    return document.getElementById(`p-${slug}`);
  }

  slugs() {
    return new Set(Array.from(this.rows.querySelectorAll("[data-slug]"), (row) => row.dataset.slug));
  }
}

function copyAttribute(name, from, to) {
  if (from.hasAttribute(name)) to.setAttribute(name, from.getAttribute(name));
  else to.removeAttribute(name);
}

customElements.define("plan-page", PlanPage);
