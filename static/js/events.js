// How the elements of a page talk: events on the document, named after the frames of the stream (docs/progress.md).

/** Tell every element. */
export function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`score:${name}`, { detail }));
}

/** Listen until the signal aborts. */
export function hear(name, listener, signal) {
  document.addEventListener(`score:${name}`, (event) => listener(event.detail), { signal });
}

/** Fill {n} and {total} of a translated sentence. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
