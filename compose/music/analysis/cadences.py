"""Cadences: where phrases end, and how.

Source: Caplin, Classical Form, ch. 2 (authentic, half, deceptive); Aldwell & Schachter, ch. 10 (plagal, Phrygian).
"""

from dataclasses import dataclass
from statistics import median

from ..saying import Saying, gettext_noop, say
from ..score import KeySignature, Score
from .chords import ChordRow, ChordSpan
from .lines import Line
from .places import Place, place_at

NAMES = {
    ("authentic", "perfect"): gettext_noop("perfect authentic cadence"),
    ("authentic", "imperfect"): gettext_noop("imperfect authentic cadence"),
    ("half", ""): gettext_noop("half cadence"),
    ("half", "phrygian"): gettext_noop("Phrygian half cadence"),
    ("plagal", ""): gettext_noop("plagal cadence"),
    ("deceptive", ""): gettext_noop("deceptive cadence"),
}
SENTENCE = gettext_noop("%(name)s in %(key)s at %(place)s (%(before)s–%(arrival)s)")
HYPERMEASURE = 4
LONG = 2  # times the usual note of the top line


@dataclass(frozen=True, slots=True)
class Cadence:
    """kind: of score.CADENCES. detail: "perfect", "imperfect", "phrygian" or "". place: of the arrival. measure: from 1."""

    kind: str
    detail: str
    place: Place
    key: KeySignature
    before: str
    arrival: str

    @property
    def measure(self) -> int:
        return self.place.measure

    @property
    def name(self) -> str:
        """In English: "perfect authentic cadence"."""
        return NAMES[self.kind, self.detail]

    @property
    def saying(self) -> Saying:
        return say(SENTENCE, name=self.name, key=self.key.name, place=self.place.saying, before=self.before, arrival=self.arrival)

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {
            **self.place.to_json(), "kind": self.kind, "detail": self.detail, "key": self.key.name, "numerals": [self.before, self.arrival],
            "sentence": str(self.saying), "says": self.saying.to_json(),
        }  # fmt: skip


def cadences_of(score: Score, row: ChordRow, top: Line | None) -> tuple[Cadence, ...]:
    """The cadences at the ends of phrases. top: the leading line."""
    if top is None or not row.spans:
        return ()
    found = []
    for tick in phrase_ends(score, top):
        cadence = cadence_at(score, row, top, tick)
        if cadence is not None and cadence.place not in [other.place for other in found]:
            found.append(cadence)
    return tuple(found)


def phrase_ends(score: Score, top: Line) -> list[int]:
    """Starts of the notes of the top line that end a phrase: fermatas, section ends, long notes before a rest or in a fourth measure."""
    usual = median(note.end - note.start for note in top.notes)
    has_fermatas = any(note.has_fermata for note in top.notes[:-1])
    marked = _marked_measures(score)
    first = next((number for number, measure in enumerate(score.measures) if measure.length_ticks == measure.time.length_ticks), 0)
    ends = {}
    for number, note in enumerate(top.notes):
        measure = place_at(score, note.start).measure - 1
        after = top.notes[number + 1] if number + 1 < len(top.notes) else None
        is_long = note.end - note.start >= max(LONG * usual, score.measures[measure].time.beat_ticks)
        rests = after is None or after.start - note.end >= 12
        is_fourth = (measure - first) % HYPERMEASURE == HYPERMEASURE - 1
        if note.has_fermata or after is None:
            ends[measure, "sure"] = note.start
        elif measure in marked and note.end - note.start >= max((n.end - n.start for n in _inside(score, top, measure)), default=0):
            ends.setdefault((measure, "sure"), note.start)
        elif not has_fermatas and is_long and (rests or is_fourth):
            ends[measure, "heard"] = note.start
    sure = {near for measure, kind in ends if kind == "sure" for near in (measure - 1, measure, measure + 1)}
    return sorted({start for (measure, kind), start in ends.items() if kind == "sure" or measure not in sure})


