// <comment-form> around the fields of a comment: a click on a bar of the score fills in its number, and a ready phrase its words.

class CommentForm extends HTMLElement {
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    const measure = this.querySelector("[name=measure]");
    const text = this.querySelector("[name=text]");
    document.querySelector(".sheet")?.addEventListener("click", (event) => {
      const bar = event.target.closest("g[data-measure]");
      if (!bar) return;
      measure.value = bar.dataset.measure;
      text.focus();
    }, { signal });
    for (const button of this.querySelectorAll("[data-phrase]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        text.value = [text.value.trim(), button.dataset.phrase].filter(Boolean).join(" ");
        text.focus();
      }, { signal });
    }
  }

  disconnectedCallback() { this.#listening.abort(); }
}

customElements.define("comment-form", CommentForm);
