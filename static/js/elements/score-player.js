// <score-player synth worklet soundfont final> plays the score, also while it is being written: the buttons of the transport, and what the
// settings of the page mean for the sound. Without AudioWorklet it plays the <audio> element inside it instead.
// Hears score:measures, score:seek {id}, score:seek-bar {bar}, score:seek-to {seconds}, score:selected, score:setting, score:toggle, score:loop,
// score:music (other music takes its place), score:audition {pitch, part}, score:done, cancelled, failed; tells score:sounding {ids} and score:position {seconds, isPlaying} while it plays.

import { AudioPlayback } from "../audio-playback.js";
import { fill, hear, tell } from "../events.js";
import { claimSound, yieldSound } from "../one-sound.js";
import { Playback } from "../playback.js";
import { selection } from "../selection.js";
import { settings } from "../settings.js";
import { Sound } from "../sound.js";
import { timeline } from "../timeline.js";

class ScorePlayer extends HTMLElement {
  #sound = new Sound();
  #playback = null;
  #loading = null;
  #frame = 0;
  #isLooping = false;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    const page = document.getElementById("note-times");
    timeline.replace(page ? JSON.parse(page.textContent) ?? {} : {});
    timeline.isFinal = this.hasAttribute("final");
    this.#choosePlayback();
    hear("measures", (frame) => { timeline.add(frame); this.#show(); }, signal);
    hear("music", (music) => this.#replace(music), signal);
    hear("audition", (note) => this.#audition(note), signal);
    for (const end of ["done", "cancelled", "failed"]) hear(end, () => { timeline.isFinal = true; }, signal);
    hear("refreshed", () => this.#choosePlayback(), signal);
    hear("seek", ({ id }) => this.#playFrom(timeline.note(id)?.onset_seconds), signal);
    hear("seek-bar", ({ bar }) => this.#playFrom(timeline.bar(bar)?.onset_seconds), signal);
    hear("seek-to", ({ seconds }) => this.#seek(seconds), signal);
    hear("toggle", () => this.toggle(), signal);
    hear("loop", () => this.#setLoop(!this.#isLooping), signal);
    hear("selected", () => this.#setLoop(this.#isLooping), signal);
    hear("setting", ({ name }) => this.#apply(name), signal);
    yieldSound(this, () => this.state !== "stopped" && this.toggle(), signal);
    this.#part("play").addEventListener("click", () => this.toggle(), { signal });
    this.#part("loop").addEventListener("click", () => this.#setLoop(!this.#isLooping), { signal });
    this.#part("seek").addEventListener("input", (event) => this.#seek(Number(event.target.value)), { signal });
    this.#apply();
    this.#show();
  }

  disconnectedCallback() {
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    if (this.state !== "stopped") this.#playback.pause();
  }

  /** MIDI pitches in the order in which they begin. */
  get pitches() { return timeline.notes.map(({ pitch }) => pitch); }

  /** Loudness of this moment, 0 to 1. */
  get level() { return this.#sound.level; }

  get state() { return this.#playback?.state ?? "stopped"; }

  get position() { return this.#playback?.position ?? 0; }

  #choosePlayback() {
    const audio = this.querySelector("audio");
    if (Sound.isPossible) this.#playback ??= new Playback(this.#sound, timeline);
    else if (audio && !this.#playback) {
      this.#playback = new AudioPlayback(audio, timeline);
      for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, () => this.#animate());
    }
    this.classList.toggle("is-simple", !Sound.isPossible);
    this.#part("controls").hidden = !this.#playback;
    this.#part("fallback").hidden = Boolean(this.#playback);
    this.#apply();
    this.#show();
  }

  /** Play or pause. The first time loads the synthesiser. */
  async toggle() {
    if (!this.#playback || timeline.isEmpty) return;
    if (this.state !== "stopped") this.#playback.pause();
    else if (await this.#ready()) {
      if (Sound.isPossible) claimSound(this); // an <audio> says so itself
      await this.#playback.play();
    }
    this.#animate();
  }

  async #ready() {
    if (!Sound.isPossible) return true;
    if (this.#loading && !this.#sound.isLoaded) return false;
    const waking = this.#sound.wake();
    if (this.#sound.isLoaded) return waking.then(() => true);
    this.#say("loading");
    const [synth, worklet, soundfont] = ["synth", "worklet", "soundfont"].map((name) => this.getAttribute(name));
    this.#loading = this.#sound.load({ synth, worklet, soundfont });
    try {
      await Promise.all([this.#loading, waking]);
    } catch (error) {
      console.warn(error);
      this.#loading = null;
      this.#say("failed");
      return false;
    }
    this.#say("");
    this.#apply();
    return true;
  }

  // What sounds of the old music is let go; the place in the piece is kept.
  #replace(music) {
    const { position, state } = this;
    if (state !== "stopped") this.#playback.pause();
    timeline.replace(music);
    timeline.isFinal = music.isFinal;
    this.#apply();
    this.#setLoop(this.#isLooping);
    this.#playback?.seek(Math.min(position, timeline.seconds));
    if (state !== "stopped") this.#playback.play();
    this.#animate();
  }

  // One note alone, for whoever writes it. It does not wait for the synthesiser.
  #audition({ pitch, part }) {
    if (!this.#sound.isLoaded || this.state !== "stopped") return;
    const now = this.#sound.now;
    this.#sound.start({ part, pitch, velocity: 80 }, now);
    this.#sound.stop({ part, pitch }, now + 0.35);
  }

  #seek(position) {
    this.#playback?.seek(position);
    this.#show();
    tell("position", { seconds: position, isPlaying: this.state !== "stopped" });
  }

  async #playFrom(position) {
    if (position === undefined || !this.#playback) return;
    this.#seek(position);
    if (this.state === "stopped") await this.toggle();
  }

  #setLoop(isLooping) {
    this.#isLooping = isLooping;
    this.#part("loop").ariaPressed = String(isLooping);
    const bars = selection.isEmpty ? { first: 1, last: timeline.bars.length } : selection.current;
    if (this.#playback) this.#playback.loop = isLooping ? timeline.span(bars) : null;
    const chosen = this.#part("selected");
    chosen.hidden = selection.isEmpty;
    chosen.textContent = selection.isEmpty ? "" : fill(bars.first === bars.last ? chosen.dataset.one : chosen.dataset.many, bars);
  }

  // Which settings matter here; without a name all of them.
  #apply(name = "") {
    if (!this.#playback) return;
    if (!name || name === "tempo") this.#playback.rate = Number(settings.get("tempo") ?? 100) / 100;
    if (!name || name === "volume") (Sound.isPossible ? this.#sound : this.#playback).volume = Number(settings.get("volume") ?? 80) / 100;
    this.#playback.hasMetronome = settings.get("metronome");
    this.#playback.countsIn = settings.get("count_in");
    this.#playback.isHuman = settings.get("humanise") ?? true;
    if (/^(volume|program|muted|solo)_|^$/.test(name)) this.#sound.mix = timeline.parts.map((part, number) => mixed(part, number));
    if (name === "transpose" || !name) {
      this.#sound.transpose = settings.number("transpose") || 0;
      if (name) this.#playback.renew();
    }
  }

  #animate() {
    cancelAnimationFrame(this.#frame);
    this.#show();
    const isMoving = this.state !== "stopped";
    const seconds = this.#playback.audible;
    tell("sounding", { ids: isMoving ? timeline.soundingAt(seconds) : [] });
    tell("position", { seconds, isPlaying: isMoving });
    if (isMoving) this.#frame = requestAnimationFrame(() => this.#animate());
  }

  #show() {
    const { seconds } = timeline;
    const { position, state } = this;
    const play = this.#part("play");
    const isOn = state !== "stopped";
    play.disabled = timeline.isEmpty || !this.#playback;
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

  #part(name) { return this.querySelector(`[data-${name}]`); }
}

// A part that somebody mutes is silent; where somebody listens to some parts alone, so are the others.
function mixed(part, number) {
  const isSolo = timeline.parts.some((_, other) => settings.get(`solo_${other}`));
  const isSilent = settings.get(`muted_${number}`) || (isSolo && !settings.get(`solo_${number}`));
  const [program, volume] = [settings.get(`program_${number}`), settings.get(`volume_${number}`)];
  return { program: program ? Number(program) : part.program, volume: isSilent ? 0 : Number(volume ?? 100) / 100 };
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

customElements.define("score-player", ScorePlayer);
