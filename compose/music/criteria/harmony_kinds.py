"""Criteria on key and harmony: key, cadences, chords, progressions, chord symbols, the last note."""

import numpy as np

from ..analysis.cadences import NAMES, Cadence
from ..analysis.chords import ChordSpan
from ..analysis.functions import SHAPES
from ..analysis.numerals import Numeral, parse_progression
from ..figures import share_in_scale
from ..key_finding import find_key
from ..pitch import fifths_name
from ..saying import Saying, gettext_noop, listed, say
from ..score import CADENCES, Harmony, KeySignature
from .kinds import Kind, Values
from .parameters import KEYS, Choice, Number, Text, key_parameter, voice_parameter
from .verdict import Evidence, Verdict, verdict
from .work import Work

HARMONY = gettext_noop("Key and harmony")
IN_SCALE = 0.8
CADENCE_LABELS = {
    "authentic": gettext_noop("authentic cadence (V–I)"), "perfect": gettext_noop("perfect authentic cadence (V–I, tune on the home note)"),
    "half": gettext_noop("half cadence (on V)"), "plagal": gettext_noop("plagal cadence (IV–I)"),
    "deceptive": gettext_noop("deceptive cadence (V–vi)"),
}  # fmt: skip
DEGREES = {
    "tonic": (0, gettext_noop("the home note")), "supertonic": (2, gettext_noop("the second note of the scale")),
    "mediant": (4, gettext_noop("the third of the home chord")), "dominant": (1, gettext_noop("the fifth of the home chord")),
    "leading": (5, gettext_noop("the leading note")),
}  # fmt: skip
CHORD_SHARE = 0.6


def _key(work: Work, values: Values) -> Verdict:
    asked = KEYS[str(values["key"])]
    if not work.score.notes:
        return verdict(0.0)
    scale_share = share_in_scale_of(work, asked)
    heard = {work.analysis.home.name, _by_profile(work, asked).name}
    is_met = asked.name in heard and scale_share >= IN_SCALE
    found = [] if is_met else _elsewhere(work, asked)
    return verdict(1.0 if is_met else min(0.99, scale_share * 0.9), found, met=is_met)


def _elsewhere(work: Work, asked: KeySignature) -> list[Evidence]:
    """Where the music is in another key; where none is heard, the measures with foreign notes."""
    found = []
    for region in work.analysis.keys:
        if region.key.name != asked.name:
            sentence = say(gettext_noop("From bar %(bar)s the music sounds like %(key)s"), bar=region.first.bar, key=region.key.name)
            found.append(Evidence(tuple(range(region.first.measure, region.last.measure + 1)), sentence))
    if found:
        return found
    template = gettext_noop("Bar %(bar)s has notes that do not belong to %(key)s")
    foreign = sorted({note.measure + 1 for note in work.score.notes if note.pitch.midi % 12 not in asked.scale})
    return [Evidence((measure,), say(template, bar=work.bar(measure), key=asked.name)) for measure in foreign]


def share_in_scale_of(work: Work, key: KeySignature) -> float:
    """Share of the notes in the scale of a key."""
    notes = work.score.notes
    if key == work.score.key:
        return share_in_scale(work.score)
    return sum(note.pitch.midi % 12 in key.scale for note in notes) / max(1, len(notes))


def _by_profile(work: Work, asked: KeySignature) -> KeySignature:
    notes = np.array([(float(note.onset) * 24, float(note.onset + note.duration) * 24, note.pitch.midi) for note in work.score.notes])
    signatures = {measure.key.fifths for measure in work.score.measures}
    return find_key(notes, [asked.fifths] if asked.fifths in signatures else [])


def _fits(cadence: Cadence, asked: str) -> bool:
    return cadence.kind == asked or (asked == "perfect" and cadence.detail == "perfect")


def _ends(work: Work, values: Values) -> Verdict:
    asked = str(values["cadence"])
    last = _last(work)
    if last is not None and _fits(last, asked) and _is_home(last, work):
        return verdict(1.0)
    measures = (len(work.score.measures),) if work.score.measures else ()
    is_near = asked == "perfect" and last is not None and last.kind == "authentic"
    if last is None:
        sentence = say(gettext_noop("The last two chords make no cadence"))
    elif _fits(last, asked):
        sentence = say(gettext_noop("The piece ends with a cadence in %(key)s, not in the home key"), key=last.key.name)
    else:
        sentence = say(gettext_noop("The piece ends with this: %(cadence)s"), cadence=last.name)
    return verdict(0.5 if is_near else 0.0, [Evidence(measures, sentence, _cadence_hint(asked))], met=False)


