// <score-progress data-total="32"> says how far the composer is: bars, place in the queue, seconds left.
// Screen readers hear it at quarters only. It removes itself when the piece is final.

import { fill, hear } from "../events.js";

class ScoreProgress extends HTMLElement {
  #total = 0;
  #written = 0;
  #quarter = 0;
  #startedAt = null;
  #words = "";
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#total = Number(this.dataset.total) || 0;
    hear("queue", (frame) => this.#queue(frame), signal);
    hear("plan", (frame) => { this.#total = frame.measure_count || this.#total; }, signal);
    hear("started", (frame) => this.#start(frame), signal);
    hear("measures", (frame) => this.#advance(frame), signal);
    hear("connection", ({ isOnline }) => this.#connection(isOnline), signal);
    hear("refused", () => this.#refused(), signal);
    for (const end of ["done", "cancelled", "failed"]) hear(end, () => this.#end(end), signal);
  }

  disconnectedCallback() { this.#listening.abort(); }

  #queue({ position, eta_seconds }) {
    this.#say(position > 1 ? fill(this.#text("queued"), { n: position }) : this.#text("queuedNext"));
    this.#eta(eta_seconds);
  }

  #start({ eta_seconds }) {
    this.#startedAt = performance.now();
    this.#say(this.#text("starting"));
    this.#eta(eta_seconds);
  }

  #advance({ last, measure_count }) {
    this.#total = measure_count || this.#total;
    this.#written = Math.max(this.#written, last);
    const share = this.#total ? this.#written / this.#total : 0;
    if (share) this.querySelector("progress").value = Math.round(share * 100);
    this.#say(fill(this.#text(this.#total ? "writing" : "writingOpen"), { n: this.#written, total: this.#total }));
    this.#startedAt ??= performance.now();
    if (share > 0.1) this.#eta((performance.now() - this.#startedAt) / 1000 * (1 - share) / share);
    const quarter = Math.floor(share * 4);
    if (quarter > this.#quarter && quarter < 4) this.#announce(fill(this.#text("announce"), { n: this.#written, total: this.#total }));
    this.#quarter = Math.max(quarter, this.#quarter);
  }

  #connection(isOnline) {
    this.classList.toggle("is-offline", !isOnline);
    this.querySelector("[data-words]").textContent = isOnline ? this.#words : this.#text("offline");
  }

  #refused() {
    this.querySelector("[data-words]").textContent = this.#text("refused");
    this.#announce(this.#text("refused"));
    for (const part of this.querySelectorAll("progress, [data-eta], form")) part.hidden = true;
  }

  #end(end) {
    if (end === "done") this.#announce(this.#text("done"));
    this.querySelector("progress").value = 100;
    // The announcement has to stay in the page long enough to be read out.
    for (const child of this.children) if (!child.matches("[data-announce]")) child.hidden = true;
  }

  #say(words) {
    this.#words = words;
    this.querySelector("[data-words]").textContent = words;
  }

  #eta(seconds) {
    this.querySelector("[data-eta]").textContent = seconds >= 1 ? fill(this.#text("eta"), { n: Math.round(seconds) }) : "";
  }

  #announce(words) { this.querySelector("[data-announce]").textContent = words; }

  #text(name) { return this.querySelector("[data-messages]").dataset[name]; }
}

customElements.define("score-progress", ScoreProgress);
