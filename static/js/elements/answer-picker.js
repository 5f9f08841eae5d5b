// <answer-picker data-count="4"> around the form of typed answers: a bar is chosen in the score by click or arrow keys, a word by its
// button, and it is saved at once. With data-by-staff a click on a staff says the word, too. Without it answers are typed and posted.
// Other attributes are sentences. Hears score:selected {first, staff} and score:drawn; tells score:answered after saving.

import { fill, hear, tell } from "../events.js";
import { lay, placesOf, pointIn } from "../places.js";

const LINE = /^\s*(\d+)\s*:\s*(.+?)\s*$/;

class AnswerPicker extends HTMLElement {
  #answers = [];     // {bar, word}
  #place = null;     // {bar, staff}
  #layer = document.createElement("div");
  #sheet = document.getElementById("sheet");
  #listening = new AbortController();

  connectedCallback() {
    if (!this.#sheet) return;
    const { signal } = this.#listening;
    this.querySelector("[data-picking]").hidden = false;
    this.querySelector("[data-typing]").open = false;
    this.#layer.className = "sheet-layer";
    this.#sheet.append(this.#layer);
    this.#read();
    this.#field.addEventListener("input", () => this.#read(), { signal });
    this.#sheet.addEventListener("click", (event) => this.#click(event), { signal });
    hear("selected", ({ first, staff }) => this.#choose(first === null ? null : { bar: first, staff }), signal);
    hear("drawn", () => this.#mark(), signal);
    this.addEventListener("click", (event) => this.#press(event.target.closest("button")), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#layer.remove();
  }

  get #field() { return this.querySelector("textarea"); }

  get #words() { return [...this.querySelectorAll("[data-word]")].map((button) => button.dataset.word); }

  get #isByStaff() { return this.hasAttribute("data-by-staff"); }

  #read() {
    this.#answers = this.#field.value.split("\n").map((line) => LINE.exec(line)).filter(Boolean).map(([, bar, word]) => ({ bar: Number(bar), word }));
    this.#show();
  }

  #click(event) {
    const place = placesOf(this.#sheet).at(...pointIn(this.#sheet, event));
    if (!place) return;
    this.#choose(place);
    if (this.#isByStaff) this.#answer(this.#words[place.staff]);
  }

  #choose(place) {
    this.#place = place;
    const legend = this.querySelector("[data-place]");
    legend.dataset.none ??= legend.textContent;
    legend.textContent = place ? fill(this.dataset.bar, place) : legend.dataset.none;
    this.#show();
  }

  #press(button) {
    if (button?.dataset.word) this.#answer(button.dataset.word);
    else if (button?.dataset.index) this.#save(this.#answers.filter((_, index) => index !== Number(button.dataset.index)));
  }

  // A bar has one answer, but for voices, of which each may have one; where there is one place to find, the last one counts.
  #answer(word) {
    if (!this.#place || !word) return;
    const { bar } = this.#place;
    const isSame = (each) => each.bar === bar && (!this.#isByStaff || each.word === word);
    const others = this.dataset.count === "1" ? [] : this.#answers.filter((each) => !isSame(each));
    this.#save([...others, { bar, word }].sort((a, b) => a.bar - b.bar));
  }

  async #save(answers) {
    this.#answers = answers;
    this.#field.value = answers.map(({ bar, word }) => `${bar}: ${word}`).join("\n");
    this.#show();
    const form = this.querySelector("form");
    this.#say(await this.#post(form));
    tell("answered");
  }

  async #post(form) {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      return answer.ok ? this.dataset.saved : (await answer.json()).error.message;
    } catch { return this.dataset.lost; }
  }

  #say(words) { this.querySelector("[data-say]").textContent = words; }

  #show() {
    const here = this.#answers.filter(({ bar }) => bar === this.#place?.bar).map(({ word }) => word);
    for (const button of this.querySelectorAll("[data-word]")) {
      button.disabled = !this.#place;
      button.ariaPressed = String(here.includes(button.dataset.word));
    }
    this.querySelector("[data-list]").replaceChildren(...this.#answers.map((each, index) => this.#row(each, index)));
    this.#mark();
  }

  #row({ bar, word }, index) {
    const row = document.createElement("li");
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: this.dataset.remove });
    const label = this.querySelector(`[data-word="${CSS.escape(word)}"]`)?.textContent ?? word;
    const words = fill(this.dataset.answer, { bar, word: label });
    remove.dataset.index = index;
    remove.ariaLabel = `${this.dataset.remove}: ${words}`;
    row.append(words, " ", remove);
    return row;
  }

  #mark() {
    const places = placesOf(this.#sheet);
    this.#layer.replaceChildren(...this.#answers.map(({ bar, word }) => {
      const staff = this.#isByStaff ? this.#words.indexOf(word) : null;
      const [box] = places.boxes({ first: bar, last: bar, staff });
      if (!box) return "";
      const mark = Object.assign(document.createElement("div"), { className: "answer-mark" });
      mark.append(Object.assign(document.createElement("span"), { textContent: word }));
      lay(mark, box, 4);
      return mark;
    }));
  }
}

customElements.define("answer-picker", AnswerPicker);
