// <note-editor> in the <work-desk>: in editing mode a click or the arrows choose a note or rest, keys and tools change it. The tools are
// buttons with data-do (note-keys.js) or data-ticks; edits are sent one after another, those that came meanwhile together.
// Hears score:editing {isOn}, score:drawn, score:music; tells score:editing, score:audition {pitch, part}.

import { desk } from "../desk.js";
import { fill, hear, tell } from "../events.js";
import { dotted, editOf, LENGTHS, letterOf, toolOf } from "../note-keys.js";
import { NotePlaces, parse } from "../note-places.js";
import { nearestOf } from "../pointing.js";

const DRAG_FROM = 6;
const CLEARANCE = 60; // CSS pixels: the whole staff of a note
const NAMES = ["C", "C♯/D♭", "D", "D♯/E♭", "E", "F", "F♯/G♭", "G", "G♯/A♭", "A", "A♯/B♭", "B"];

class NoteEditor extends HTMLElement {
  #sheet;
  #places = null;
  #chosen = null;       // id of a note or rest
  #ticks = 24;
  #sounds = new Map();  // notes that are struck, by id
  #marks = new Map();   // articulations set here, so that a second press takes them away
  #waiting = [];
  #isSending = false;
  #pressed = null;
  #listening = new AbortController();
  #mode = null;

