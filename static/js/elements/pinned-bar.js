// <pinned-bar bar> around a link to the score: shows the bar that a comment is about and plays from it (tells score:seek-bar {bar}).

import { tell } from "../events.js";

class PinnedBar extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const bar = Number(this.getAttribute("bar"));
      const drawn = document.querySelector(`.sheet [data-measure="${bar}"]`);
      if (!drawn) return;
      event.preventDefault();
      drawn.scrollIntoView({ block: "center" });
      tell("seek-bar", { bar });
    });
  }
}

customElements.define("pinned-bar", PinnedBar);
