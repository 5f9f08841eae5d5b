// <file-drop data-name="“{name}” is chosen."> around a form with a file: a file may be dropped on it, whose name is then said, and the form
// is sent once. Inside: an input of type file, and elements [data-drop-hint] and [data-chosen].

import { SendingOnce } from "../sending-once.js";

class FileDrop extends HTMLElement {
  #input;

  connectedCallback() {
    this.#input = this.querySelector("input[type=file]");
    const sending = new SendingOnce(this.querySelector("form"));
    this.querySelector("[data-drop-hint]").hidden = false;
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("dragleave", () => this.classList.remove("is-over"));
    this.addEventListener("drop", (event) => this.#drop(event));
    window.addEventListener("pageshow", () => sending.release());
  }

  #over(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    this.classList.add("is-over");
  }

  #drop(event) {
    this.classList.remove("is-over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.#input.files = event.dataTransfer.files;
    this.#say();
  }

  #say() {
    const file = this.#input.files[0];
    this.querySelector("[data-chosen]").textContent = file ? this.dataset.name.replace("{name}", file.name) : "";
  }
}

customElements.define("file-drop", FileDrop);
