// <score-stream socket="/ws/…" events="/pieces/…/events/" after="12" final> receives the frames of one generation in order.
// Each frame becomes a document event score:<event>; frames already seen are dropped. A lost socket is opened again with
// back-off and jitter, and after three failures the HTTP twin is polled until a socket opens again.
// A snapshot, the whole of a piece whose log was put away, is told as its plan and its measures.
// Also sent: score:connection {isOnline}, and score:refused when the piece may no longer be opened from here. When the piece is final the page's own sections are fetched anew (page-refresh.js).

import { tell } from "../events.js";
import { refreshPage } from "../page-refresh.js";

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

class ScoreStream extends HTMLElement {
  #last = 0;
  #socket = null;
  #failures = 0;
  #timer = 0;
  #silence = 0;
  #notice = 0;
  #isOver = false;

  connectedCallback() {
    this.#last = Number(this.getAttribute("after")) || 0;
    if (!this.hasAttribute("final")) this.#open();
  }

  disconnectedCallback() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  /** The newest event that the page shows. */
  get last() { return this.#last; }

  #open() {
    const url = new URL(this.getAttribute("socket"), location.href);
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
    if (this.#failures <= FAILURES_BEFORE_POLLING || this.#failures % 10 === 0) this.#open();
    else this.#lost();
  }

  async #poll() {
    const url = new URL(this.getAttribute("events"), location.href);
    url.searchParams.set("after", this.#last);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.status === 404) this.#refused();
      if (!answer.ok) return;
      const { frames } = await answer.json();
      this.#online(true);
      frames.forEach((frame) => this.#take(frame));
    } catch { /* no network: the next round tries again */ }
  }

  #take(frame) {
    if (PASSING.has(frame.event)) {
      tell(frame.event, frame);
      this.#checkForHole(frame.seq);
      return;
    }
    if (frame.seq <= this.#last) return;
    this.#last = frame.seq;
    if (frame.event === "snapshot") this.#tellWhole(frame);
    else tell(frame.event, frame);
    if (FINAL.has(frame.event)) this.#finish();
  }

  #tellWhole(snapshot) {
    tell("plan", snapshot);
    snapshot.systems.forEach((system) => tell("measures", { ...system, seq: snapshot.seq, event: "measures" }));
  }

  #refused() {
    this.#isOver = true;
    clearTimeout(this.#silence);
    clearTimeout(this.#notice);
    this.#socket?.close();
    tell("refused");
  }

  // A passing frame carries the newest stored number. Still behind it a while later, something was lost: ask again from here.
  #checkForHole(newest) {
    if (newest <= this.#last) return;
    const socket = this.#socket;
    setTimeout(() => newest > this.#last && !this.#isOver && socket?.close(), HOLE_PATIENCE);
  }

  async #finish() {
    this.#isOver = true;
    clearTimeout(this.#silence);
    this.#online(true);
    this.#socket?.close();
    await refreshPage();
    tell("refreshed");
  }

  #online(isOnline) {
    clearTimeout(this.#notice);
    if (isOnline) tell("connection", { isOnline });
    else this.#notice = setTimeout(() => tell("connection", { isOnline }), NOTICE_AFTER);
  }
}

customElements.define("score-stream", ScoreStream);
