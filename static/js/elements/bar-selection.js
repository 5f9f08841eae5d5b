// <bar-selection> lies over the drawing inside .sheet and shows which bars are selected (selection.js).
// Attributes: touch, while a finger selects instead of scrolling; data-one, data-many, data-nothing: sentences for screen readers.
// Selects by dragging over the score (with Alt: one staff), Shift-click, and on the focused sheet by keys: arrows move from bar to
// bar, Shift extends, Alt with up and down chooses a staff, Ctrl+A takes all, Escape lets go. Enter plays from there (score:seek-bar).
// Hears score:drawn, score:selected, score:select.

import { fill, hear, tell } from "../events.js";
import { lay, placesOf, pointIn } from "../places.js";
import { selection } from "../selection.js";

const DRAG_FROM = 6; // CSS pixels; less is a click

class BarSelection extends HTMLElement {
  #sheet;
  #anchor = null;  // the bar from which Shift and a drag reach out
  #drag = null;    // {x, y, bar, staff, isMoving}
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#sheet = this.closest(".sheet");
    hear("drawn", () => this.#show(), signal);
    hear("selected", () => this.#show(), signal);
    hear("select", (range) => (range.first === null ? selection.clear() : selection.set(range)), signal);
    this.#sheet.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    this.#sheet.addEventListener("pointermove", (event) => this.#move(event), { signal });
    this.#sheet.addEventListener("pointerup", () => this.#release(), { signal });
    this.#sheet.addEventListener("pointercancel", () => { this.#drag = null; }, { signal });
    // Before the sheet's own click, which would start to play.
    this.#sheet.addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    this.#sheet.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#show();
  }

  disconnectedCallback() { this.#listening.abort(); }

  get places() { return placesOf(this.#sheet); }

  #press(event) {
    if (event.button !== 0 || event.shiftKey || (event.pointerType === "touch" && !this.hasAttribute("touch"))) return;
    const place = this.places.at(...pointIn(this.#sheet, event));
    if (place) this.#drag = { x: event.clientX, y: event.clientY, ...place, isMoving: false };
  }

  #move(event) {
    const drag = this.#drag;
    if (!drag || (!drag.isMoving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_FROM)) return;
    if (!drag.isMoving) this.#sheet.setPointerCapture(event.pointerId);
    drag.isMoving = true;
    event.preventDefault();
    const place = this.places.at(...pointIn(this.#sheet, event));
    this.#anchor = drag.bar;
    selection.set({ first: drag.bar, last: place.bar, staff: event.altKey ? drag.staff : null });
  }

  #release() {
    if (this.#drag?.isMoving) setTimeout(() => { this.#drag = null; }); // after the click that ends a drag
    else this.#drag = null;
  }

  #click(event) {
    const wasDragged = this.#drag?.isMoving;
    if (!wasDragged && !event.shiftKey) return;
    event.stopPropagation();
    event.preventDefault();
    if (wasDragged) return;
    const place = this.places.at(...pointIn(this.#sheet, event));
    if (!place) return;
    if (selection.isEmpty) this.#anchor = place.bar;
    selection.set({ first: this.#anchor ?? selection.current.first, last: place.bar, staff: event.altKey ? place.staff : null });
    this.#announce();
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const isPlain = !event.ctrlKey && !event.metaKey;
    if (step && isPlain && !event.altKey) this.#walk(step, event.shiftKey);
    else if (["ArrowUp", "ArrowDown"].includes(event.key) && event.altKey && isPlain) this.#chooseStaff(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "a" && !isPlain) selection.set({ first: this.places.first, last: this.places.last });
    else if (event.key === "Escape" && !selection.isEmpty) selection.clear();
    else if (event.key === "Enter" && !selection.isEmpty) tell("seek-bar", { bar: selection.current.first });
    else return;
    event.preventDefault();
    this.#announce();
  }

  #walk(step, isExtending) {
    const { first, last, staff } = selection.current;
    const [lowest, highest] = [this.places.first, this.places.last];
    if (lowest === null) return;
    const inside = (bar) => Math.min(Math.max(bar, lowest), highest);
    if (first === null) this.#anchor = step > 0 ? lowest : highest;
    else if (!isExtending) this.#anchor = inside((step > 0 ? last : first) + step);
    else if (![first, last].includes(this.#anchor)) this.#anchor = first;
    const moving = first === this.#anchor ? last : first;
    const end = isExtending && first !== null ? inside(moving + step) : this.#anchor;
    selection.set({ first: this.#anchor, last: end, staff });
    this.#reveal(end);
  }

  #chooseStaff(step) {
    if (selection.isEmpty) return;
    const choices = [null, ...this.places.staves];
    const next = choices[(choices.indexOf(selection.current.staff) + step + choices.length) % choices.length];
    selection.set({ ...selection.current, staff: next });
  }

  #reveal(number) { this.places.bar(number)?.group.scrollIntoView({ block: "nearest", inline: "nearest" }); }

  #show() {
    const boxes = selection.isEmpty ? [] : this.places.boxes(selection.current);
    this.querySelectorAll(".selected-bars").forEach((mark) => mark.remove());
    for (const each of boxes) {
      const mark = document.createElement("div");
      mark.className = "selected-bars";
      lay(mark, each, 8);
      this.append(mark);
    }
  }

  // What the words say of the bar comes from the page's own list (spoken.py).
  #announce() {
    const { first, last } = selection.current;
    const words = document.querySelector(`[data-bar-words="${first}"]`)?.textContent ?? "";
    const sentence = first === null ? this.dataset.nothing : fill(first === last ? this.dataset.one : this.dataset.many, { first, last });
    this.querySelector("[data-announce]").textContent = first === last && words ? words : sentence;
  }
}

customElements.define("bar-selection", BarSelection);
