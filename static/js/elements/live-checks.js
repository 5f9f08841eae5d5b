// <live-checks src="…/checks/"> around the checks of a piece: looks again whenever the piece may have changed, so that a pupil sees
// ✓ and ✗ while writing. Without it the link "Check now" loads the page again.
// Hears score:version, score:refreshed, score:done and score:answered, and asks every few seconds while somebody looks; an answer of 204 says nothing changed.

import { hear } from "../events.js";

const EVERY_MS = 4000;
const SOON_MS = 250;

class LiveChecks extends HTMLElement {
  #timer = 0;
  #soon = 0;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    for (const name of ["version", "refreshed", "done"]) hear(name, () => this.#lookSoon(), signal);
    hear("answered", () => this.#look(true), signal);
    document.addEventListener("visibilitychange", () => document.hidden || this.#look(), { signal });
    this.querySelector("[data-now]")?.addEventListener("click", (event) => { event.preventDefault(); this.#look(true); }, { signal });
    this.#timer = setInterval(() => document.hidden || this.#look(), EVERY_MS);
  }

  disconnectedCallback() {
    this.#listening.abort();
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
  }

  // A change is drawn in several steps; one look after the last of them is enough.
  #lookSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#look(), SOON_MS);
  }

  async #look(isForced = false) {
    const checks = this.querySelector("[data-checks]");
    const url = new URL(this.getAttribute("src"), location.href);
    const known = checks.querySelector("[data-version]")?.dataset.version;
    if (known && !isForced) url.searchParams.set("known", known);
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      // Our own template, in which every text is escaped.
      if (answer.status === 200 && !answer.redirected) checks.innerHTML = await answer.text();
    } catch { /* no network: the next round tries again */ }
  }
}

customElements.define("live-checks", LiveChecks);
