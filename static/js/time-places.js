// Where a moment of the music lies in the drawing: between the noteheads of its bar, which are found by their ids.

import { hear } from "./events.js";
import { placesOf } from "./places.js";
import { timeline } from "./timeline.js";

const points = new Map(); // bar → [{seconds, x}]
hear("drawn", () => points.clear());
hear("music", () => points.clear());

/** {bar, x, top, bottom, number} of a position in seconds, or null where it is not drawn. */
export function placeAt(sheet, seconds) {
  const number = timeline.barAt(seconds);
  const bar = placesOf(sheet).bar(number);
  const time = timeline.bar(number);
  if (!bar || !time) return null;
  if (!points.has(number)) points.set(number, pointsOf(sheet, bar, time));
  return { number, bar, x: between(points.get(number), seconds), top: bar.top, bottom: bar.bottom };
}

function between(stops, seconds) {
  const next = stops.findIndex((stop) => stop.seconds > seconds + 1e-6);
  if (next < 0) return stops.at(-1).x;
  if (next === 0) return stops[0].x;
  const [from, to] = [stops[next - 1], stops[next]];
  return from.x + (to.x - from.x) * (seconds - from.seconds) / (to.seconds - from.seconds);
}

function pointsOf(sheet, bar, { onset_seconds: start, seconds: length }) {
  const origin = sheet.getBoundingClientRect();
  const found = new Map();
  for (const note of timeline.between(start - 1e-4, start + length - 1e-4)) {
    if (found.has(note.onset_seconds)) continue;
    const head = bar.group.querySelector(`#${CSS.escape(note.id)} .notehead`);
    if (!head) continue;
    const box = head.getBoundingClientRect();
    found.set(note.onset_seconds, box.left + box.width / 2 - origin.left + sheet.scrollLeft);
  }
  const inside = [...found].map(([seconds, x]) => ({ seconds, x })).sort((a, b) => a.seconds - b.seconds);
  const starts = inside[0]?.seconds <= start + 1e-3 ? [] : [{ seconds: start, x: bar.left }];
  return [...starts, ...inside, { seconds: start + length, x: bar.right }];
}