  connectedCallback() {
    const { signal } = this.#listening;
    this.#sheet = document.querySelector("score-sheet");
    this.#hearNotes(JSON.parse(document.getElementById("note-times")?.textContent ?? "null"));
    hear("music", (music) => this.#hearNotes(music), signal);
    hear("drawn", () => this.#redrawn(), signal);
    hear("editing", ({ isOn }) => this.#switch(isOn), signal);
    this.addEventListener("click", (event) => this.#press(event.target.closest("button")), { signal });
    this.querySelector("[data-dynamic]").addEventListener("change", ({ target }) => this.#setDynamic(target), { signal });
    this.querySelector("[data-chord]").addEventListener("change", ({ target }) => this.#setChord(target), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#mode?.abort();
  }

  get places() { return this.#places ??= new NotePlaces(this.#sheet); }

  #switch(isOn) {
    this.#mode?.abort();
    this.hidden = !isOn;
    this.#sheet.classList.toggle("is-editing", isOn);
    if (!isOn) return this.#choose(null);
    const { signal } = this.#mode = new AbortController();
    // Before the sheet's own listeners, which play from a note and walk from bar to bar.
    this.#sheet.addEventListener("pointerdown", ({ clientX, clientY }) => { this.#pressed = [clientX, clientY]; }, { signal, capture: true });
    this.#sheet.addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    this.#sheet.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    this.#choose(this.#chosen);
  }

  // After an undo the chosen note may be gone. After an edit of ours `#settle` knows better.
  #redrawn() {
    this.#places = null;
    if (this.#chosen && !this.#isSending) this.#chosen = this.places.heir(this.#chosen);
    this.#mark();
  }

  #click(event) {
    const [x, y] = this.#pressed ?? [event.clientX, event.clientY];
    if (event.shiftKey || Math.hypot(event.clientX - x, event.clientY - y) >= DRAG_FROM) return;
    const found = nearestOf(this.#sheet.querySelectorAll("g.note[id], g.rest[id], g.mRest[id]"), event);
    if (!found) return;
    event.stopPropagation();
    this.#choose(found.id);
    document.getElementById("sheet").focus({ preventScroll: true });
  }

  #key(event) {
    if (event.key === "Escape") {
      if (this.#chosen) this.#choose(null);
      else tell("editing", { isOn: false });
    } else if (!this.#walk(event) && !this.#work(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #walk({ key, altKey, shiftKey, ctrlKey }) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step && !shiftKey && !altKey && !ctrlKey) {
      this.#choose(this.#chosen ? this.places.beside(this.#chosen, step) ?? this.#chosen : this.places.first);
      return true;
    }
    if (!altKey || !this.#chosen || !["ArrowUp", "ArrowDown"].includes(key)) return false;
    this.#choose(this.places.above(this.#chosen, key === "ArrowUp" ? 1 : -1) ?? this.#chosen);
    return true;
  }

  #work(event) {
    const letter = letterOf(event);
    const tool = toolOf(event);
    if (LENGTHS[event.key] && !event.ctrlKey && !event.metaKey) this.#setLength(LENGTHS[event.key]);
    else if (!this.#chosen) return false;
    else if (letter) this.#writeLetter(letter);
    else if (tool) this.#use(tool);
    else return false;
    return true;
  }

  #press(button) {
    if (!button) return;
    if (button.dataset.ticks) this.#setLength(Number(button.dataset.ticks));
    else if (this.#chosen) this.#use(button.dataset.do);
    document.getElementById("sheet").focus({ preventScroll: true });
  }

  #use(tool) {
    const place = this.places.get(this.#chosen);
    if (!place) return;
    if (tool === "dotted" && place.isRest) return this.#setLength(dotted(this.#ticks));
    const edit = editOf(tool, place, { ticks: this.#ticks, marks: this.#marks });
    if (edit?.do === "articulation") this.#marks.set(place.id, edit.sign);
    if (edit) this.#send(edit, tool === "add" && place.isRest ? 1 : 0);
  }

  #setLength(ticks) {
    this.#ticks = ticks;
    for (const button of this.querySelectorAll("[data-ticks]")) button.ariaPressed = String(Number(button.dataset.ticks) === ticks);
    if (this.#chosen && !parse(this.#chosen).isRest) this.#send({ do: "length", at: this.#chosen, ticks });
  }

  // Whoever writes into rests goes on to the next one.
  #writeLetter(pitch) { this.#send({ do: "write", at: this.#chosen, pitch, ticks: this.#ticks }, parse(this.#chosen).isRest ? 1 : 0); }

  #setDynamic(select) {
    if (this.#chosen) {
      const { measure, staff } = parse(this.#chosen);
      this.#send({ do: "dynamic", measure, staff, sign: select.value });
    }
    select.value = "";
  }

  #setChord(field) {
    if (this.#chosen) this.#send({ do: "chord_symbols", measure: parse(this.#chosen).measure, symbols: field.value });
    field.value = "";
  }

  async #send(edit, advance = 0) {
    this.#waiting.push(edit);
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#waiting.length) {
      const batch = this.#waiting.splice(0);
      const [id, sounded] = [this.#chosen, this.#sounds.get(this.#chosen)];
      if (await desk.change("edits", { edits: JSON.stringify(batch) })) this.#settle(id, sounded, batch.at(-1), advance);
      else this.#waiting = [];
    }
    this.#isSending = false;
  }

  // The notehead that was worked on may have another id now: in a chord, the one nearest to where it was going.
  #settle(id, before, edit, advance) {
    if (this.#chosen !== id || !id) return this.#mark();
    const heads = this.places.chordOf(id);
    const goal = before && edit.do === "move" ? before.pitch + edit.count * { step: 1.7, semitone: 1, octave: 12 }[edit.by] : before?.pitch;
    const near = heads.filter((head) => this.#sounds.has(head))
      .sort((a, b) => Math.abs(this.#sounds.get(a).pitch - goal) - Math.abs(this.#sounds.get(b).pitch - goal))[0];
    let next = (goal !== undefined && near) || this.places.heir(id);
    if (advance && edit.do === "write") next = this.#after(id) ?? next;
    this.#choose(next, { isLoud: true });
  }

  // The rest after what was written at a rest.
  #after(id) {
    const { measure, staff, voice, ticks } = parse(id);
    const following = `r${measure}-${staff}-${voice}-${ticks + this.#ticks}`;
    return this.places.get(following) ? following : this.places.beside(this.places.lastIn({ measure, staff, voice }), 1);
  }

  #choose(id, { isLoud = true } = {}) {
    this.#chosen = id;
    this.#mark();
    const place = id && this.places.get(id);
    if (place) this.#reveal(place.element);
    const sound = this.#sounds.get(id);
    if (sound && isLoud) tell("audition", { pitch: sound.pitch, part: sound.part });
    this.#say(place, sound);
  }

  // The tools above and the player below lie over the sheet.
  #reveal(element) {
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { top, bottom } = element.getBoundingClientRect();
    const [low, high] = [this.getBoundingClientRect().bottom + CLEARANCE, document.querySelector(".dock").getBoundingClientRect().top - CLEARANCE];
    if (top < low) scrollBy({ top: top - low, behavior: "instant" });
    else if (bottom > high) scrollBy({ top: bottom - high, behavior: "instant" });
  }

  #mark() {
    this.#sheet.querySelectorAll(".is-chosen").forEach((element) => element.classList.remove("is-chosen"));
    if (this.#chosen) this.places.get(this.#chosen)?.element.classList.add("is-chosen");
  }

  #say(place, sound) {
    const box = this.querySelector("[data-place]");
    const name = sound ? `${NAMES[sound.pitch % 12]} ${Math.floor(sound.pitch / 12) - 1}` : "";
    const sentence = !place ? box.dataset.none : place.isRest || !sound ? box.dataset.rest : box.dataset.note;
    box.textContent = fill(sentence, { name, bar: place ? place.measure + 1 : "" });
  }

  #hearNotes(music) {
    this.#sounds = new Map((music?.notes ?? []).map((note) => [note.id, note]));
  }
}

customElements.define("note-editor", NoteEditor);
