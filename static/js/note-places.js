// The noteheads and rests of a drawing by their ids, and which stands beside and above which.
// Ids are those of compose/music/performance.py: n<measure>-<staff>-<voice>-<chord>-<pitch>, r<measure>-<staff>-<voice>-<ticks>.

const NOTE = /^n(\d+)-(\d+)-(\d+)-(\d+)-(\d+)$/;
const REST = /^r(\d+)-(\d+)-(\d+)-(\d+)$/;

/** {measure, staff, voice, chord, pitch} of a note, {measure, staff, voice, ticks} of a rest, else null. */
export function parse(id) {
  const note = NOTE.exec(id);
  if (note) {
    const [measure, staff, voice, chord, pitch] = note.slice(1).map(Number);
    return { measure, staff, voice, chord, pitch, isRest: false };
  }
  const rest = REST.exec(id);
  if (!rest) return null;
  const [measure, staff, voice, ticks] = rest.slice(1).map(Number);
  return { measure, staff, voice, ticks, isRest: true };
}

/** A list of one drawing; make a new one after score:drawn. */
export class NotePlaces {
  #places = new Map();

  constructor(drawing) {
    for (const element of drawing.querySelectorAll("g.note[id], g.rest[id], g.mRest[id]")) {
      const place = parse(element.id);
      if (place) this.#places.set(element.id, { id: element.id, element, ...place });
    }
  }

  get(id) { return this.#places.get(id); }

  get first() { return this.#places.keys().next().value ?? null; }

  /** The next or previous chord or rest of the same staff and voice. */
  beside(id, step) {
    const from = this.get(id);
    if (!from) return this.heir(id);
    const heads = this.#line(from).filter((place) => place.isRest || place.pitch === 0);
    const index = heads.findIndex((place) => sameChord(place, from));
    return heads[index + step]?.id ?? null;
  }

  /** The next note up or down: in the chord, then on the neighbouring voice or staff at about the same place. */
  above(id, step) {
    const from = this.get(id);
    if (!from) return this.heir(id);
    const inChord = [...this.#places.values()].filter((place) => sameChord(place, from)).sort((a, b) => a.pitch - b.pitch);
    const next = inChord[inChord.indexOf(from) + step];
    if (next) return next.id;
    const others = [...this.#places.values()].filter((place) => place.measure === from.measure && lane(place) !== lane(from)
      && Math.sign(lane(from) - lane(place)) === step);
    const nearest = Math.min(...others.map((place) => Math.abs(lane(place) - lane(from))));
    const x = left(from);
    return others.filter((place) => Math.abs(lane(place) - lane(from)) === nearest)
      .sort((a, b) => Math.abs(left(a) - x) - Math.abs(left(b) - x))[0]?.id ?? null;
  }

  /** What stands where an id stood that is gone: another note of its chord, else the nearest before it in its measure. */
  heir(id) {
    if (this.#places.has(id)) return id;
    const gone = parse(id);
    if (!gone) return null;
    const line = this.#line(gone).filter((place) => place.measure === gone.measure);
    const chord = line.filter((place) => !place.isRest && place.chord === gone.chord);
    return (chord.at(-1) ?? line.filter((place) => place.isRest && gone.isRest && place.ticks <= gone.ticks).at(-1) ?? line[0])?.id ?? null;
  }

  /** The last chord or rest of a voice in a measure. */
  lastIn({ measure, staff, voice }) { return this.#line({ staff, voice }).filter((place) => place.measure === measure).at(-1)?.id ?? null; }

  /** Ids of the notes that share a chord with one. */
  chordOf(id) {
    const from = parse(id);
    return [...this.#places.values()].filter((place) => sameChord(place, from)).map((place) => place.id);
  }

  #line({ staff, voice }) {
    return [...this.#places.values()].filter((place) => place.staff === staff && place.voice === voice)
      .sort((a, b) => a.measure - b.measure || left(a) - left(b));
  }
}

function lane({ staff, voice }) { return 2 * staff + voice; }

function left({ element }) { return element.getBoundingClientRect().left; }

function sameChord(a, b) {
  if (a.measure !== b.measure || lane(a) !== lane(b) || a.isRest !== b.isRest) return false;
  return a.isRest ? a.ticks === b.ticks : a.chord === b.chord;
}
