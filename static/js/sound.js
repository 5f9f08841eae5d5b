// The synthesiser: an AudioWorklet that reads a SoundFont. Loaded on the first Play; every time is in AudioContext seconds.

const DRUM_CHANNEL = 9;

export class Sound {
  #context = null;
  #synth = null;
  #volume = null;
  #analyser = null;
  #busyUntil = 0;

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

  /** parts: [{program}] in the order of the score. */
  set programs(parts) {
    parts.forEach(({ program }, part) => this.#synth.programChange(channelOf(part), program));
  }

  start({ part, pitch, velocity }, time) {
    this.#synth.noteOn(channelOf(part), pitch, velocity, { time });
    this.#busyUntil = Math.max(this.#busyUntil, time);
  }

  stop({ part, pitch }, time) {
    this.#synth.noteOff(channelOf(part), pitch, { time });
    this.#busyUntil = Math.max(this.#busyUntil, time);
  }

  /** Silence at once; answers when new notes may begin, which is after everything already on its way. */
  silence() {
    this.#synth.stopAll(true);
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
