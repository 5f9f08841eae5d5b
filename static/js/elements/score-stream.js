// <score-stream socket="/ws/…" events="/pieces/…/events/" after="12" final> receives the frames of one generation in order (frames.js).
// Each frame becomes a document event score:<event>.
// A snapshot, the whole of a piece whose log was put away, is told as its plan and its measures.
// Also sent: score:connection {isOnline}, and score:refused when the piece may no longer be opened from here. When the piece is final the page's own sections are fetched anew (page-refresh.js).

import { tell } from "../events.js";
import { FrameStream } from "../frames.js";
import { refreshPage } from "../page-refresh.js";

class ScoreStream extends HTMLElement {
  #stream = null;

  connectedCallback() {
    this.#stream = new FrameStream({
      socket: this.getAttribute("socket"),
      events: this.getAttribute("events"),
      after: Number(this.getAttribute("after")) || 0,
      take: (frame, isFinal) => this.#take(frame, isFinal),
      pass: (frame) => tell(frame.event, frame),
      connect: (isOnline) => tell("connection", { isOnline }),
      refuse: () => tell("refused"),
    });
    if (!this.hasAttribute("final")) this.#stream.open();
  }

  disconnectedCallback() { this.#stream.close(); }

  /** The newest event that the page shows. */
  get last() { return this.#stream.last; }

  #take(frame, isFinal) {
    if (frame.event === "snapshot") this.#tellWhole(frame);
    else tell(frame.event, frame);
    if (isFinal) this.#finish();
  }

  #tellWhole(snapshot) {
    tell("plan", snapshot);
    snapshot.systems.forEach((system) => tell("measures", { ...system, seq: snapshot.seq, event: "measures" }));
  }

  async #finish() {
    await refreshPage();
    tell("refreshed");
  }
}

customElements.define("score-stream", ScoreStream);
