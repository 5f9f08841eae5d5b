// <score-cursor> lies over the drawing and shows where the music is: a line that glides from note to note, and keeps it in sight as the
// setting "cursor" says: smooth, page by page, its line at the top, or off. Whoever scrolls by hand is left alone for a while.
// Hears score:position {seconds, isPlaying}, score:drawn, score:setting.

import { hear } from "../events.js";
import { lay } from "../places.js";
import { settings } from "../settings.js";
import { placeAt } from "../time-places.js";

const LEFT_ALONE_MS = 3000;
const TOP_ROOM = 76;     // the masthead
const BOTTOM_ROOM = 150; // the player

class ScoreCursor extends HTMLElement {
  #sheet;
  #top = null;         // of the line that was brought into sight last
  #aloneUntil = 0;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#sheet = this.closest(".sheet");
    this.hidden = true;
    hear("position", (where) => this.#move(where), signal);
    hear("drawn", () => { this.#top = null; }, signal);
    hear("setting", ({ name }) => { if (name === "cursor") this.#top = null; }, signal);
    for (const event of ["wheel", "touchmove"]) addEventListener(event, () => { this.#aloneUntil = performance.now() + LEFT_ALONE_MS; }, { passive: true, signal });
  }

  disconnectedCallback() { this.#listening.abort(); }

  #move({ seconds, isPlaying }) {
    const place = placeAt(this.#sheet, seconds);
    this.hidden = !place || (seconds === 0 && !isPlaying);
    if (this.hidden) return;
    const { x, bar } = place;
    lay(this, { left: x, right: x, top: bar.top, bottom: bar.bottom }, 6);
    if (isPlaying) this.#follow(x, bar);
  }

  #follow(x, bar) {
    const mode = settings.get("cursor");
    if (mode === "off" || performance.now() < this.#aloneUntil) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    this.#followSideways(x, mode, behavior);
    if (this.#top === bar.top) return;
    this.#top = bar.top;
    const box = this.getBoundingClientRect();
    const isInSight = box.top > TOP_ROOM && box.bottom < innerHeight - BOTTOM_ROOM;
    const goal = { smooth: (innerHeight - BOTTOM_ROOM) * 0.4 - box.height / 2, page: TOP_ROOM + 30, top: TOP_ROOM + 30 }[mode] ?? 0;
    if (mode !== "page" || !isInSight) scrollTo({ top: scrollY + box.top - Math.max(goal, TOP_ROOM + 20), behavior });
  }

  // Only where the sheet is wider than its window: the long line, or a large size.
  #followSideways(x, mode, behavior) {
    const sheet = this.#sheet;
    if (sheet.scrollWidth <= sheet.clientWidth + 4) return;
    const where = x - sheet.scrollLeft;
    if (mode === "smooth") sheet.scrollLeft = x - sheet.clientWidth * 0.35;
    else if (where < 20 || where > sheet.clientWidth - 40) sheet.scrollTo({ left: x - 60, behavior });
  }
}

customElements.define("score-cursor", ScoreCursor);
