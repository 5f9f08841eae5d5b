"""A score in words, bar by bar: what a screen reader says where others see notes."""

from collections.abc import Callable, Iterator

from .analysis.places import bar_number
from .hairpins import hairpins
from .pitch import Pitch, fifths_name
from .saying import gettext_noop, say
from .score import Chord, Harmony, Measure, Score

VALUES = {
    96: gettext_noop("whole"), 72: gettext_noop("dotted half"), 48: gettext_noop("half"), 36: gettext_noop("dotted quarter"),
    24: gettext_noop("quarter"), 18: gettext_noop("dotted eighth"), 12: gettext_noop("eighth"), 9: gettext_noop("dotted sixteenth"),
    6: gettext_noop("sixteenth"), 3: gettext_noop("thirty-second"), 32: gettext_noop("half triplet"), 16: gettext_noop("quarter triplet"),
    8: gettext_noop("eighth triplet"), 4: gettext_noop("sixteenth triplet"), 2: gettext_noop("thirty-second triplet"),
}  # fmt: skip
SIGNS = {2: gettext_noop("double sharp"), 1: gettext_noop("sharp"), 0: "", -1: gettext_noop("flat"), -2: gettext_noop("double flat")}
QUALITIES = {
    "major": gettext_noop("major"), "minor": gettext_noop("minor"), "diminished": gettext_noop("diminished"),
    "augmented": gettext_noop("augmented"), "dominant-seventh": gettext_noop("seventh"), "major-seventh": gettext_noop("major seventh"),
    "minor-seventh": gettext_noop("minor seventh"), "half-diminished": gettext_noop("half-diminished seventh"),
    "diminished-seventh": gettext_noop("diminished seventh"), "suspended-fourth": gettext_noop("suspended fourth"),
}  # fmt: skip
DYNAMICS = {
    "ppp": "pianississimo", "pp": "pianissimo", "p": "piano", "mp": "mezzo piano", "mf": "mezzo forte", "f": "forte", "ff": "fortissimo",
    "fff": "fortississimo",
}  # fmt: skip
MARKS = {"staccato": gettext_noop("staccato"), "accent": gettext_noop("accent"), "tenuto": gettext_noop("tenuto"),
         "fermata": gettext_noop("fermata"), "": ""}  # fmt: skip
HAIRPINS = {"crescendo": gettext_noop("growing louder"), "diminuendo": gettext_noop("growing softer")}
HANDS = (gettext_noop("right hand"), gettext_noop("left hand"))

Translate = Callable[[str], str]


def describe(score: Score, translate: Translate = str) -> list[str]:
    """A paragraph for each measure. translate: English words and templates to another language."""
    swells = [{each.first: HAIRPINS[each.kind] for each in hairpins(score, part)} for part in range(len(score.parts))]
    return [" ".join(_sentences(score, index, swells, translate)) for index in range(len(score.measures))]


def _sentences(score: Score, index: int, swells: list[dict[int, str]], translate: Translate) -> Iterator[str]:
    measure = score.measures[index]
    before = score.measures[index - 1] if index else None
    number = bar_number(score, index)
    yield say(gettext_noop("Bar %(bar)s."), bar=number).translated(translate) if number else translate(gettext_noop("Pickup."))
    if before is None or before.key != measure.key:
        key = f"{_name(measure.key.tonic, translate)} {translate(measure.key.mode)}"
        yield say(gettext_noop("Key %(key)s."), key=key).translated(translate)
    if before is None or before.time != measure.time:
        yield f"{measure.time.name}."
    chords = _chords(measure, translate)
    if chords:
        yield say(gettext_noop("Chord %(chords)s."), chords=", ".join(chords)).translated(translate)
    for staff in range(score.staff_count):
        part = score.staff_parts[staff]
        swell = swells[part].get(index, "") if score.staff_parts.index(part) == staff else ""
        yield _staff(score, measure, staff, swell, translate)


def _chords(measure: Measure, translate: Translate) -> list[str]:
    """The harmony of the plan, each chord once while it holds."""
    named: list[Harmony] = []
    for harmony in measure.harmony:
        if harmony.root is not None and (not named or (named[-1].root, named[-1].quality) != (harmony.root, harmony.quality)):
            named.append(harmony)
    return [f"{_name(harmony.root, translate)} {translate(QUALITIES[harmony.quality])}" for harmony in named]


def _staff(score: Score, measure: Measure, staff: int, swell: str, translate: Translate) -> str:
    """ "Right hand, piano: E flat 5 quarter, D 5, C 5 half." """
    part = score.parts[score.staff_parts[staff]]
    name = part.label
    if part.staff_count > 1:
        hand = translate(HANDS[staff - score.staff_parts.index(score.staff_parts[staff])])
        name = hand if len(score.parts) == 1 else f"{name}, {hand}"
    held = measure.staves[staff]
    dynamic = f", {DYNAMICS[held.dynamic]}" if held.dynamic else ""
    dynamic += f", {translate(swell)}" if swell else ""
    voices = [_voice(voice.chords, translate) for voice in held.voices if not all(chord.is_rest for chord in voice.chords)]
    second = translate(gettext_noop("second voice"))
    return f"{name[0].upper()}{name[1:]}{dynamic}: {f'; {second}: '.join(voices) or translate(gettext_noop('rest'))}."


def _voice(chords: tuple[Chord, ...], translate: Translate) -> str:
    """A length is said where it changes."""
    words, length = [], 0
    for chord in chords:
        what = " ".join(_pitch(pitch, translate) for pitch in chord.pitches) or translate("rest")
        if chord.duration_ticks != length:
            what += f" {_length(chord.duration_ticks, translate)}"
            length = chord.duration_ticks
        what += f" {translate(MARKS[chord.articulation])}" if chord.articulation else ""
        words.append(what + (f" {translate(gettext_noop('tied'))}" if any(chord.ties) else ""))
    return ", ".join(words)


def _length(ticks: int, translate: Translate) -> str:
    return translate(VALUES[ticks]) if ticks in VALUES else f"{ticks / 24:g} × {translate('quarter')}"


def _pitch(pitch: Pitch, translate: Translate) -> str:
    return f"{_name(pitch.fifths, translate)} {pitch.octave}"


def _name(fifths: int, translate: Translate) -> str:
    """ "E flat". """
    written = fifths_name(fifths)
    sign = SIGNS.get(written.count("#") - written.count("b"), "")
    return f"{written[0]} {translate(sign)}" if sign else written[0]