def _last(work: Work) -> Cadence | None:
    """The cadence at the end, None in a piece whose last measure is still empty."""
    if not work.score.notes or not work.analysis.cadences:
        return None
    last = work.analysis.cadences[-1]
    sounding = max(line.notes[-1].end for line in work.lines)
    is_whole = sounding > work.score.measure_onsets_ticks[-2]
    return last if is_whole and last.measure >= len(work.score.measures) - 1 else None


def _is_home(cadence: Cadence, work: Work) -> bool:
    return cadence.key.tonic == work.score.key.tonic or cadence.key == work.analysis.home


def _cadence_hint(asked: str) -> Saying:
    hints = {
        "authentic": gettext_noop("Let the chord on the fifth note (V) go to the home chord (I), both with their root in the bass."),
        "perfect": gettext_noop("Let V go to I, both with their root in the bass, and let the tune end on the home note."),
        "half": gettext_noop("Stop on the chord of the fifth note (V), with its root in the bass."),
        "plagal": gettext_noop("Let the chord on the fourth note (IV) go to the home chord (I)."),
        "deceptive": gettext_noop("Let V go to the chord on the sixth note (vi) instead of home."),
    }
    return say(hints[asked])


def _cadence_in(work: Work, values: Values) -> Verdict:
    asked, bar = str(values["cadence"]), int(values["bar"])  # type: ignore[arg-type]
    here = [cadence for cadence in work.analysis.cadences if cadence.place.bar == bar]
    if any(_fits(cadence, asked) for cadence in here):
        return verdict(1.0)
    measure = bar + len(work.score.measures) - work.measure_count
    other = say(gettext_noop("In bar %(bar)s I hear this: %(cadence)s"), bar=bar, cadence=here[0].name) if here else say(
        gettext_noop("In bar %(bar)s I hear no cadence"), bar=bar)  # fmt: skip
    return verdict(0.0, [Evidence((measure,), other, _cadence_hint(asked))], met=False)


def _cadence_asks(values: Values) -> Saying:
    label = CADENCE_LABELS[str(values["cadence"])]
    if "bar" in values:
        return say(gettext_noop("Bar %(bar)s: %(cadence)s."), bar=values["bar"], cadence=label)
    return say(gettext_noop("The end: %(cadence)s."), cadence=label)


def home_of(work: Work) -> KeySignature:
    """The key numerals are counted from: the score's own, which the exercise gave."""
    return work.score.key


def _contains(work: Work, values: Values) -> Verdict:
    home = home_of(work)
    asked = parse_progression(str(values["numerals"]), home.mode)[0]
    missing = [numeral for numeral in asked if not any(numeral.fits(chord, home) for chord in work.analysis.chords)]
    found = [Evidence((), say(gettext_noop("I do not find the chord %(numeral)s"), numeral=numeral.text)) for numeral in missing]
    return verdict(1 - len(missing) / len(asked), found)


def _progression(work: Work, values: Values) -> Verdict:
    home = home_of(work)
    asked = parse_progression(str(values["numerals"]), home.mode)
    first = len(work.score.measures) - work.measure_count
    right, total, found = 0, 0, []
    for number, numerals in enumerate(asked):
        chords = _chords_in(work, first + number)
        total += len(numerals)
        matched = _matched(numerals, chords, home)
        right += matched
        if matched < len(numerals):
            heard = " ".join(chord.numeral for chord in chords) or "–"
            wanted = " ".join(numeral.text for numeral in numerals)
            template = gettext_noop("Bar %(bar)s should be %(wanted)s; I hear %(heard)s")
            measure = first + number + 1
            place = (measure,) if measure <= len(work.score.measures) else ()
            found.append(Evidence(place, say(template, bar=number + 1, wanted=wanted, heard=heard)))
    return verdict(right / max(1, total), found)


def _chords_in(work: Work, index: int) -> list[ChordSpan]:
    if index >= len(work.score.measures):
        return []
    start, end = work.score.measure_onsets_ticks[index : index + 2]
    return [chord for chord in work.analysis.chords if chord.start < end and chord.end > start]


def _matched(numerals: list[Numeral], chords: list[ChordSpan], home: KeySignature) -> int:
    """How many numerals are found in order among the chords (longest common subsequence)."""
    table = [[0] * (len(chords) + 1) for _ in range(len(numerals) + 1)]
    for i, numeral in enumerate(numerals, start=1):
        for j, chord in enumerate(chords, start=1):
            table[i][j] = table[i - 1][j - 1] + 1 if numeral.fits(chord, home) else max(table[i - 1][j], table[i][j - 1])
    return table[-1][-1]


