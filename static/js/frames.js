// The frames of one generation in order, from its socket or from the plain twin (docs/progress.md). Frames already seen are dropped.
// A lost socket is opened again with back-off and jitter, and after three failures the twin is polled until a socket opens again.
//   new FrameStream({ socket, events, after, take(frame), pass(frame), connect(isOnline), refuse() }).open();

const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;
const FAILURES_BEFORE_POLLING = 3;
const POLL_INTERVAL = 1_500;
const SILENCE_LIMIT = 45_000;
const NOTICE_AFTER = 2_000;
const HOLE_PATIENCE = 4_000;
const FINAL = new Set(["done", "cancelled", "failed"]);
const PASSING = new Set(["queue", "ping"]);
const NOT_FOUND = 4404;

export class FrameStream {
  #listener;
  #last;
  #socket = null;
  #failures = 0;
  #timer = 0;
  #silence = 0;
  #notice = 0;
  #isOver = false;

  constructor({ after = 0, ...listener }) {
    this.#listener = { pass() {}, connect() {}, refuse() {}, ...listener };
    this.#last = after;
  }

  /** The newest event that was taken. */
  get last() { return this.#last; }

  open() {
    const url = new URL(this.#listener.socket, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.searchParams.set("after", this.#last);
    const socket = this.#socket = new WebSocket(url);
    socket.onopen = () => this.#watchSilence();
    socket.onmessage = (message) => {
      this.#failures = 0;
      this.#online(true);
      this.#watchSilence();
      this.#take(JSON.parse(message.data));
    };
    // Whoever was shut out asks the twin at once: a tab that signed in meanwhile may go on, anybody else is told.
    socket.onclose = ({ code }) => (code === NOT_FOUND ? this.#askAgain() : this.#lost());
  }

  close() {
    this.#isOver = true;
    for (const timer of [this.#timer, this.#silence, this.#notice]) clearTimeout(timer);
    this.#socket?.close();
  }

  #watchSilence() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.close(), SILENCE_LIMIT);
  }

  #lost() {
    clearTimeout(this.#silence);
    if (this.#isOver) return;
    this.#failures += 1;
    this.#online(false);
    const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (this.#failures - 1)) * (0.7 + 0.6 * Math.random());
    this.#timer = setTimeout(() => this.#retry(), this.#failures > FAILURES_BEFORE_POLLING ? POLL_INTERVAL : delay);
  }

  async #askAgain() {
    await this.#poll();
    this.#lost();
  }

  async #retry() {
    if (this.#failures > FAILURES_BEFORE_POLLING) await this.#poll();
    // Every tenth round of polling tries whether sockets get through again.
    if (this.#isOver) return;
    if (this.#failures <= FAILURES_BEFORE_POLLING || this.#failures % 10 === 0) this.open();
    else this.#lost();
  }

  async #poll() {
    const url = new URL(this.#listener.events, location.href);
    url.searchParams.set("after", this.#last);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.status === 404) {
        this.close();
        this.#listener.refuse();
      }
      if (!answer.ok) return;
      const { frames } = await answer.json();
      this.#online(true);
      frames.forEach((frame) => this.#take(frame));
    } catch { /* no network: the next round tries again */ }
  }

  #take(frame) {
    if (PASSING.has(frame.event)) {
      this.#listener.pass(frame);
      this.#checkForHole(frame.seq);
      return;
    }
    if (frame.seq <= this.#last || this.#isOver) return;
    this.#last = frame.seq;
    if (FINAL.has(frame.event)) {
      this.#online(true);
      this.close();
    }
    for (const system of frame.redrawn ?? []) this.#listener.take({ ...system, seq: frame.seq, event: frame.event }, false);
    this.#listener.take(frame, FINAL.has(frame.event));
  }

  // A passing frame carries the newest stored number. Still behind it a while later, something was lost: ask again from here.
  #checkForHole(newest) {
    if (newest <= this.#last) return;
    const socket = this.#socket;
    setTimeout(() => newest > this.#last && !this.#isOver && socket?.close(), HOLE_PATIENCE);
  }

  #online(isOnline) {
    clearTimeout(this.#notice);
    if (isOnline) this.#listener.connect(true);
    else this.#notice = setTimeout(() => this.#listener.connect(false), NOTICE_AFTER);
  }
}
