// One candidate of a change while it is composed: the systems and notes of its frames so far, like a small copy of the page.

import { FrameStream } from "./frames.js";

export class Candidate {
  #stream;
  #systems = new Map();
  #notes = new Map();
  #whole = null;
  state = "waiting"; // waiting, writing, ready, failed, stopped
  measures = 0;
  total = 0;
  parts = [];
  #bars = new Map();
  seconds = 0;

  /** number: of the version. told(frame or null): called after every frame. */
  constructor({ number, socket, events }, told) {
    this.number = number;
    const take = (frame) => { this.#take(frame); told(frame); };
    this.#stream = new FrameStream({ socket, events, take, pass: () => told(null), refuse: () => { this.state = "failed"; told(null); } });
    this.#stream.open();
  }

  get isOver() { return ["ready", "failed", "stopped"].includes(this.state); }

  get canBeHeard() { return this.#systems.size > 0 || this.#whole !== null; }

  /** As score:music wants it. */
  get music() {
    const systems = [...this.#systems].sort(([a], [b]) => a - b).map(([number, svg]) => `<div class="system" data-system="${number}">${svg}</div>`);
    const rest = { parts: this.parts, bars: [...this.#bars.values()], seconds: this.seconds, isFinal: this.isOver };
    return { svg: this.#whole ?? systems.join("\n"), notes: [...this.#notes.values()], ...rest };
  }

  /** A better drawing, once it is finished. */
  set drawing(svg) { this.#whole = svg; }

  close() { this.#stream.close(); }

  #take(frame) {
    if (frame.event === "plan") this.total = frame.measure_count;
    else if (frame.event === "started") this.state = "writing";
    else if (frame.event === "measures") this.#add(frame);
    else if (frame.event === "snapshot") frame.systems.forEach((system) => this.#add(system));
    else if (frame.event === "done") this.state = "ready";
    else if (frame.event === "cancelled") this.state = "stopped";
    else if (frame.event === "failed") this.state = "failed";
  }

  #add({ system, svg, notes, bars, parts, seconds, last, measure_count: total }) {
    this.state = "writing";
    this.#systems.set(system, svg);
    for (const note of notes) this.#notes.set(note.id, note);
    for (const bar of bars ?? []) this.#bars.set(bar.measure, bar);
    this.parts = parts;
    this.seconds = Math.max(this.seconds, seconds);
    this.measures = Math.max(this.measures, last);
    this.total = total ?? this.total;
  }
}
