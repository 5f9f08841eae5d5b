// <change-panel data-measures="16"> around the forms that change a piece. Without it they post and the page comes anew.
// It keeps the bars of the forms and the selection in step, shows what a kind of change needs, asks the machine for candidates
// (score:candidates, for the tray), also with another plan, and sends reshapes and locks (score:locks) without leaving the page.
// Hears score:selected, score:version; tells score:select.

import { desk } from "../desk.js";
import { fill, hear, tell } from "../events.js";

class ChangePanel extends HTMLElement {
  #measures = 0;
  #isInSight = false;
  #sight = new IntersectionObserver(([{ isIntersecting }]) => { this.#isInSight = isIntersecting; this.#offerJump(); });
  #range = { first: null, last: null };
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#measures = Number(this.dataset.measures);
    hear("selected", (range) => this.#follow(range), signal);
    hear("version", (facts) => this.#take(facts), signal);
    document.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("change", (event) => this.#changed(event), { signal });
    this.#sight.observe(this);
    this.#showKind();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#sight.disconnect();
  }

  get #ask() { return this.querySelector("[data-ask]"); }

  #follow({ first, last, staff }) {
    const [from, to] = first === null ? [1, this.#measures] : [first, last];
    for (const form of [this.#ask, this.querySelector("[data-lock]")]) {
      if (!form) continue;
      form.elements.first.value = from;
      form.elements.last.value = to;
      if (form.elements.staff) form.elements.staff.value = staff ?? "";
    }
    if (first !== null) {
      for (const field of this.querySelectorAll("[data-follow]")) field.value = field.dataset.follow === "first" ? first : last;
    }
    this.#say(first, last);
    this.#range = { first, last };
    this.#offerJump();
  }

  // On a narrow page the panel lies below the score.
  #offerJump() {
    const { first, last } = this.#range;
    const jump = document.querySelector("[data-jump]");
    jump.hidden = first === null || this.#isInSight;
    jump.textContent = fill(first === last ? jump.dataset.one : jump.dataset.many, { first, last });
  }

  #say(first, last) {
    const words = this.querySelector("[data-words]").dataset;
    const sentence = first === null ? words.all : first === last ? words.one : words.many;
    const hint = this.querySelector("[data-hint]");
    if (hint) hint.textContent = fill(sentence, { first, last, total: this.#measures });
    const label = this.querySelector("[data-lock-label]");
    if (!label) return;
    label.dataset.every ??= label.textContent;
    label.textContent = first === null ? label.dataset.every : fill(first === last ? label.dataset.one : label.dataset.some, { first, last });
  }

  #changed({ target }) {
    if (target.name === "kind") this.#showKind();
    if (target.form !== this.#ask || !["first", "last", "staff"].includes(target.name)) return;
    const { first, last, staff } = target.form.elements;
    const inside = (value) => Math.min(Math.max(Number(value) || 1, 1), this.#measures);
    tell("select", { first: inside(first.value), last: inside(last.value), staff: staff?.value ? Number(staff.value) : null });
  }

  #showKind() {
    const chosen = this.#ask?.querySelector("[name=kind]:checked");
    if (!chosen) return;
    this.querySelector("[data-kind-help]").textContent = chosen.closest("label").title;
    for (const row of this.querySelectorAll("[data-for]")) row.hidden = !row.dataset.for.split(" ").includes(chosen.value);
  }

  async #submit(event) {
    const form = event.target;
    if (!form.matches("[data-ask], [data-lock], [data-plan], [data-reshape]")) return;
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form, event.submitter));
    delete fields.csrfmiddlewaretoken;
    delete fields.base;
    const button = event.submitter;
    button.ariaDisabled = "true";
    if (form.matches("[data-ask]")) await this.#askFor(fields);
    else if (form.matches("[data-plan]")) await this.#askAnew(fields);
    else if (form.matches("[data-lock]")) await this.#lock(fields);
    else if (await desk.change("reshapes", fields)) tell("select", { first: null });
    button.ariaDisabled = "false";
  }

  async #askFor(fields) {
    const facts = await desk.post("changes", fields);
    if (facts) tell("candidates", { versions: facts.versions, first: Number(fields.first), last: Number(fields.last) });
  }

  async #askAnew(fields) {
    const facts = await desk.post("plans", fields);
    if (facts) tell("candidates", { versions: facts.versions, first: 1, last: this.#measures });
  }

  async #lock(fields) {
    const facts = await desk.post("locks", fields);
    if (!facts) return;
    tell("locks", facts);
    const unlock = this.querySelector("[data-unlock]");
    if (unlock) unlock.hidden = !facts.locks.length;
  }

  #take({ note_times: times, marks }) {
    for (const form of this.querySelectorAll("[data-mark]")) form.hidden = (form.dataset.wanted === "1") === marks[form.dataset.mark];
    if (!times || times.measure_count === this.#measures) return;
    this.#measures = times.measure_count;
    tell("select", { first: null });
    for (const field of this.querySelectorAll("[name=first], [name=last], [name=after]")) field.max = this.#measures;
    this.#follow({ first: null, last: null, staff: null });
  }
}

customElements.define("change-panel", ChangePanel);
