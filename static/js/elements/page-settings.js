// <page-settings key="708ZGcrzQaqo" save="/pieces/…/settings/" account> keeps settings.js in step with the controls of the form inside it
// (and with those elsewhere that name it in their form attribute), and saves what changes: with the attribute account on the server,
// else in this browser. Buttons with data-step="zoom:10" add to a field, data-set="cursor:top" sets one.
// Hears score:set {name, value} from keys and other elements; tells score:setting through settings.js.

import { hear } from "../events.js";
import { settings } from "../settings.js";

const SAVE_AFTER = 800;

class PageSettings extends HTMLElement {
  #form;
  #timer = 0;
  #listening = new AbortController();

  connectedCallback() {
    const { signal } = this.#listening;
    this.#form = this.querySelector("form[method=get]");
    this.#takeUp();
    document.addEventListener("input", (event) => event.target.form === this.#form && this.#changed(), { signal });
    document.addEventListener("click", (event) => this.#press(event), { signal });
    this.#form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    hear("set", ({ name, value }) => this.#put(name, value), signal);
    hear("refreshed", () => this.#takeUp(), signal);
    addEventListener("pagehide", () => this.#timer && this.#save(), { signal });
  }

  disconnectedCallback() { this.#listening.abort(); }

  #takeUp() {
    if (!this.hasAttribute("account")) this.#recall();
    this.querySelectorAll("[data-scripted]").forEach((control) => { control.hidden = false; });
    this.#takeAll(true);
  }

  #takeAll(isFirst) {
    const names = new Set([...this.#form.elements].map((control) => control.name).filter(Boolean));
    for (const name of names) settings.set(name, this.#read(name), { isFirst });
    this.#show();
  }

  #read(name) {
    const controls = [...this.#form.elements].filter((control) => control.name === name && control.type !== "hidden");
    const [first] = controls;
    if (!first) return undefined;
    if (first.type === "radio") return controls.find((control) => control.checked)?.value;
    if (first.type === "checkbox") return first.dataset.many === undefined ? first.checked : controls.filter((control) => control.checked).map((control) => control.value);
    return first.value;
  }

  #put(name, value) {
    const controls = [...this.#form.elements].filter((control) => control.name === name && control.type !== "hidden");
    for (const control of controls) {
      if (control.type === "radio") control.checked = control.value === String(value);
      else if (control.type === "checkbox") control.checked = Array.isArray(value) ? value.includes(control.value) : Boolean(value);
      else control.value = inside(control, value);
    }
    this.#changed();
  }

  #press(event) {
    const button = event.target.closest("[data-step], [data-set]");
    if (!button) return;
    const [name, value] = (button.dataset.step ?? button.dataset.set).split(":");
    this.#put(name, button.dataset.step ? settings.number(name) + Number(value) : value);
  }

  #changed() {
    this.#takeAll(false);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), SAVE_AFTER);
  }

  // Outputs beside sliders: <output data-of="tempo" data-unit=" %">.
  #show() {
    for (const output of document.querySelectorAll("output[data-of]")) output.textContent = `${settings.get(output.dataset.of)}${output.dataset.unit ?? ""}`;
    for (const button of document.querySelectorAll("[data-set]")) {
      const [name, value] = button.dataset.set.split(":");
      button.ariaPressed = String(settings.get(name) === value);
    }
  }

  #save() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const data = new FormData(this.#form);
    if (!this.hasAttribute("account")) {
      try { localStorage.setItem(this.#key, JSON.stringify([...data])); } catch { /* a full or forbidden store: nothing is kept */ }
      return;
    }
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(this.getAttribute("save"), { method: "POST", body: data, keepalive: true, headers: { "X-CSRFToken": token } }).catch(() => {});
  }

  #recall() {
    let pairs = null;
    try { pairs = JSON.parse(localStorage.getItem(this.#key)); } catch { /* no store, or not ours */ }
    if (!Array.isArray(pairs)) return;
    const asked = new URLSearchParams(location.search);
    for (const control of this.#form.elements) {
      if (!control.name || control.type === "hidden" || asked.has(control.name)) continue;
      const given = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox" || control.type === "radio") control.checked = given.includes(control.value);
      else if (given.length) [control.value] = given;
    }
  }

  get #key() { return `settings:${this.getAttribute("key")}`; }
}

function inside({ min, max }, value) { return min === "" || min === undefined ? value : Math.min(Number(max), Math.max(Number(min), Number(value))); }

customElements.define("page-settings", PageSettings);
