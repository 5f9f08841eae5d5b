// <takeout-progress src="…" data-words="{done} of {total} pieces">: asks how far a takeout is, and loads the page anew when it is ready.
// Inside: a <progress> and an element [data-words].

const PAUSE = 1500;

class TakeoutProgress extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  async #ask() {
    try {
      const answer = await fetch(this.getAttribute("src"));
      if (!answer.ok) return location.reload();
      const { status, done, total } = await answer.json();
      if (status === "done" || status === "failed") return location.reload();
      this.querySelector("progress").value = done;
      this.querySelector("[data-words]").textContent = this.dataset.words.replace("{done}", done).replace("{total}", total);
    } catch {
      // The network is away for a moment: ask again.
    }
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }
}

customElements.define("takeout-progress", TakeoutProgress);
