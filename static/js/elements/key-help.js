// <key-help> holds a dialog that lists the keys of the page, and is what makes them work: each row says what its key does.
//   <tr data-keys="l L" data-tell="loop"> tells score:loop · data-tell="seek-to" data-detail='{"seconds":0}' with a detail
//   data-flip="metronome" turns a setting on or off · data-add="zoom:10" adds to one · data-click="[data-print]" presses a button
//   data-flips="muted_" turns on or off the setting of the part that the digit names
// The key ? opens the dialog. Keys do nothing while somebody writes in a field.

import { hear, tell } from "../events.js";
import { settings } from "../settings.js";

const WRITING = "textarea, select, input:not([type=range], [type=checkbox], [type=radio]), [contenteditable]";
const PRESSED = "button, summary, a, audio, input, label";

class KeyHelp extends HTMLElement {
  #dialog;
  #rows = new Map();
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#dialog = this.querySelector("dialog");
    for (const row of this.querySelectorAll("[data-keys]")) for (const key of row.dataset.keys.split(" ")) this.#rows.set(key, row);
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    document.addEventListener("click", (event) => event.target.closest("[data-shortcuts]") && this.#dialog.showModal(), { signal });
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close(), { signal });
    hear("help", () => this.#dialog.showModal(), signal);
  }

  disconnectedCallback() { this.#listening.abort(); }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || this.#dialog.open) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(WRITING) || (event.key === " " && target.closest(PRESSED))) return;
    const row = this.#rows.get(event.key === " " ? "Space" : event.shiftKey && /^Digit/.test(event.code) ? `Shift+${event.code.slice(5)}` : event.key);
    if (!row) return;
    event.preventDefault();
    this.#do(row.dataset, event.code.replace(/^Digit/, ""));
  }

  #do({ tell: name, detail, flip, flips, add, click }, digit) {
    if (name) tell(name, detail ? JSON.parse(detail) : {});
    if (flip) tell("set", { name: flip, value: !settings.get(flip) });
    if (flips) tell("set", { name: `${flips}${digit - 1}`, value: !settings.get(`${flips}${digit - 1}`) });
    if (add) {
      const [setting, step] = add.split(":");
      tell("set", { name: setting, value: settings.number(setting) + Number(step) });
    }
    if (click) document.querySelector(click)?.click();
  }
}

customElements.define("key-help", KeyHelp);
