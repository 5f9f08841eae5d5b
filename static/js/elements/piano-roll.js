// <piano-roll data-label> shows the notes of the page as bars over time, in the colours of their parts, while the setting "roll" is on: the same
// time line as the score, one cursor. A click or drag along it goes there (score:seek-to); it scrolls like any box.
// Hears score:setting, score:position, score:measures, score:music, score:selected.

import { hear, tell } from "../events.js";
import { selection } from "../selection.js";
import { settings } from "../settings.js";
import { timeline } from "../timeline.js";

const PER_SECOND = 70; // CSS pixels
const HEIGHT = 190;
const MARGIN = 14;

class PianoRoll extends HTMLElement {
  #canvas = document.createElement("canvas");
  #length = document.createElement("div"); // gives the box its width to scroll
  #position = 0;
  #isPlaying = false;
  #frame = 0;
  #listening = new AbortController();
  #resized = new ResizeObserver(() => this.#later());

  connectedCallback() {
    const { signal } = this.#listening;
    this.#canvas.className = "roll-canvas";
    this.#length.className = "roll-length";
    this.append(this.#canvas, this.#length);
    Object.assign(this, { tabIndex: 0, role: "img", ariaLabel: this.dataset.label });
    this.#resized.observe(this);
    this.addEventListener("scroll", () => this.#later(), { signal });
    this.addEventListener("click", (event) => this.#seek(event), { signal });
    hear("setting", ({ name }) => ["roll", "transpose"].includes(name) && this.#show(), signal);
    for (const change of ["measures", "music", "selected"]) hear(change, () => this.#show(), signal);
    hear("position", ({ seconds, isPlaying }) => this.#move(seconds, isPlaying), signal);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#later(), { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#resized.disconnect();
  }

  #show() {
    this.hidden = !settings.get("roll") || timeline.isEmpty;
    this.#length.style.width = `${timeline.seconds * PER_SECOND + 2 * MARGIN}px`;
    this.#later();
  }

  #move(seconds, isPlaying) {
    [this.#position, this.#isPlaying] = [seconds, isPlaying];
    if (this.hidden) return;
    const x = seconds * PER_SECOND + MARGIN;
    if (isPlaying && settings.get("cursor") !== "off" && (x < this.scrollLeft || x > this.scrollLeft + this.clientWidth * 0.7)) this.scrollLeft = x - this.clientWidth * 0.3;
    this.#later();
  }

  #seek({ clientX }) {
    const x = clientX - this.getBoundingClientRect().left + this.scrollLeft - MARGIN;
    tell("seek-to", { seconds: Math.min(Math.max(0, x / PER_SECOND), timeline.seconds) });
  }

  #later() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => !this.hidden && this.#draw());
  }

  #draw() {
    const [width, scale] = [this.clientWidth, devicePixelRatio || 1];
    const canvas = this.#canvas;
    if (canvas.width !== Math.round(width * scale)) {
      [canvas.width, canvas.height] = [Math.round(width * scale), HEIGHT * scale];
      canvas.style.width = `${width}px`;
    }
    const colours = getComputedStyle(this);
    const ink = canvas.getContext("2d");
    ink.setTransform(scale, 0, 0, scale, 0, 0);
    ink.clearRect(0, 0, width, HEIGHT);
    const [from, to] = [(this.scrollLeft - MARGIN) / PER_SECOND, (this.scrollLeft + width - MARGIN) / PER_SECOND];
    const xOf = (seconds) => (seconds - from) * PER_SECOND;
    this.#drawBars(ink, xOf, from, to, colours);
    this.#drawNotes(ink, xOf, from, to, colours);
    ink.fillStyle = colours.getPropertyValue("--note-sounding");
    if (this.#position || this.#isPlaying) ink.fillRect(xOf(this.#position) - 1, 0, 2, HEIGHT);
  }

  #drawBars(ink, xOf, from, to, colours) {
    const { first, last } = selection.current;
    ink.font = "11px system-ui, sans-serif";
    for (const bar of timeline.bars) {
      if (bar.onset_seconds > to || bar.onset_seconds + bar.seconds < from) continue;
      const [x, number] = [xOf(bar.onset_seconds), bar.measure + 1];
      if (first !== null && number >= first && number <= last) {
        ink.fillStyle = colours.getPropertyValue("--selected");
        ink.fillRect(x, 0, bar.seconds * PER_SECOND, HEIGHT);
      }
      ink.fillStyle = colours.getPropertyValue("--line");
      ink.fillRect(x, 0, 1, HEIGHT);
      ink.fillStyle = colours.getPropertyValue("--text-faint");
      ink.fillText(String(number), x + 4, 12);
    }
  }

  #drawNotes(ink, xOf, from, to, colours) {
    const pitches = timeline.notes.map(({ pitch }) => pitch);
    const [low, high] = [Math.min(...pitches) - 1, Math.max(...pitches) + 2];
    const step = (HEIGHT - 20) / (high - low);
    for (const note of timeline.between(from - 30, to)) {
      const end = note.onset_seconds + note.duration_seconds;
      if (end < from) continue;
      const isSounding = note.onset_seconds <= this.#position && end > this.#position && this.#isPlaying;
      ink.fillStyle = isSounding ? colours.getPropertyValue("--note-sounding") : colours.getPropertyValue(`--part-${note.part % 8}`);
      ink.globalAlpha = isSounding ? 1 : 0.45 + 0.55 * note.velocity / 127;
      ink.fillRect(xOf(note.onset_seconds), 18 + (high - note.pitch - 1) * step, Math.max(2, note.duration_seconds * PER_SECOND - 1), Math.max(2.5, step - 0.5));
    }
    ink.globalAlpha = 1;
  }
}

customElements.define("piano-roll", PianoRoll);
