// <lock-marks> lies over the drawing inside .sheet and shows which bars are locked. Reads #piece-locks: [[first, last, staff or null], …],
// bars from 1. A template inside holds the picture of a lock, data-label is the name of a lock, with {first} and {last}.
// Hears score:drawn, score:version and score:locks {locks}.

import { fill, hear } from "../events.js";
import { lay, Places } from "../places.js";

class LockMarks extends HTMLElement {
  #locks = [];
  #icon = null;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#icon = this.querySelector("template").content;
    this.#locks = JSON.parse(document.getElementById("piece-locks")?.textContent ?? "[]");
    hear("drawn", () => this.#show(), signal);
    for (const name of ["version", "locks"]) hear(name, ({ locks }) => this.#take(locks), signal);
    this.#show();
  }

  disconnectedCallback() { this.#listening.abort(); }

  #take(locks) {
    if (!locks) return;
    this.#locks = locks;
    this.#show();
  }

  #show() {
    if (!this.#locks.length) return this.replaceChildren();
    const places = new Places(this.closest(".sheet"));
    const marks = this.#locks.flatMap(([first, last, staff]) => places.boxes({ first, last, staff }).map((box, number) => {
      const mark = document.createElement("div");
      mark.className = "locked-bars";
      lay(mark, box, 3);
      if (!number) {
        mark.role = "img";
        mark.append(this.#icon.cloneNode(true));
        mark.ariaLabel = fill(this.dataset.label, { first, last });
      }
      return mark;
    }));
    this.replaceChildren(...marks);
  }
}

customElements.define("lock-marks", LockMarks);
