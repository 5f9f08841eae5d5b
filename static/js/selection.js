// Which bars are selected: the one truth for everything on the page that works on bars (loop, changes, comments).
// Bars count from 1, both ends included; staff counts from 0 over the whole score, null means all staves.
// Every change is told as score:selected {first, last, staff}; with nothing selected all three are null.

import { hear, tell } from "./events.js";

const NOTHING = Object.freeze({ first: null, last: null, staff: null });
let current = NOTHING;
// Each bundle of a page has its own copy of this module: all of them follow what any of them tells.
hear("selected", (told) => { current = told; });

export const selection = {
  /** {first, last, staff}; three nulls where nothing is selected. */
  get current() { return current; },

  get isEmpty() { return current.first === null; },

  /** Select bars, in whichever order the ends come. */
  set({ first, last = first, staff = null }) {
    const [low, high] = first <= last ? [first, last] : [last, first];
    if (low === current.first && high === current.last && staff === current.staff) return;
    current = Object.freeze({ first: low, last: high, staff });
    tell("selected", current);
  },

  clear() {
    if (this.isEmpty) return;
    current = NOTHING;
    tell("selected", current);
  },
};
