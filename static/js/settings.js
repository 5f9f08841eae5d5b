// What somebody set on this page: how they read the piece and how they hear it. Every setting is an ordinary form control of the
// form #page-settings, wherever it stands; <page-settings> keeps this in step with them and saves it.
// Each change is told as score:setting {name, value, isFirst}; isFirst while the page takes up what was saved.

import { hear, tell } from "./events.js";

const values = new Map();
// Each bundle of a page has its own copy of this module: all of them follow what any of them tells.
hear("setting", ({ name, value }) => values.set(name, value));

export const settings = {
  /** Text of a field or choice, true or false of a box, an array of texts of boxes that share a name. */
  get(name) { return values.get(name); },

  number(name) { return Number(values.get(name)); },

  set(name, value, { isFirst = false } = {}) {
    if (same(values.get(name), value)) return;
    values.set(name, value);
    tell("setting", { name, value, isFirst });
  },

  all() { return Object.fromEntries(values); },
};

function same(first, second) { return JSON.stringify(first) === JSON.stringify(second); }
