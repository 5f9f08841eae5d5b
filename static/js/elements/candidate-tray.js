// <candidate-tray> holds the candidates of a change over the player: hear one after another, and what was there before; take one or none.
// Each streams in as it is composed; the one that is chosen is shown on the sheet and in the player (score:music, score:measures).
// Keys: 1 2 3 choose and play, 0 is what was there, Enter takes the chosen one, Escape discards all.
// Without a button [data-take] they are suggestions: heard, and closed again.
// Hears score:candidates {versions, first, last}, score:music; tells score:music, score:measures, score:seek-bar.

import { Candidate } from "../candidate.js";
import { desk } from "../desk.js";
import { fill, hear, tell } from "../events.js";

const TYPING = "input, textarea, select";

class CandidateTray extends HTMLElement {
  #candidates = [];
  #chosen = 0;      // 0 is what was there
  #range = null;
  #before = null;   // the music that was there
  #isOwn = false;   // while this element itself tells of other music
  #heard = new Set();
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    const page = JSON.parse(document.getElementById("note-times")?.textContent ?? "null");
    this.#before = { ...page, isFinal: true };
    hear("music", (music) => { if (!this.#isOwn) this.#before = music; }, signal);
    hear("candidates", (asked) => this.#begin(asked), signal);
    this.querySelector("[data-choices]").addEventListener("click", (event) => this.#choose(event.target.closest("[data-number]")), { signal });
    this.#taking?.addEventListener("click", () => this.#take(), { signal });
    this.querySelector("[data-discard]").addEventListener("click", () => this.#discard(), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#candidates.forEach((candidate) => candidate.close());
  }

  #begin({ versions, first, last }) {
    this.#end();
    this.#range = { first, last };
    this.#before.svg ??= drawn();
    this.#candidates = versions.map((version, index) => new Candidate(version, (frame) => this.#hearOf(index, frame)));
    this.#candidates.forEach((candidate, index) => this.#addCard(index));
    this.querySelector("[data-title]").textContent = fill(first === last ? this.dataset.titleOne : this.dataset.title, this.#range);
    this.hidden = false;
    this.#show();
    this.querySelector("[data-number='0']").focus({ preventScroll: true }); // not on the button that asked: Enter would ask again
  }

  #addCard(index) {
    const card = this.querySelector("[data-card]").content.cloneNode(true).firstElementChild;
    card.dataset.number = index + 1;
    card.querySelector("b").textContent = "ABC"[index];
    card.querySelector("kbd").textContent = index + 1;
    card.ariaDescription = fill(this.dataset.hear, { name: "ABC"[index] });
    this.querySelector("[data-choices]").append(card);
  }

  #key(event) {
    if (this.hidden || event.target.closest(TYPING) || event.ctrlKey || event.altKey || event.metaKey) return;
    const card = /^[0-3]$/.test(event.key) && this.querySelector(`[data-number="${event.key}"]`);
    if (card) {
      this.#choose(card);
      card.focus({ preventScroll: true });
    }
    else if (event.key === "Enter" && this.#taking && this.#chosen && !event.target.closest("[data-discard]")) this.#take();
    else if (event.key === "Escape") this.#discard();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #hearOf(index, frame) {
    const candidate = this.#candidates[index];
    if (!candidate) return;
    if (frame?.event === "measures" && this.#chosen === index + 1) tell("measures", frame);
    if (candidate.state === "ready" && !this.#heard.has(index)) this.#finish(index, candidate);
    this.#show();
  }

  async #finish(index, candidate) {
    this.#heard.add(index);
    this.querySelector("[data-say]").textContent = fill(this.dataset.announce, { name: "ABC"[index] });
    const svg = await desk.drawingOf(candidate.number);
    if (svg && this.#candidates[index] === candidate) candidate.drawing = svg;
    if (this.#chosen === index + 1) this.#tell(candidate.music);
  }

  #choose(card) {
    if (!card || card.disabled) return;
    const isAgain = this.#chosen === Number(card.dataset.number);
    const wasPlaying = document.querySelector("score-player")?.state !== "stopped";
    this.#chosen = Number(card.dataset.number);
    if (!isAgain) this.#tell(this.#music);
    // Whoever switches while it plays hears the same place in the other one.
    if (isAgain || !wasPlaying) tell("seek-bar", { bar: this.#range.first });
    this.#show();
  }

  get #taking() { return this.querySelector("[data-take]"); }

  get #music() { return this.#chosen ? this.#candidates[this.#chosen - 1].music : this.#before; }

  #tell(music) {
    this.#isOwn = true;
    tell("music", music);
    this.#isOwn = false;
  }

  async #take() {
    const candidate = this.#candidates[this.#chosen - 1];
    if (candidate?.state !== "ready") return;
    const taken = await desk.change("current", { version: candidate.number });
    if (taken) this.#close();
  }

  #discard() {
    if (this.#chosen) this.#tell(this.#before);
    this.#close();
  }

  #close() {
    this.#end();
    this.hidden = true;
    document.getElementById("sheet").focus({ preventScroll: true });
  }

  // Those that are still being composed are stopped.
  #end() {
    for (const candidate of this.#candidates) {
      if (!candidate.isOver) desk.post("cancellation", {}, `?version=${candidate.number}`);
      candidate.close();
    }
    this.querySelectorAll(".tray-card:not([data-number='0'])").forEach((card) => card.remove());
    this.#candidates = [];
    this.#heard.clear();
    this.#chosen = 0;
  }

  #show() {
    this.#candidates.forEach((candidate, index) => {
      const card = this.querySelector(`[data-number="${index + 1}"]`);
      card.disabled = !candidate.canBeHeard;
      card.dataset.state = candidate.state;
      card.querySelector(".tray-state").textContent = fill(this.dataset[candidate.state], { n: candidate.measures, total: candidate.total });
      card.querySelector("progress").value = candidate.total ? 100 * candidate.measures / candidate.total : 0;
    });
    for (const card of this.querySelectorAll("[data-number]")) card.ariaPressed = String(Number(card.dataset.number) === this.#chosen);
    if (this.#taking) this.#taking.disabled = this.#candidates[this.#chosen - 1]?.state !== "ready";
    const areAllLost = this.#candidates.length > 0 && this.#candidates.every(({ state }) => ["failed", "stopped"].includes(state));
    if (areAllLost) this.#giveUp();
  }

  #giveUp() {
    tell("refusal", { message: this.dataset.none, isOutdated: false });
    this.#discard();
  }
}

// What stands on the sheet, as text. A style attribute that a script set could not be read in again under our policy.
function drawn() {
  const copy = document.querySelector(".sheet-drawing").cloneNode(true);
  copy.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style"));
  return copy.innerHTML;
}

customElements.define("candidate-tray", CandidateTray);
