// <sheet-view src="/pieces/…/sheet/" version="3"> draws the score anew when somebody wants to read it otherwise: other layout, parts, key,
// size, or a window of another width. It fetches only where the engraver has to think: hiding numbers and chords, and zooming pages or
// the long line, is done here. What the drawing in place is like stands in its data attributes (templates/compose/_sheet.html).
// Hears score:setting, score:drawn, score:refreshed; tells score:drawn.

import { hear, tell } from "../events.js";
import { settings } from "../settings.js";

const LEAST_CHANGE = 0.22; // of the width; less is scaled
const STEP = 20;           // pixels: few different widths, so that drawings are found in the cache
const WIDTHS = [280, 2400];
const WAIT = 140;

class SheetView extends HTMLElement {
  #sheet;
  #drawing;
  #timer = 0;
  #asking = null;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#sheet = document.getElementById("sheet");
    this.#drawing = this.#sheet.querySelector(".sheet-drawing");
    for (const name of ["setting", "drawn", "refreshed"]) hear(name, () => this.#look(), signal);
    this.#look();
  }

  disconnectedCallback() { this.#listening.abort(); }

  /** Another view than the one that is set, for print; without changes back to what is set. */
  async drawAs(changes = {}) { await this.#draw(this.#wanted(changes)); }

  get #root() { return this.#drawing.querySelector(".drawing"); }

  #look() {
    this.#style();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#root && this.#sheet.clientWidth && this.#draw(this.#wanted()), WAIT);
  }

  /** The data attributes that the drawing should have. */
  #wanted(changes = {}) {
    const drawn = this.#root.dataset;
    const set = { ...settings.all(), ...changes };
    const isFlow = set.layout === "flow";
    return {
      layout: set.layout, parts: (set.parts ?? []).join(","), transpose: String(set.transpose), pitch: set.pitch ?? drawn.pitch,
      numbers: set.numbers === "none" ? drawn.numbers : set.numbers,
      chords: set.chords ? "1" : drawn.chords,
      zoom: isFlow ? String(set.zoom) : drawn.zoom,
      width: isFlow ? this.#width() : drawn.width,
    };
  }

  #width() {
    const drawn = this.#root.dataset;
    const room = this.#sheet.clientWidth;
    if (drawn.layout === "flow" && Math.abs(room / Number(drawn.width) - 1) < LEAST_CHANGE) return drawn.width;
    return String(Math.max(WIDTHS[0], Math.min(WIDTHS[1], Math.floor(room / STEP) * STEP)));
  }

  async #draw(wanted) {
    const drawn = this.#root.dataset;
    if (Object.entries(wanted).every(([name, value]) => drawn[name] === value)) return;
    this.#asking?.abort();
    const asking = this.#asking = new AbortController();
    const query = new URLSearchParams(wanted);
    const version = drawn.version ?? this.getAttribute("version");
    if (version) query.set("version", version);
    try {
      const answer = await fetch(`${this.getAttribute("src")}?${query}`, { signal: asking.signal });
      if (!answer.ok) return;
      // Our own server's engraving: titles in it are escaped.
      this.#drawing.innerHTML = await answer.text();
    } catch { return; } // a newer question took its place, or there is no network: what stands there stays
    this.#style();
    tell("drawn");
  }

  #style() {
    const root = this.#root;
    if (!root) return;
    const zoom = settings.number("zoom") / 100 || 1;
    root.classList.toggle("no-numbers", settings.get("numbers") === "none");
    root.classList.toggle("no-chords", settings.get("chords") === false);
    root.style.setProperty("--zoom", root.dataset.layout === "flow" ? 1 : zoom);
    if (root.dataset.layout === "line") for (const svg of root.querySelectorAll("svg.score")) scale(svg, zoom);
  }
}

// No style sheet knows how wide the long line is.
function scale(svg, zoom) {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.setAttribute("width", width * zoom);
  svg.setAttribute("height", height * zoom);
}

customElements.define("sheet-view", SheetView);
