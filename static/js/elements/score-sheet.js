// <score-sheet> holds the engraved systems. It draws each `measures` frame into the element of its system, marks the notes
// that sound (score:sounding {ids}) and asks the player to start at a note that is clicked (score:seek {id}).
// After every change of the drawing or its size it tells score:drawn, for whatever lies over it.

import { hear, tell } from "../events.js";
import { nearestOf } from "../pointing.js";

class ScoreSheet extends HTMLElement {
  #sheet;
  #drawing;
  #resized = new ResizeObserver(() => tell("drawn"));
  #sounding = new Set();
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#sheet = this.querySelector(".sheet");
    this.#drawing = this.querySelector(".sheet-drawing");
    this.#resized.observe(this.#drawing);
    hear("measures", (frame) => this.#draw(frame), signal);
    hear("music", ({ svg }) => this.#replace(svg), signal);
    hear("sounding", ({ ids }) => this.#mark(ids), signal);
    hear("refreshed", () => tell("drawn"), signal);
    hear("drawn", () => this.#remark(), signal);
    this.addEventListener("click", (event) => this.#seek(event), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#resized.disconnect();
  }

  #draw(frame) {
    const drawn = this.#drawing.querySelector(`[data-system="${frame.system}"]`);
    const system = drawn ?? document.createElement("div");
    system.className = drawn ? "system" : "system is-new";
    system.dataset.system = frame.system;
    // Our own server's engraving of notes: it holds no words of a user.
    system.innerHTML = frame.svg;
    if (!drawn) this.#place(system);
    this.querySelector("[data-waiting]")?.setAttribute("hidden", "");
    tell("drawn");
  }

  #replace(svg) {
    this.#drawing.innerHTML = svg;
    tell("drawn");
  }

  #place(system) {
    const number = Number(system.dataset.system);
    const next = [...this.#drawing.querySelectorAll("[data-system]")].find((other) => Number(other.dataset.system) > number);
    this.#drawing.insertBefore(system, next ?? null);
  }

  #mark(ids) {
    const now = new Set(ids);
    for (const id of this.#sounding) if (!now.has(id)) this.#note(id)?.classList.remove("is-sounding");
    for (const id of now) if (!this.#sounding.has(id)) this.#note(id)?.classList.add("is-sounding");
    this.#sounding = now;
  }

  #remark() {
    const ids = [...this.#sounding];
    this.#sounding = new Set();
    this.#mark(ids);
  }

  #note(id) { return this.#drawing.querySelector(`#${CSS.escape(id)}`); }

  #seek(event) {
    const svg = event.target.closest("svg");
    const note = event.target.closest("g.note") ?? (svg && nearestOf(svg.querySelectorAll("g.note"), event));
    if (note?.id) tell("seek", { id: note.id });
  }
}

customElements.define("score-sheet", ScoreSheet);
