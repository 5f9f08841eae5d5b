// <style-hearing src="…"> holds the card of what the machine hears. With the attribute `waiting` it asks until there is an answer (200
// instead of 202) and shows that.

const PAUSE = 700;
const PATIENCE = 200; // questions, after which somebody has to look again by themselves

class StyleHearing extends HTMLElement {
  #timer = 0;
  #asked = 0;

  connectedCallback() {
    if (this.hasAttribute("waiting")) this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #later() {
    if (this.#asked++ < PATIENCE) this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    try {
      const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "text/html" } });
      if (answer.status === 200) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.removeAttribute("waiting");
        this.replaceChildren(...fresh.body.childNodes);
        return;
      }
    } catch {
      // The network is away for a moment: ask again.
    }
    this.#later();
  }
}

customElements.define("style-hearing", StyleHearing);
