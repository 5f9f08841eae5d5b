// <score-cursor> lies over the drawing and shows where the music is: a line that glides from note to note, and keeps it in sight as the
// setting "cursor" says: smooth, page by page, its line at the top, or off. Whoever scrolls by hand is left alone for a while.
// Hears score:position {seconds, isPlaying}, score:drawn, score:setting.

import { hear } from "../events.js";
import { lay, placesOf } from "../places.js";
import { settings } from "../settings.js";
import { timeline } from "../timeline.js";

const LEFT_ALONE_MS = 3000;
const TOP_ROOM = 76;     // the masthead
const BOTTOM_ROOM = 150; // the player

class ScoreCursor extends HTMLElement {
  #sheet;
  #points = new Map(); // bar → [{seconds, x}]
  #top = null;         // of the line that was brought into sight last
  #aloneUntil = 0;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#sheet = this.closest(".sheet");
    this.hidden = true;
    hear("position", (where) => this.#move(where), signal);
    hear("drawn", () => { this.#points.clear(); this.#top = null; }, signal);
    hear("setting", ({ name }) => { if (name === "cursor") this.#top = null; }, signal);
    for (const event of ["wheel", "touchmove"]) addEventListener(event, () => { this.#aloneUntil = performance.now() + LEFT_ALONE_MS; }, { passive: true, signal });
  }

  disconnectedCallback() { this.#listening.abort(); }

  #move({ seconds, isPlaying }) {
    const number = timeline.barAt(seconds);
    const bar = placesOf(this.#sheet).bar(number);
    this.hidden = !bar || (seconds === 0 && !isPlaying);
    if (this.hidden) return;
    const x = this.#xAt(number, bar, seconds);
    lay(this, { left: x, right: x, top: bar.top, bottom: bar.bottom }, 6);
    if (isPlaying) this.#follow(x, bar);
  }

  #xAt(number, bar, seconds) {
    if (!this.#points.has(number)) this.#points.set(number, this.#pointsOf(number, bar));
    const points = this.#points.get(number);
    const next = points.findIndex((point) => point.seconds > seconds);
    if (next < 0) return points.at(-1).x;
    if (next === 0) return points[0].x;
    const [from, to] = [points[next - 1], points[next]];
    return from.x + (to.x - from.x) * (seconds - from.seconds) / (to.seconds - from.seconds);
  }

  #pointsOf(number, bar) {
    const time = timeline.bar(number);
    const origin = this.#sheet.getBoundingClientRect();
    const points = new Map();
    for (const note of timeline.between(time.onset_seconds - 1e-4, time.onset_seconds + time.seconds - 1e-4)) {
      const head = bar.group.querySelector(`#${CSS.escape(note.id)} .notehead`);
      if (!head || points.has(note.onset_seconds)) continue;
      const box = head.getBoundingClientRect();
      points.set(note.onset_seconds, box.left + box.width / 2 - origin.left + this.#sheet.scrollLeft);
    }
    const inside = [...points].map(([seconds, x]) => ({ seconds, x })).sort((a, b) => a.seconds - b.seconds);
    const starts = inside[0]?.seconds <= time.onset_seconds + 1e-3 ? [] : [{ seconds: time.onset_seconds, x: bar.left }];
    return [...starts, ...inside, { seconds: time.onset_seconds + time.seconds, x: bar.right }];
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
