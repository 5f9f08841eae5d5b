// What the keys and tools of the note editor do: names of tools, and edits as compose/music/edits.py reads them.

/** Ticks of the length keys 2 to 7: a thirty-second to a whole note. */
export const LENGTHS = { 2: 3, 3: 6, 4: 12, 5: 24, 6: 48, 7: 96 };

const PLAIN = new Set([3, 6, 12, 24, 48, 96]);

const KEYS = {
  ArrowUp: "up", ArrowDown: "down", "Shift+ArrowUp": "octave-up", "Shift+ArrowDown": "octave-down",
  "Ctrl+ArrowUp": "semitone-up", "Ctrl+ArrowDown": "semitone-down",
  "#": "sharp", b: "flat", n: "natural", j: "respell", ".": "dotted", "/": "triplet", t: "tie",
  Enter: "add", r: "rest", Delete: "delete", Backspace: "delete", v: "voice",
  ",": "staccato", ">": "accent", "-": "tenuto", u: "fermata",
};

/** The tool that a key press means, or null. */
export function toolOf(event) {
  const isCommand = event.ctrlKey || event.metaKey;
  if (event.altKey) return null;
  if (event.key.startsWith("Arrow")) return KEYS[`${isCommand ? "Ctrl+" : ""}${event.shiftKey ? "Shift+" : ""}${event.key}`] ?? null;
  return isCommand ? null : KEYS[event.key] ?? null;
}

/** The letter that a key press writes, or null. A plain b is the flat sign. */
export function letterOf({ key, ctrlKey, metaKey, altKey }) {
  return !ctrlKey && !metaKey && !altKey && (/^[A-G]$/.test(key) || /^[ac-g]$/.test(key)) ? key.toUpperCase() : null;
}

/** A length with its dot, or without. */
export function dotted(ticks) { return PLAIN.has(ticks) ? ticks * 3 / 2 : ticks * 2 / 3; }

const move = (by, count) => ({ do: "move", by, count });
const ON_NOTES = {
  up: move("step", 1), down: move("step", -1), "octave-up": move("octave", 1), "octave-down": move("octave", -1),
  "semitone-up": move("semitone", 1), "semitone-down": move("semitone", -1),
  sharp: { do: "accidental", sign: "sharp" }, flat: { do: "accidental", sign: "flat" }, natural: { do: "accidental", sign: "natural" },
  respell: { do: "respell" }, dotted: { do: "stretch", to: "dotted" }, triplet: { do: "stretch", to: "triplet" },
  tie: { do: "tie", on: null }, rest: { do: "rest" }, delete: { do: "delete" },
  add: { do: "third", count: 2 },
};
const MARKS = new Set(["staccato", "accent", "tenuto", "fermata"]);

/** The edit that a tool makes at a place (note-places.js), or null where it makes none. */
export function editOf(tool, place, { ticks, marks }) {
  if (tool === "voice") return { do: "second_voice", measure: place.measure, staff: place.staff, on: null };
  if (place.isRest) return tool === "add" ? { do: "write", at: place.id, pitch: null, ticks } : null;
  if (MARKS.has(tool)) return { do: "articulation", at: place.id, sign: marks.get(place.id) === tool ? "" : tool };
  return ON_NOTES[tool] ? { ...ON_NOTES[tool], at: place.id } : null;
}
