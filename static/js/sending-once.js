// A form that is sent once, however often its button is pressed. `data-busy-text` of the button is what it says meanwhile.

export class SendingOnce {
  #button;

  constructor(form) {
    this.#button = form.querySelector("button[type=submit]");
    form.addEventListener("submit", (event) => this.#send(event));
  }

  // For a page that one comes back to.
  release() {
    this.#button.ariaDisabled = "false";
    if (this.#button.dataset.idleText) this.#button.textContent = this.#button.dataset.idleText;
  }

  #send(event) {
    if (this.#button.ariaDisabled === "true") {
      event.preventDefault();
      return;
    }
    this.#button.ariaDisabled = "true";
    this.#button.dataset.idleText ??= this.#button.textContent;
    this.#button.textContent = this.#button.dataset.busyText;
  }
}
