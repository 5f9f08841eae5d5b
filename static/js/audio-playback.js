// The same as Playback where there is no AudioWorklet (plain-HTTP hosts, old browsers): the server's sound in an <audio> element,
// with the positions of the same timeline. It has no mixer and no metronome.

export class AudioPlayback {
  #audio;
  #timeline;
  loop = null;

  constructor(audio, timeline) {
    this.#audio = audio;
    this.#timeline = timeline;
    audio.preservesPitch = true;
  }

  get state() { return this.#audio.paused || this.#audio.ended ? "stopped" : "playing"; }

  get position() {
    const position = Math.min(this.#audio.currentTime, this.#timeline.seconds);
    if (this.loop && this.state === "playing" && position >= this.loop.to) this.seek(this.loop.from);
    return Math.min(this.#audio.currentTime, this.#timeline.seconds);
  }

  get audible() { return this.position; }

  set rate(rate) { this.#audio.playbackRate = rate; }

  set volume(share) { this.#audio.volume = share ** 1.6; }

  async play() {
    if (this.loop && (this.position < this.loop.from || this.position >= this.loop.to)) this.seek(this.loop.from);
    await this.#audio.play();
  }

  pause() { this.#audio.pause(); }

  seek(position) { this.#audio.currentTime = position; }

  renew() {}
}
