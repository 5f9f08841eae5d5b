// The music of the page that has arrived so far: notes in the order of their beginnings, bars and their beats.

const NEXT = 1e-6;

export class Timeline {
  #notes = new Map();
  #bars = new Map();
  #sorted = null;
  #beats = null;
  parts = [];
  seconds = 0;
  isFinal = false;

  /** Take over what a frame or the page brings. A later frame may lengthen a note that is tied across a line. */
  add({ notes = [], bars = [], parts, seconds }) {
    for (const note of notes) this.#notes.set(note.id, note);
    for (const bar of bars) this.#bars.set(bar.measure, bar);
    if (notes.length) this.#sorted = null;
    if (bars.length) this.#beats = null;
    if (parts?.length) this.parts = parts;
    if (seconds) this.seconds = Math.max(this.seconds, seconds);
  }

  /** Forget everything and take over other music. */
  replace(music) {
    this.#notes.clear();
    this.#bars.clear();
    [this.#sorted, this.#beats, this.seconds] = [null, null, 0];
    this.add(music);
  }

  get isEmpty() { return this.#notes.size === 0; }

  get notes() { return this.#sorted ??= [...this.#notes.values()].sort((a, b) => a.onset_seconds - b.onset_seconds); }

  get bars() { return [...this.#bars.values()].sort((a, b) => a.measure - b.measure); }

  note(id) { return this.#notes.get(id); }

  /** Bars count from 1. */
  bar(number) { return this.#bars.get(number - 1); }

  /** The number of the bar that sounds at a position, from 1. */
  barAt(position) {
    let found = 1;
    for (const bar of this.#bars.values()) if (bar.onset_seconds <= position + NEXT && bar.measure + 1 > found) found = bar.measure + 1;
    return found;
  }

  /** {from, to} in seconds of bars first to last, both included. */
  span({ first, last }) {
    const [start, end] = [this.bar(first), this.bar(last)];
    return start && end ? { from: start.onset_seconds, to: end.onset_seconds + end.seconds } : null;
  }

  /** Notes that begin at from or later and before to. */
  between(from, to) {
    const { notes } = this;
    const found = [];
    for (let index = firstAt(notes, from); index < notes.length && notes[index].onset_seconds < to; index += 1) found.push(notes[index]);
    return found;
  }

  /** {at, isDownbeat} of the beats at from or later and before to. */
  beatsBetween(from, to) {
    this.#beats ??= this.bars.flatMap(beatsOf);
    return this.#beats.filter(({ at }) => at >= from - NEXT && at < to - NEXT);
  }

  /** Ids of the notes that sound at a position. Nothing is held longer than a minute. */
  soundingAt(position) {
    return this.between(position - 60, position + NEXT)
      .filter((note) => note.onset_seconds + note.duration_seconds > position).map((note) => note.id);
  }
}

/** What this page shows and plays. */
export const timeline = new Timeline();

/** How many beats a bar has; of a pickup, how many a whole bar would be taken for. */
export function beatsOf({ onset_seconds, seconds, beat_seconds, is_pickup }) {
  const count = Math.max(1, Math.round(seconds / beat_seconds - (is_pickup ? 0.49 : 0)));
  const first = is_pickup ? onset_seconds + seconds - count * beat_seconds : onset_seconds;
  return Array.from({ length: count }, (_, beat) => ({ at: first + beat * beat_seconds, isDownbeat: !is_pickup && beat === 0 }))
    .filter(({ at }) => at >= onset_seconds - NEXT);
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
