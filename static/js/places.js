// Where bars and staves lie in the drawing, read from its staff lines. All boxes are in pixels of the sheet's own content,
// so that they stay right while it scrolls.

import { hear } from "./events.js";

const maps = new Map();
// Imported before any element listens, so that nobody gets an old map.
hear("drawn", () => maps.clear());

/** The map of a sheet as it is drawn now. */
export function placesOf(sheet) {
  if (!maps.has(sheet)) maps.set(sheet, new Places(sheet));
  return maps.get(sheet);
}

/** A map of one drawing. Made by `placesOf`. */
export class Places {
  #bars = new Map();

  constructor(sheet) {
    const origin = sheet.getBoundingClientRect();
    const [dx, dy] = [sheet.scrollLeft - origin.left, sheet.scrollTop - origin.top];
    for (const group of sheet.querySelectorAll("[data-measure]")) {
      const staves = new Map();
      for (const staff of group.querySelectorAll(":scope > [data-staff]")) {
        const lines = staff.querySelectorAll(":scope > path");
        if (!lines.length) continue;
        const top = lines[0].getBoundingClientRect();
        const bottom = lines[lines.length - 1].getBoundingClientRect();
        staves.set(Number(staff.dataset.staff), box(top.left + dx, top.top + dy, top.right + dx, bottom.bottom + dy));
      }
      if (staves.size) this.#bars.set(Number(group.dataset.measure), { group, staves, ink: group.getBoundingClientRect().bottom + dy, ...union([...staves.values()]) });
    }
  }

  get first() { return this.#bars.keys().next().value ?? null; }

  get last() { return [...this.#bars.keys()].at(-1) ?? null; }

  /** {group, staves, left, top, right, bottom} of a bar. */
  bar(number) { return this.#bars.get(number); }

  /** How far down the notes of the system reach whose staves end at `bottom`: what is written below them hides none. */
  floor(bottom) {
    const below = [...this.#bars.values()].filter((bar) => Math.abs(bar.bottom - bottom) < 2).map((bar) => bar.ink);
    return Math.max(bottom, ...below);
  }

  get staves() { return [...(this.#bars.values().next().value?.staves.keys() ?? [])]; }

  /** One box for each system that the range touches. */
  boxes({ first, last, staff = null }) {
    const found = [];
    for (let number = first; number <= last; number += 1) {
      const bar = this.#bars.get(number);
      const place = staff === null ? bar : bar?.staves.get(staff);
      if (!place) continue;
      const before = found.at(-1);
      if (before && Math.abs(before.top - place.top) < 2 && place.left >= before.left) before.right = place.right;
      else found.push({ left: place.left, top: place.top, right: place.right, bottom: place.bottom });
    }
    return found;
  }

  /** {bar, staff} nearest to a point: first the system by height, then the bar in it. */
  at(x, y) {
    let best = null;
    let least = Infinity;
    for (const [number, bar] of this.#bars) {
      const distance = outside(y, bar.top, bar.bottom) * 1000 + outside(x, bar.left, bar.right);
      if (distance < least) [best, least] = [number, distance];
    }
    if (best === null) return null;
    const staves = [...this.#bars.get(best).staves];
    const [staff] = staves.reduce((near, each) => (outside(y, each[1].top, each[1].bottom) < outside(y, near[1].top, near[1].bottom) ? each : near));
    return { bar: best, staff };
  }
}

/** The point of a pointer event in the pixels of `Places`. */
export function pointIn(sheet, { clientX, clientY }) {
  const origin = sheet.getBoundingClientRect();
  return [clientX - origin.left + sheet.scrollLeft, clientY - origin.top + sheet.scrollTop];
}

/** Lay an element over a box. */
export function lay(element, { left, top, right, bottom }, margin = 0) {
  Object.assign(element.style, {
    left: `${left - margin}px`, top: `${top - margin}px`, width: `${right - left + 2 * margin}px`, height: `${bottom - top + 2 * margin}px`,
  });
}

function box(left, top, right, bottom) { return { left, top, right, bottom }; }

function union(boxes) {
  return box(Math.min(...boxes.map((each) => each.left)), Math.min(...boxes.map((each) => each.top)),
    Math.max(...boxes.map((each) => each.right)), Math.max(...boxes.map((each) => each.bottom)));
}

function outside(value, low, high) { return Math.max(low - value, value - high, 0); }
