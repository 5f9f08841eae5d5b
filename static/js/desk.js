// The workbench's line to the server: which version the page shows, and how changes are sent. One for the page.
// Told: score:music with what came of it; score:version {version, can_undo, can_redo, locks}; score:refusal {message, isOutdated}.

import { tell } from "./events.js";
import { refreshPage } from "./page-refresh.js";

const REFRESH_AFTER = 1_200; // so that a row of edits fetches the page's sections once

let refreshing = 0;
let last = Promise.resolve();
let shown = "";

export const desk = {
  get element() { return document.querySelector("work-desk"); },

  /** Number of the version that is shown: every change says what it was made on. */
  get base() { return Number(this.element.getAttribute("base")); },

  /** POST fields to one of the desk's addresses. Answers with the JSON, or null after telling the sentence of a refusal. */
  async post(name, fields, query = "") {
    const body = new URLSearchParams({ base: this.base, ...fields });
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(this.element.getAttribute(name) + query, {
        method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token },
      });
      const facts = await answer.json();
      if (answer.ok) return facts;
      const { code, message } = facts.error;
      tell("refusal", { message, isOutdated: code === "change.outdated" });
    } catch {
      tell("refusal", { message: this.element.dataset.offline, isOutdated: false });
    }
    return null;
  },

  /** The finished drawing of another version, or null. */
  async drawingOf(version) {
    const answer = await fetch(`${this.element.getAttribute("sheet")}?version=${version}&${view()}`).catch(() => null);
    return answer?.ok ? answer.text() : null;
  },

  /** Take over the version that an answer brings: drawing, sound, buttons, and soon the rest of the page. */
  show(facts) {
    this.element.setAttribute("base", facts.version);
    for (const field of document.querySelectorAll("input[name=base]")) field.value = facts.version;
    tell("music", { svg: facts.svg, ...facts.note_times, isFinal: true });
    tell("version", facts);
    clearTimeout(refreshing);
    refreshing = setTimeout(refreshRest, REFRESH_AFTER);
  },

  /** Send and show, after whatever was sent before: each change is made on the version that the last one brought. Answers whether it went through. */
  change(name, fields) {
    const sent = last.then(() => send(name, fields));
    last = sent.catch(() => {});
    return sent;
  },
};

async function send(name, fields) {
  const facts = await desk.post(name, fields, `?${view()}`);
  if (facts) desk.show(facts);
  return facts !== null;
}

async function refreshRest() {
  await refreshPage({ except: ["sheet", "desk", "bench", "view"] });
  tell("refreshed");
}

// The answer is drawn as the page shows the score: its layout, width, parts. While a candidate streams in, as it did before.
function view() {
  const root = document.querySelector(".sheet-drawing .drawing");
  if (root) {
    const { chords, ...view } = root.dataset; // whether there are chord symbols is for the music to say
    shown = new URLSearchParams(view);
  }
  return shown;
}
