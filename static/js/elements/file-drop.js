// <file-drop data-name="“{name}” is chosen."> around a form with a file: a file may be dropped on it, whose name is then said, and the form
// is sent once. Inside: an input of type file, and elements [data-drop-hint] and [data-chosen].

class FileDrop extends HTMLElement {
  #form;
  #input;
  #button;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#input = this.#form.querySelector("input[type=file]");
    this.#button = this.#form.querySelector("button[type=submit]");
    this.querySelector("[data-drop-hint]").hidden = false;
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("dragleave", () => this.classList.remove("is-over"));
    this.addEventListener("drop", (event) => this.#drop(event));
    this.#form.addEventListener("submit", (event) => this.#sendOnce(event));
    window.addEventListener("pageshow", () => this.#release());
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

  #sendOnce(event) {
    if (this.#button.ariaDisabled === "true") {
      event.preventDefault();
      return;
    }
    this.#button.ariaDisabled = "true";
    this.#button.dataset.idleText ??= this.#button.textContent;
    this.#button.textContent = this.#button.dataset.busyText;
  }

  #release() {
    this.#button.ariaDisabled = "false";
    if (this.#button.dataset.idleText) this.#button.textContent = this.#button.dataset.idleText;
  }
}

customElements.define("file-drop", FileDrop);