def _marked_measures(score: Score) -> set[int]:
    """Measures, from 0, in which a cadence is marked or before which a section begins."""
    cadences = {number for number, measure in enumerate(score.measures) if measure.cadence}
    return cadences | {number - 1 for number, measure in enumerate(score.measures) if measure.section and number}


def _inside(score: Score, top: Line, measure: int) -> list:
    start, end = score.measure_onsets_ticks[measure : measure + 2]
    return [note for note in top.notes if start <= note.start < end]


def cadence_at(score: Score, row: ChordRow, top: Line, tick: int) -> Cadence | None:
    """The cadence that arrives with the note of the top line that starts at a tick; None where the chords make none."""
    note = top.note_at(tick)
    if note is None:
        return None
    arrival = _arrival(row, tick, note.end)
    if arrival is None:
        return None
    index = arrival
    while index and row.spans[index - 1].root == row.spans[arrival].root:
        index -= 1
    if not index:
        return None
    before, last = row.spans[index - 1], row.spans[index]
    if _is_deceptive(before, last):
        arrival_numeral = "vi" if before.key.mode == "major" else "VI"
        return Cadence("deceptive", "", place_at(score, last.start), before.key, before.numeral, arrival_numeral)
    kind, detail = _kind(before, last, top, note.end - 1)
    if not kind:
        return None
    return Cadence(kind, detail, place_at(score, last.start), last.key, before.numeral, last.numeral)


def _arrival(row: ChordRow, start: int, end: int) -> int | None:
    """The first chord under the last note that is home or dominant, for a resolved suspension the one it resolves to."""
    inside = [number for number, span in enumerate(row.spans) if span.start < end and span.end > start]
    if not inside:
        return None
    goals = [number for number in inside if not row.spans[number].function.target and row.spans[number].function.root in (0, 1, 3, -4)]
    is_dominant_first = goals and row.spans[goals[0]].function.root == 1 and any(row.spans[n].function.root == 0 for n in goals)
    if is_dominant_first:
        goals = [number for number in goals if row.spans[number].function.root == 0]
    return goals[0] if goals else inside[-1]


def _kind(before: ChordSpan, last: ChordSpan, top: Line, tick: int) -> tuple[str, str]:
    one, two = before.function, last.function
    if two.target or last.inversion:
        return "", ""
    from_dominant = _is_dominant_of(before, last)
    if two.root == 0 and from_dominant:
        is_perfect = one.numeral == "V" and before.inversion == last.inversion == 0 and _is_tonic(top, tick, last)
        return "authentic", "perfect" if is_perfect else "imperfect"
    if two.root == 0 and before.root == last.key.tonic - 1 and not one.target:
        return "plagal", ""
    if two.root == 1 and two.quality in ("major", "dominant-seventh"):
        is_phrygian = last.key.mode == "minor" and one.root == -1 and before.inversion == 1
        return "half", "phrygian" if is_phrygian else ""
    return "", ""


def _is_deceptive(before: ChordSpan, last: ChordSpan) -> bool:
    """Whether a dominant goes to the sixth degree of its key, also where that chord was heard as a new home."""
    is_dominant = before.function.numeral == "V" and not before.function.target
    return is_dominant and not last.inversion and last.root - before.key.tonic == (3 if before.key.mode == "major" else -4)


def _is_dominant_of(before: ChordSpan, last: ChordSpan) -> bool:
    """Whether the chord before is V or vii in the key of the arrival, also where it was heard in another key."""
    leading = (last.key.tonic + 5) * 7 % 12
    roots = {(last.key.tonic + place) * 7 % 12 for place in (1, 5)}
    return before.root * 7 % 12 in roots and leading in before.tones


def _is_tonic(top: Line, tick: int, last: ChordSpan) -> bool:
    note = top.note_at(tick)
    return note is not None and (note.midi - last.key.tonic * 7) % 12 == 0
