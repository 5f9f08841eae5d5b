// <work-desk base="3" edits reshapes changes current locks cancellation> over the sheet: undo, redo, the mode for editing notes, and
// the sentences of refusals. The attributes are addresses; desk.js posts to them.
// Keys: Ctrl+Z undoes, Ctrl+Shift+Z redoes, E begins and ends editing notes (score:editing {isOn}).
// Hears score:version, score:refusal, score:editing.

import { desk } from "../desk.js";
import { hear, tell } from "../events.js";

const TYPING = "input, textarea, select";

class WorkDesk extends HTMLElement {
  #isEditing = false;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    const mode = this.querySelector("[data-mode]");
    mode.hidden = false;
    mode.addEventListener("click", () => this.#edit(!this.#isEditing), { signal });
    this.querySelector("form").addEventListener("submit", (event) => this.#move(event, event.submitter.value), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    hear("version", (facts) => this.#show(facts), signal);
    hear("refusal", (refusal) => this.#refuse(refusal), signal);
    hear("editing", ({ isOn }) => this.#mark(isOn), signal);
  }

  disconnectedCallback() { this.#listening.abort(); }

  #edit(isOn) {
    tell("editing", { isOn });
    if (isOn) document.getElementById("sheet").focus({ preventScroll: true });
  }

  #mark(isOn) {
    this.#isEditing = isOn;
    this.querySelector("[data-mode]").ariaPressed = String(isOn);
    this.#say("");
  }

  #key(event) {
    if (event.target.closest(TYPING) || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === "z") this.#move(event, event.shiftKey ? "redo" : "undo");
    else if (isCommand && event.key === "y") this.#move(event, "redo");
    else if (!isCommand && event.key === "e" && !this.#isEditing) this.#edit(true);
  }

  #move(event, move) {
    event.preventDefault();
    this.#say("");
    if (!this.querySelector(`[data-${move}]`).disabled) desk.change("current", { move });
  }

  #show({ can_undo: canUndo, can_redo: canRedo }) {
    this.querySelector("[data-undo]").disabled = !canUndo;
    this.querySelector("[data-redo]").disabled = !canRedo;
    this.#say("");
  }

  #refuse({ message, isOutdated }) {
    this.#say(message);
    if (!isOutdated) return;
    const link = Object.assign(document.createElement("a"), { href: "", textContent: this.dataset.reload });
    this.querySelector("[data-say]").append(" ", link);
  }

  #say(words) { this.querySelector("[data-say]").textContent = words; }
}

customElements.define("work-desk", WorkDesk);
