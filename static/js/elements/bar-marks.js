// <bar-marks data-side="old"> lies over a drawing inside .sheet and marks the bars that #bar-marks lists for its side:
// {"old": [[bar, staff or null], …], "new": […]}, bars from 1.

import { lay, Places } from "../places.js";

class BarMarks extends HTMLElement {
  #resized = new ResizeObserver(() => this.#show());
  #sheet;

  connectedCallback() {
    this.#sheet = this.closest(".sheet");
    this.#resized.observe(this.#sheet.querySelector(".drawing"));
  }

  disconnectedCallback() { this.#resized.disconnect(); }

  #show() {
    const places = new Places(this.#sheet);
    const marks = JSON.parse(document.getElementById("bar-marks").textContent)[this.dataset.side];
    this.replaceChildren(...marks.flatMap(([bar, staff]) => places.boxes({ first: bar, last: bar, staff })).map((box) => {
      const mark = document.createElement("div");
      mark.className = "selected-bars";
      lay(mark, box, 4);
      return mark;
    }));
  }
}

customElements.define("bar-marks", BarMarks);
