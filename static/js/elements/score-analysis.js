// <score-analysis src="/pieces/…/analysis/"> lies over the drawing while the setting "layer" is on: keys, form letters, chords, cadences,
// and what a teacher would mark, each with its reason. It takes them from the rows of the analysis page, which say the same in words.
// Hears score:setting, score:drawn, score:music, score:refreshed.

import { hear } from "../events.js";
import { placesOf } from "../places.js";
import { settings } from "../settings.js";
import { placeAt } from "../time-places.js";

const ABOVE = { key: -34, section: -34, fault: -16, hint: -16 };
const BELOW = { chord: 6, cadence: 24 };

class ScoreAnalysis extends HTMLElement {
  #sheet;
  #rows = null;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#sheet = this.closest(".sheet");
    hear("setting", ({ name }) => name === "layer" && this.#show(), signal);
    hear("drawn", () => this.#draw(), signal);
    for (const change of ["music", "refreshed"]) hear(change, () => { this.#rows = null; this.#show(); }, signal);
    this.#show();
  }

  disconnectedCallback() { this.#listening.abort(); }

  async #show() {
    const isOn = Boolean(settings.get("layer"));
    this.hidden = !isOn;
    this.#sheet.classList.toggle("has-layer", isOn);
    if (isOn && !this.#rows) await this.#fetch();
    this.#draw();
  }

  async #fetch() {
    const answer = await fetch(this.getAttribute("src")).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.#rows = [...page.querySelectorAll("[data-analysis] tbody tr")];
  }

  #draw() {
    this.replaceChildren();
    if (this.hidden || !this.#rows || !this.#sheet.querySelector("[data-measure]")) return;
    const marks = this.#rows.map((row, number) => this.#mark(row, number)).filter(Boolean);
    this.append(...marks.flat());
  }

  #mark(row, number) {
    const { kind, short, notes, seconds } = row.dataset;
    const place = placeAt(this.#sheet, Number(seconds));
    if (!place || (kind === "section" && this.#sheet.querySelector("g.reh"))) return null; // the score says it itself
    const isFinding = Boolean(notes);
    const mark = document.createElement(isFinding ? "button" : "span");
    mark.className = `analysis-mark is-${kind}`;
    mark.textContent = short;
    const x = isFinding ? this.#xOf(notes.split(" ")[0]) ?? place.x : place.x;
    Object.assign(mark.style, { left: `${x}px`, top: `${kind in BELOW ? placesOf(this.#sheet).floor(place.bottom) + BELOW[kind] : place.top + ABOVE[kind]}px` });
    if (!isFinding) {
      mark.title = row.querySelector("[data-text]").textContent;
      return [mark];
    }
    return [mark, this.#note(mark, row, number), ...notes.split(" ").map((id) => this.#ring(id, kind)).filter(Boolean)];
  }

  // The reason, in a small window that opens at the mark.
  #note(mark, row, number) {
    const note = document.createElement("div");
    note.id = `analysis-note-${number}`;
    note.className = "analysis-note";
    note.popover = "auto";
    for (const part of row.querySelectorAll("[data-text], [data-why]")) note.append(Object.assign(document.createElement("p"), { textContent: part.textContent }));
    Object.assign(mark, { type: "button", popoverTargetElement: note, ariaLabel: row.querySelector("[data-text]").textContent });
    note.addEventListener("beforetoggle", () => {
      const box = mark.getBoundingClientRect();
      Object.assign(note.style, { left: `${Math.min(box.left, innerWidth - 340)}px`, top: `${box.bottom + 6}px` });
    });
    return note;
  }

  #ring(id, kind) {
    const head = this.#head(id);
    if (!head) return null;
    const ring = document.createElement("span");
    ring.className = `analysis-ring is-${kind}`;
    Object.assign(ring.style, { left: `${head.left - 5}px`, top: `${head.top - 5}px`, width: `${head.width + 10}px`, height: `${head.height + 10}px` });
    return ring;
  }

  #xOf(id) { return this.#head(id)?.left; }

  #head(id) {
    const box = this.#sheet.querySelector(`#${CSS.escape(id)} .notehead`)?.getBoundingClientRect();
    if (!box) return null;
    const origin = this.#sheet.getBoundingClientRect();
    return { left: box.left - origin.left + this.#sheet.scrollLeft, top: box.top - origin.top + this.#sheet.scrollTop, width: box.width, height: box.height };
  }
}

customElements.define("score-analysis", ScoreAnalysis);
