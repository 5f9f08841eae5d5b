// Heads of half notes are hollow and fingers are wide: a click beside a note means that note.

const REACH = 28; // CSS pixels

/** The element nearest to a pointer event, within reach, or null. */
export function nearestOf(elements, { clientX, clientY }) {
  let best = null;
  let least = REACH;
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    const distance = Math.hypot(Math.max(box.left - clientX, clientX - box.right, 0), Math.max(box.top - clientY, clientY - box.bottom, 0));
    if (distance < least) [best, least] = [element, distance];
  }
  return best;
}