def _symbols(work: Work, values: Values) -> Verdict:
    """Whether the notes on the beats belong to the chord symbols printed above them."""
    source = work.given if work.given is not None and any(measure.harmony for measure in work.given.measures) else work.score
    right, total, found = 0, 0, []
    for number, measure in enumerate(source.measures[: len(work.score.measures)]):
        start = work.score.measure_onsets_ticks[number]
        for harmony in measure.harmony:
            if harmony.root is not None:
                total += 1
                if _share_in_chord(work, harmony, start, start + harmony.duration_ticks) >= CHORD_SHARE:
                    right += 1
                else:
                    template = gettext_noop("The notes of bar %(bar)s do not fit the chord %(chord)s")
                    found.append(Evidence((number + 1,), say(template, bar=work.bar(number + 1), chord=fifths_name(harmony.root))))
            start += harmony.duration_ticks
    if not total:
        return verdict(0.0, [Evidence((), say(gettext_noop("There are no chord symbols to follow")))], met=False)
    return verdict(right / total, found)


def _share_in_chord(work: Work, harmony: Harmony, start: int, end: int) -> float:
    assert harmony.root is not None
    tones = {(harmony.root * 7 + tone) % 12 for tone in SHAPES[harmony.quality]}
    inside = outside = 0
    for line in work.lines:
        for index, note in enumerate(line.notes):
            ticks = min(note.end, end) - max(note.start, start)
            if ticks > 0 and not line.is_ornament(index):
                for pitch in (note.pitch, *note.below):
                    inside += ticks * (pitch.midi % 12 in tones)
                    outside += ticks * (pitch.midi % 12 not in tones)
    return inside / (inside + outside) if inside + outside else 0.0


def _final(work: Work, values: Values) -> Verdict:
    lines = work.chosen(str(values["voice"]))
    degree, label = DEGREES[str(values["degree"])]
    wanted = (work.score.key.tonic + degree) * 7 % 12
    wrong = [line for line in lines if line.notes[-1].midi % 12 != wanted]
    template = gettext_noop("The last note of %(voice)s is %(pitch)s, not %(degree)s")
    found = [
        Evidence((work.measure_at(line.notes[-1].start),), say(template, voice=line.name, pitch=line.notes[-1].pitch.name, degree=label),
                 notes=(line.notes[-1].id,)) for line in wrong
    ]  # fmt: skip
    return verdict(1 - len(wrong) / len(lines) if lines else 0.0, found)


def _cadence_parameter() -> Choice:
    return Choice("cadence", gettext_noop("Cadence"), CADENCE_LABELS, "authentic")


def _read_numerals(text: str) -> object:
    return [parse_progression(text, mode) for mode in ("major", "minor")]


KINDS = (
    Kind("key", HARMONY, gettext_noop("Key"), lambda v: say(gettext_noop("Write in %(key)s."), key=v["key"]), _key, (key_parameter(),)),
    Kind("ends_with", HARMONY, gettext_noop("Ends with a cadence"), _cadence_asks, _ends, (_cadence_parameter(),)),
    Kind(
        "cadence_in",
        HARMONY,
        gettext_noop("A cadence in a certain bar"),
        _cadence_asks,
        _cadence_in,
        (_cadence_parameter(), Number("bar", gettext_noop("Bar"), 1, 400, 4)),
    ),
    Kind(
        "contains",
        HARMONY,
        gettext_noop("Contains chords"),
        lambda v: say(gettext_noop("Use each of these chords at least once: %(chords)s."), chords=listed(str(v["numerals"]).split())),
        _contains,
        (Text("numerals", gettext_noop("Chords"), _read_numerals, "ii6 V7 vi", "IV V7"),),
    ),
    Kind(
        "progression",
        HARMONY,
        gettext_noop("Chords of each bar (Roman numerals)"),
        lambda v: say(gettext_noop("Follow these chords, bar by bar: %(numerals)s."), **v),
        _progression,
        (Text("numerals", gettext_noop("Chords"), _read_numerals, "I | IV V7 | I", "I | IV | V7 | I"),),
    ),
    Kind(
        "chord_symbols",
        HARMONY,
        gettext_noop("Fits the chord symbols"),
        lambda v: say(gettext_noop("Choose notes that fit the chord symbols above the staff.")),
        _symbols,
        needs="given",
    ),
    Kind(
        "final_note",
        HARMONY,
        gettext_noop("Last note"),
        lambda v: say(gettext_noop("End on %(degree)s."), degree=DEGREES[str(v["degree"])][1]),
        _final,
        (Choice("degree", gettext_noop("Note"), {name: label for name, (_, label) in DEGREES.items()}, "tonic"), voice_parameter("top")),
    ),
)

assert set(CADENCE_LABELS) == {*CADENCES, "perfect"} and {kind for kind, _ in NAMES} == set(CADENCES)
