// Plays a timeline through a sound: keeps the clock, sends notes a little ahead, and waits where the music is not written yet.
// Positions are seconds of the piece at its own tempo; rate 0.5 plays them at half speed. Time on the clock is cut into segments, each
// a stretch of the piece: a loop is one segment after the other, so that it goes round without a gap.

import { beatsOf } from "./timeline.js";

const AHEAD = 0.2;
// Timers of a hidden page fire once a second.
const AHEAD_WHEN_HIDDEN = 1.4;
const TICK = 50;
// After a wait, this much music must be there before it goes on.
const RESERVE = 1.5;
const SHORTEST_LOOP = 0.2;
const JUST_BEFORE = 1e-6;

export class Playback {
  #sound;
  #timeline;
  #timer = 0;
  #base = 0;         // where it stands while it does not play
  #segments = [];    // {at: time on the clock, from, to: positions}
  #sentTo = 0;
  #held = new Map(); // notes that were started and not yet stopped
  #rate = 1;
  #loop = null;
  state = "stopped"; // stopped, playing, waiting
  /** Options of the player: metronome clicks, clicks before it begins, the unevenness of a human hand. */
  hasMetronome = false;
  countsIn = false;
  isHuman = true;

  constructor(sound, timeline) {
    this.#sound = sound;
    this.#timeline = timeline;
  }

  get position() {
    if (this.state !== "playing") return this.#base;
    const now = this.#sound.now;
    const segment = this.#segments.findLast(({ at }) => at <= now) ?? this.#segments[0];
    return Math.min(segment.from + Math.max(0, now - segment.at) * this.#rate, segment.to, this.#timeline.seconds);
  }

  /** What the ear hears now. */
  get audible() { return Math.max(0, this.position - (this.state === "playing" ? this.#sound.latency * this.#rate : 0)); }

  get rate() { return this.#rate; }

  set rate(rate) {
    const position = this.position;
    this.#rate = rate;
    if (this.state === "playing") this.#begin(position);
  }

  get loop() { return this.#loop; }

  /** {from, to} or null. */
  set loop(loop) {
    this.#loop = loop && loop.to - loop.from >= SHORTEST_LOOP ? loop : null;
    if (this.state === "stopped") return;
    const { position } = this;
    this.#begin(this.#loop && !this.#isInLoop(position) ? this.#loop.from : position);
  }

  play() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), TICK);
    this.#begin(this.#loop && !this.#isInLoop(this.#base) ? this.#loop.from : this.#base, this.countsIn);
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

  /** After a change of parts, key or options: play on from here as it is now. */
  renew() { if (this.state === "playing") this.#begin(this.position); }

  #isInLoop(position) { return position >= this.#loop.from - JUST_BEFORE && position < this.#loop.to; }

  #begin(position, isCountingIn = false) {
    this.#base = position;
    let at = this.#sound.silence();
    this.#held.clear();
    if (isCountingIn) at = this.#countIn(position, at);
    this.#segments = [{ at, from: position, to: this.#loop && this.#isInLoop(position) ? this.#loop.to : Infinity }];
    this.#sentTo = position - JUST_BEFORE;
    this.state = "playing";
    this.#tick();
  }

  // One whole bar of clicks in the tempo that is set.
  #countIn(position, at) {
    const bar = this.#timeline.bar(this.#timeline.barAt(position));
    if (!bar) return at;
    const whole = bar.is_pickup ? this.#timeline.bar(2) ?? bar : bar;
    const beat = whole.beat_seconds / this.#rate;
    const beats = beatsOf(whole);
    beats.forEach(({ isDownbeat }, number) => this.#sound.click(at + number * beat, isDownbeat));
    return at + beats.length * beat;
  }

  #end(state) {
    clearInterval(this.#timer);
    this.#held.clear();
    this.#sound.silence();
    this.state = state;
  }

  #tick() {
    if (this.state === "waiting") return this.#resumeWhenWritten();
    const until = this.#sound.now + (document.hidden ? AHEAD_WHEN_HIDDEN : AHEAD);
    for (;;) {
      const segment = this.#segments.at(-1);
      const end = Math.min(segment.to, this.#timeline.seconds);
      const musicUntil = Math.min(segment.from + (until - segment.at) * this.#rate, end);
      this.#send(musicUntil);
      if (musicUntil < end || !this.#loop || segment.to === Infinity) break;
      this.#goRound(segment, end);
    }
    if (this.#segments.at(-1).to === Infinity && this.position >= this.#timeline.seconds - 1e-3) this.#reachEnd();
  }

  #goRound(segment, end) {
    for (const note of [...this.#held.values()]) this.#stopNote(note, end - 0.01);
    const at = segment.at + (end - segment.from) / this.#rate;
    this.#segments = [...this.#segments.slice(-2), { at, from: this.#loop.from, to: this.#loop.to }];
    this.#sentTo = this.#loop.from - JUST_BEFORE;
  }

  #send(until) {
    this.#stopNotes(until);
    for (const note of this.#timeline.between(this.#sentTo, until)) this.#startNote(note);
    if (this.hasMetronome) for (const beat of this.#timeline.beatsBetween(this.#sentTo, until)) this.#sound.click(this.#timeOf(beat.at), beat.isDownbeat);
    this.#sentTo = Math.max(this.#sentTo, until);
  }

  #startNote(note) {
    const same = [...this.#held.values()].find((held) => held.pitch === note.pitch && held.part === note.part);
    if (same) this.#stopNote(same, note.onset_seconds - 0.01);
    const late = this.isHuman ? (note.late_ms ?? 0) / 1000 : 0;
    const velocity = Math.min(127, Math.max(1, note.velocity + (this.isHuman ? note.touch ?? 0 : 0)));
    this.#sound.start({ ...note, velocity }, this.#timeOf(note.onset_seconds) + late);
    this.#held.set(note.id, note);
  }

  // A held note is looked up again: a tie may have lengthened it since it began.
  #stopNotes(until) {
    for (const id of this.#held.keys()) {
      const note = this.#timeline.note(id) ?? this.#held.get(id);
      const end = note.onset_seconds + note.duration_seconds;
      if (end <= until) this.#stopNote(note, end - 0.01);
    }
  }

  #stopNote(note, end) {
    this.#sound.stop(note, this.#timeOf(Math.max(end, note.onset_seconds + 0.05)));
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

  #timeOf(position) {
    const segment = this.#segments.at(-1);
    return segment.at + (position - segment.from) / this.#rate;
  }
}
