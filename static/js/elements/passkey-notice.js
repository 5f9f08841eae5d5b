// <passkey-notice data-unsupported="…" data-refused="…">: a sentence where a passkey cannot be used.
// Without support in the browser it hides the buttons that carry [data-passkey]. It hears `allauth.error`, which the scripts of the
// passkey forms send when the browser refuses or the person stops.

class PasskeyNotice extends HTMLElement {
  #refused = (event) => {
    event.preventDefault();
    this.#say(this.dataset.refused);
  };

  connectedCallback() {
    document.addEventListener("allauth.error", this.#refused);
    if (window.PublicKeyCredential) return;
    const buttons = document.querySelectorAll("[data-passkey]");
    for (const button of buttons) button.hidden = true;
    // A sign-in page has the password still: it says nothing about what is missing.
    if (!document.querySelector("input[type=password], input[name=code]")) this.#say(this.dataset.unsupported);
  }

  disconnectedCallback() {
    document.removeEventListener("allauth.error", this.#refused);
  }

  #say(sentence) {
    this.textContent = sentence;
    this.hidden = false;
  }
}

customElements.define("passkey-notice", PasskeyNotice);
