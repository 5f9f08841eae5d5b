// <arrange-list action="…/order/" data-moved="“{title}” is number {n} of {total} now." data-failed="…">: a list that can be rearranged.
// Inside: rows [data-id][data-title], each with a [data-grip] to drag by (mouse, pen, finger), and a form with buttons
// name="direction" value="up|down", which work without this script too; a [data-announce] for screen readers.
// The order on the page is posted as `order`, ids separated by commas. Sends `arranged` with the ids.

class ArrangeList extends HTMLElement {
  #row = null;

  connectedCallback() {
    for (const grip of this.querySelectorAll("[data-grip]")) {
      grip.hidden = false;
      grip.addEventListener("pointerdown", (event) => this.#take(event));
    }
    this.addEventListener("submit", (event) => this.#step(event));
  }

  get #rows() {
    return [...this.querySelectorAll("[data-id]")];
  }

  #take(event) {
    if (event.button) return;
    event.preventDefault();
    this.#row = event.currentTarget.closest("[data-id]");
    this.#row.classList.add("is-dragged");
    // On the document: moving a row within the page would end a capture of the pointer by its grip.
    const ending = new AbortController();
    const drop = () => {
      ending.abort();
      this.#row.classList.remove("is-dragged");
      this.#save(this.#row);
    };
    document.addEventListener("pointermove", (moved) => this.#drag(moved.clientY), { signal: ending.signal });
    document.addEventListener("pointerup", drop, { signal: ending.signal });
    document.addEventListener("pointercancel", drop, { signal: ending.signal });
  }

  #drag(y) {
    const rows = this.#rows;
    const from = rows.indexOf(this.#row);
    for (const [place, other] of rows.entries()) {
      const box = other.getBoundingClientRect();
      const middle = (box.top + box.bottom) / 2;
      if (place < from && y < middle) return other.before(this.#row);
      if (place > from && y > middle && y <= box.bottom) return other.after(this.#row);
    }
  }

  #step(event) {
    const direction = event.submitter?.value;
    if (event.submitter?.name !== "direction") return;
    event.preventDefault();
    const row = event.target.closest("[data-id]");
    if (direction === "up") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    this.#save(row);
    const button = event.submitter.disabled ? row.querySelector("[name=direction]:not([disabled])") : event.submitter;
    button?.focus();
  }

  async #save(row) {
    const rows = this.#rows;
    for (const [place, each] of rows.entries()) {
      each.querySelector("[value=up]").disabled = place === 0;
      each.querySelector("[value=down]").disabled = place === rows.length - 1;
    }
    const order = rows.map((each) => each.dataset.id);
    const body = new URLSearchParams({ order: order.join(","), csrfmiddlewaretoken: this.querySelector("[name=csrfmiddlewaretoken]").value });
    const facts = { title: row.dataset.title, n: rows.indexOf(row) + 1, total: rows.length };
    try {
      const answer = await fetch(this.getAttribute("action"), { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      this.#say(this.dataset.moved.replace(/\{(\w+)\}/g, (_, name) => facts[name]));
      this.dispatchEvent(new CustomEvent("arranged", { bubbles: true, detail: { order } }));
    } catch {
      this.#say(this.dataset.failed, true);
    }
  }

  #say(sentence, isError = false) {
    const line = this.querySelector("[data-announce]");
    line.textContent = sentence;
    line.className = isError ? "message message-error" : "visually-hidden";
  }
}

customElements.define("arrange-list", ArrangeList);
