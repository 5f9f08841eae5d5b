// The synthesiser: an AudioWorklet that reads a SoundFont. Loaded on the first Play; every time is in AudioContext seconds.

const DRUM_CHANNEL = 9;
const VOLUME = 7;        // the MIDI controller
const FULL_VOLUME = 100;

export class Sound {
  #context = null;
  #synth = null;
  #volume = null;
  #analyser = null;
  #busyUntil = 0;
  #clicks = new Set();
  #mix = [];
  /** Semitones up: the key that is shown is the key that sounds. */
  transpose = 0;

  /** False on plain-HTTP hosts and old browsers, where only the <audio> element plays. */
  static get isPossible() { return typeof AudioContext === "function" && "audioWorklet" in AudioContext.prototype; }

  get isLoaded() { return this.#synth !== null; }

  get now() { return this.#context?.currentTime ?? 0; }

  /** How much later the ear hears what the clock says. */
  get latency() { return this.#context?.outputLatency || 0; }

  /** Loudness of this moment, 0 to 1 (root mean square). */
  get level() {
    if (!this.#analyser) return 0;
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }

  /** Call inside a click: browsers let only a gesture start the sound. */
  wake() {
    this.#context ??= new AudioContext({ latencyHint: "interactive" });
    return this.#context.resume();
  }

  async load({ synth, worklet, soundfont }) {
    const context = this.#context;
    const [{ WorkletSynthesizer }, bank] = await Promise.all([import(synth), fetchBytes(soundfont), context.audioWorklet.addModule(worklet)]);
    const instrument = new WorkletSynthesizer(context);
    await instrument.soundBankManager.addSoundBank(bank, "main");
    await instrument.isReady;
    this.#volume = new GainNode(context, { gain: 0.8 });
    this.#analyser = new AnalyserNode(context, { fftSize: 2048 });
    instrument.connect(this.#volume).connect(this.#analyser).connect(context.destination);
    this.#synth = instrument;
  }

  set volume(share) {
    this.#volume?.gain.setTargetAtTime(share ** 1.6, this.now, 0.02);
  }

  /** mix: [{program, volume}] in the order of the parts; volume 0 to 1. Heard at once. */
  set mix(mix) {
    if (!this.#synth) return;
    mix.forEach(({ program, volume }, part) => {
      const before = this.#mix[part] ?? {};
      if (before.program !== program) this.#synth.programChange(channelOf(part), program);
      if (before.volume !== volume) this.#synth.controllerChange(channelOf(part), VOLUME, Math.round(FULL_VOLUME * volume));
    });
    this.#mix = mix;
  }

  start({ part, pitch, velocity }, time) {
    this.#synth.noteOn(channelOf(part), this.#moved(pitch), velocity, { time });
    this.#busyUntil = Math.max(this.#busyUntil, time);
  }

  stop({ part, pitch }, time) {
    this.#synth.noteOff(channelOf(part), this.#moved(pitch), { time });
    this.#busyUntil = Math.max(this.#busyUntil, time);
  }

  /** One click of the metronome. */
  click(time, isDownbeat) {
    const context = this.#context;
    const tone = new OscillatorNode(context, { type: "triangle", frequency: isDownbeat ? 1760 : 1175 });
    const envelope = new GainNode(context, { gain: isDownbeat ? 0.5 : 0.3 });
    envelope.gain.setTargetAtTime(0, time, 0.018);
    tone.connect(envelope).connect(this.#volume);
    tone.start(time);
    tone.stop(time + 0.12);
    this.#clicks.add(tone);
    tone.onended = () => this.#clicks.delete(tone);
  }

  #moved(pitch) { return Math.min(127, Math.max(0, pitch + this.transpose)); }

  /** Silence at once; answers when new notes may begin, which is after everything already on its way. */
  silence() {
    this.#synth.stopAll(true);
    for (const tone of this.#clicks) tone.stop();
    const clear = this.#busyUntil + 0.01;
    if (clear > this.now) setTimeout(() => this.#synth.stopAll(true), (clear - this.now) * 1000);
    return Math.max(this.now + 0.05, clear + 0.05);
  }
}

function channelOf(part) { return part < DRUM_CHANNEL ? part : part + 1; }

async function fetchBytes(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.arrayBuffer();
}
