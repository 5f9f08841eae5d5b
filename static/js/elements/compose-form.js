// <compose-form> around the form of the first page.
// Example links fill the field, Ctrl+Enter sends, characters are counted near the limit, and a form is sent once.

import { SendingOnce } from "../sending-once.js";

const SHOWN_FROM = 0.7;

class ComposeForm extends HTMLElement {
  #form;
  #field;
  #button;
  #sending;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#field = this.querySelector("textarea");
    this.#button = this.#form.querySelector("button[type=submit]");
    this.#sending = new SendingOnce(this.#form);
    this.querySelector("[data-hint]").hidden = false;
    this.addEventListener("click", (event) => this.#useExample(event));
    this.#field.addEventListener("keydown", (event) => this.#sendOnEnter(event));
    this.#field.addEventListener("input", () => this.#count());
    // Back from the piece: the same page, but a new wish.
    window.addEventListener("pageshow", (event) => event.persisted && this.#release());
    this.#count();
  }

  #useExample(event) {
    const link = event.target.closest("[data-example]");
    if (!link) return;
    event.preventDefault();
    this.#field.value = link.dataset.example;
    this.#field.focus();
    this.#count();
  }

  #sendOnEnter(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#form.requestSubmit(this.#button);
  }

  #count() {
    const limit = Number(this.#field.dataset.limit || this.#field.maxLength);
    const counter = this.querySelector("[data-count]");
    const length = [...this.#field.value].length;
    if (!(limit > 0)) return;
    counter.hidden = length < limit * SHOWN_FROM;
    counter.textContent = `${length} / ${limit}`;
    counter.classList.toggle("is-over", length > limit);
  }

  #release() {
    this.#sending.release();
    const key = this.#form.elements.idempotency_key;
    if (key) key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

customElements.define("compose-form", ComposeForm);
