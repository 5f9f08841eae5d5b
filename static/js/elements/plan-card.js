// <plan-card data-said data-inferred data-chosen> shows what was understood; a `plan` frame rewrites its fields and notes.

import { hear } from "../events.js";

class PlanCard extends HTMLElement {
  #listening = new AbortController();

  connectedCallback() { hear("plan", (frame) => this.#show(frame), this.#listening.signal); }

  disconnectedCallback() { this.#listening.abort(); }

  #show({ fields, notes }) {
    this.querySelector("[data-fields]").replaceChildren(...fields.map((field) => this.#row(field)));
    const list = this.querySelector("[data-notes]");
    list.replaceChildren(...(notes ?? []).map((note) => make("li", "", note)));
    list.hidden = !notes?.length;
  }

  #row({ label, value, source, confidence, words }) {
    const row = make("div", "plan-field");
    const content = make("dd");
    const origin = make("span", `source source-${source}`, this.dataset[source] ?? source);
    if (source === "inferred" && typeof confidence === "number") origin.textContent += ` ${Math.round(confidence * 100)} %`;
    if (words) origin.title = `“${words}”`;
    content.append(make("span", "plan-value", value), " ", origin);
    row.append(make("dt", "", label), content);
    return row;
  }
}

function make(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== "") element.textContent = text;
  return element;
}

customElements.define("plan-card", PlanCard);
