// The notes that have arrived so far, in the order of their beginnings.

export class Timeline {
  #notes = new Map();
  #sorted = null;
  parts = [];
  seconds = 0;
  isFinal = false;

  /** Take over what a frame or the page brings. A later frame may lengthen a note that is tied across a line. */
  add({ notes = [], parts, seconds }) {
    for (const note of notes) this.#notes.set(note.id, note);
    if (notes.length) this.#sorted = null;
    if (parts?.length) this.parts = parts;
    if (seconds) this.seconds = Math.max(this.seconds, seconds);
  }

  /** Forget everything and take over other music. */
  replace({ notes, parts, seconds }) {
    this.#notes.clear();
    this.#sorted = null;
    this.seconds = 0;
    this.add({ notes, parts, seconds });
  }

  get isEmpty() { return this.#notes.size === 0; }

  note(id) { return this.#notes.get(id); }

  /** The first note that begins in a bar, counted from 1. */
  firstOf(bar) { return this.#inOrder().find((note) => note.measure === bar - 1); }

  /** Notes that begin at from or later and before to. */
  between(from, to) {
    const notes = this.#inOrder();
    const found = [];
    for (let index = firstAt(notes, from); index < notes.length && notes[index].onset_seconds < to; index += 1) found.push(notes[index]);
    return found;
  }

  /** Ids of the notes that sound at a position. Nothing is held longer than a minute. */
  soundingAt(position) {
    return this.between(position - 60, position + 1e-6)
      .filter((note) => note.onset_seconds + note.duration_seconds > position).map((note) => note.id);
  }

  #inOrder() { return this.#sorted ??= [...this.#notes.values()].sort((a, b) => a.onset_seconds - b.onset_seconds); }
}

function firstAt(notes, seconds) {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (notes[middle].onset_seconds < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
