// Plays a timeline through a sound: keeps the clock, sends notes a little ahead, and waits where the music is not written yet.
// Positions are seconds of the piece at its own tempo; rate 0.5 plays them at half speed.

const AHEAD = 0.2;
// Timers of a hidden page fire once a second.
const AHEAD_WHEN_HIDDEN = 1.4;
const TICK = 50;
// After a wait, this much music must be there before it goes on.
const RESERVE = 1.5;

export class Playback {
  #sound;
  #timeline;
  #timer = 0;
  #origin = 0;       // AudioContext time at which position #base sounds
  #base = 0;
  #sentTo = 0;
  #held = new Map(); // notes that were started and not yet stopped
  #rate = 1;
  state = "stopped"; // stopped, playing, waiting

  constructor(sound, timeline) {
    this.#sound = sound;
    this.#timeline = timeline;
  }

  get position() {
    if (this.state !== "playing") return this.#base;
    return Math.max(this.#base, Math.min(this.#base + (this.#sound.now - this.#origin) * this.#rate, this.#timeline.seconds));
  }

  /** What the ear hears now. */
  get audible() { return Math.max(0, this.position - (this.state === "playing" ? this.#sound.latency * this.#rate : 0)); }

  get rate() { return this.#rate; }

  set rate(rate) {
    const position = this.position;
    this.#rate = rate;
    if (this.state === "playing") this.#begin(position);
  }

  play() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), TICK);
    this.#begin(this.#base);
  }

  pause() {
    this.#base = this.position;
    this.#end("stopped");
  }

  seek(position) {
    const wasStopped = this.state === "stopped";
    this.#base = position;
    if (!wasStopped) this.#begin(position);
  }

  #begin(position) {
    this.#base = position;
    this.#origin = this.#sound.silence();
    this.#held.clear();
    this.#sound.programs = this.#timeline.parts;
    this.#sentTo = position - 1e-6;
    this.state = "playing";
    this.#tick();
  }

  #end(state) {
    clearInterval(this.#timer);
    this.#held.clear();
    this.#sound.silence();
    this.state = state;
  }

  #tick() {
    if (this.state === "waiting") return this.#resumeWhenWritten();
    const ahead = (document.hidden ? AHEAD_WHEN_HIDDEN : AHEAD) * this.#rate;
    const until = Math.min(this.#base + (this.#sound.now - this.#origin) * this.#rate + ahead, this.#timeline.seconds);
    this.#stopNotes(until);
    for (const note of this.#timeline.between(this.#sentTo, until)) this.#startNote(note);
    this.#sentTo = Math.max(this.#sentTo, until);
    if (this.position >= this.#timeline.seconds - 1e-3) this.#reachEnd();
  }

  #startNote(note) {
    const same = [...this.#held.values()].find((held) => held.pitch === note.pitch && held.part === note.part);
    if (same) this.#stopNote(same, note.onset_seconds - 0.01);
    this.#sound.start(note, this.#timeOf(note.onset_seconds));
    this.#held.set(note.id, note);
  }

  // A held note is looked up again: a tie may have lengthened it since it began.
  #stopNotes(until) {
    for (const id of this.#held.keys()) {
      const note = this.#timeline.note(id);
      const end = note.onset_seconds + note.duration_seconds;
      if (end <= until) this.#stopNote(note, end - 0.01);
    }
  }

  #stopNote(note, end) {
    this.#sound.stop(note, this.#timeOf(Math.max(end, note.onset_seconds + 0.02)));
    this.#held.delete(note.id);
  }

  #reachEnd() {
    const isOver = this.#timeline.isFinal;
    this.#base = isOver ? 0 : this.#timeline.seconds;
    if (isOver) {
      for (const note of this.#held.values()) this.#sound.stop(note, this.#sound.now);
      clearInterval(this.#timer);
      this.#held.clear();
    }
    this.state = isOver ? "stopped" : "waiting";
  }

  #resumeWhenWritten() {
    const { isFinal, seconds } = this.#timeline;
    if (isFinal || seconds - this.#base >= RESERVE * this.#rate) this.#begin(this.#base);
  }

  #timeOf(position) { return this.#origin + (position - this.#base) / this.#rate; }
}
