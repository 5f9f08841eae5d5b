// <score-player synth worklet soundfont audio final> plays the score, also while it is being written.
// Hears score:measures, score:music (other music takes its place), score:seek {id}, score:seek-bar {bar}, score:done, score:cancelled, score:failed; tells score:sounding {ids} while it plays.
// Keys: Space plays and pauses. Without AudioWorklet it leaves the <audio> element in place and follows that.

import { hear, tell } from "../events.js";
import { Playback } from "../playback.js";
import { Sound } from "../sound.js";
import { Timeline } from "../timeline.js";

const TYPING = "input, textarea, select, button, summary, a, audio";

class ScorePlayer extends HTMLElement {
  #timeline = new Timeline();
  #sound = new Sound();
  #playback = new Playback(this.#sound, this.#timeline);
  #loading = null;
  #frame = 0;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    const page = document.getElementById("note-times");
    if (page) this.#timeline.add(JSON.parse(page.textContent) ?? {});
    this.#timeline.isFinal = this.hasAttribute("final");
    hear("measures", (frame) => this.#extend(frame), signal);
    hear("music", (music) => this.#replace(music), signal);
    for (const end of ["done", "cancelled", "failed"]) hear(end, () => { this.#timeline.isFinal = true; }, signal);
    hear("refreshed", () => this.#followAudio(), signal);
    hear("seek", ({ id }) => this.#seekNote(this.#timeline.note(id)), signal);
    hear("seek-bar", ({ bar }) => this.#seekNote(this.#timeline.firstOf(bar)), signal);
    this.#controls(signal);
    this.#followAudio();
    this.#show();
  }

  disconnectedCallback() {
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    if (this.#sound.isLoaded) this.#playback.pause();
  }

  /** MIDI pitches in the order in which they begin. */
  get pitches() { return this.#timeline.between(0, Infinity).map(({ pitch }) => pitch); }

  /** Loudness of this moment, 0 to 1. */
  get level() { return this.#sound.level; }

  get state() { return this.#playback.state; }

  get position() { return this.#playback.position; }

  #controls(signal) {
    if (!Sound.isPossible) return;
    this.#part("controls").hidden = false;
    this.#part("fallback").hidden = true;
    this.#part("play").addEventListener("click", () => this.toggle(), { signal });
    this.#part("seek").addEventListener("input", (event) => this.#seek(Number(event.target.value)), { signal });
    this.#part("tempo").addEventListener("input", (event) => this.#tempo(Number(event.target.value)), { signal });
    this.#part("volume").addEventListener("input", (event) => { this.#sound.volume = event.target.value / 100; }, { signal });
    document.addEventListener("keydown", (event) => {
      if (event.code !== "Space" || event.target.closest(TYPING) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.toggle();
    }, { signal });
  }

  /** Play or pause. The first time loads the synthesiser. */
  async toggle() {
    if (this.#timeline.isEmpty) return;
    if (this.#playback.state !== "stopped") this.#playback.pause();
    else if (await this.#ready()) this.#playback.play();
    this.#animate();
  }

  async #ready() {
    if (this.#loading && !this.#sound.isLoaded) return false;
    const waking = this.#sound.wake();
    if (this.#sound.isLoaded) return waking.then(() => true);
    this.#say("loading");
    const { synth, worklet, soundfont } = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
    this.#loading = this.#sound.load({ synth, worklet, soundfont });
    try {
      await Promise.all([this.#loading, waking]);
    } catch (error) {
      console.warn(error);
      this.#loading = null;
      this.#say("failed");
      return false;
    }
    this.#sound.volume = this.#part("volume").value / 100;
    this.#say("");
    return true;
  }

  #extend(frame) {
    this.#timeline.add(frame);
    this.#show();
  }

  // What sounds of the old music is let go; the place in the piece is kept.
  #replace({ notes, parts, seconds, isFinal }) {
    const { position, state } = this.#playback;
    if (state !== "stopped") this.#playback.pause();
    this.#timeline.replace({ notes, parts, seconds });
    this.#timeline.isFinal = isFinal;
    this.#playback.seek(Math.min(position, seconds));
    if (state !== "stopped") this.#playback.play();
    this.#animate();
  }

  #seek(position) {
    this.#playback.seek(position);
    this.#show();
  }

  async #seekNote(note) {
    if (!note) return;
    if (!Sound.isPossible) {
      const audio = this.querySelector("audio");
      if (audio) audio.currentTime = note.onset_seconds;
      return;
    }
    this.#seek(note.onset_seconds);
    if (this.#playback.state === "stopped") await this.toggle();
  }

  #tempo(percent) {
    this.#playback.rate = percent / 100;
    this.#part("tempo-value").textContent = `${percent} %`;
  }

  #animate() {
    cancelAnimationFrame(this.#frame);
    this.#show();
    const isMoving = this.#playback.state !== "stopped";
    tell("sounding", { ids: isMoving ? this.#timeline.soundingAt(this.#playback.audible) : [] });
    if (isMoving) this.#frame = requestAnimationFrame(() => this.#animate());
  }

  #show() {
    const { seconds } = this.#timeline;
    const { position, state } = this.#playback;
    const play = this.#part("play");
    const isOn = state !== "stopped";
    play.disabled = this.#timeline.isEmpty;
    if (play.ariaPressed !== String(isOn)) {
      play.ariaPressed = String(isOn);
      play.ariaLabel = isOn ? play.dataset.labelPause : play.dataset.labelPlay;
    }
    const seek = this.#part("seek");
    seek.max = seconds;
    seek.value = position;
    seek.ariaValueText = clock(position);
    this.#part("time").textContent = clock(position);
    this.#part("length").textContent = clock(seconds);
    if (this.#sound.isLoaded) this.#say(state === "waiting" ? "buffering" : "");
  }

  #say(state) {
    const box = this.#part("state");
    const words = state ? box.dataset[state] : "";
    if (box.textContent !== words) box.textContent = words;
  }

  #followAudio() {
    const audio = this.querySelector("audio");
    if (audio && !Sound.isPossible) audio.ontimeupdate = () => tell("sounding", { ids: audio.paused ? [] : this.#timeline.soundingAt(audio.currentTime) });
  }

  #part(name) { return this.querySelector(`[data-${name}]`); }
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

customElements.define("score-player", ScorePlayer);
