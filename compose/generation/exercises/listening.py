"""Exercises to read and listen: spot the cadence, find the wrong note, sight-reading."""

from dataclasses import replace
from random import Random

from ...music.analysis.functions import SHAPES
from ...music.analysis.lines import FOUR_NAMES
from ...music.criteria.harmony_kinds import CADENCE_LABELS
from ...music.criteria.kinds import Values
from ...music.criteria.parameters import Choice, Number
from ...music.instruments import INSTRUMENTS
from ...music.playability import faults, grade
from ...music.saying import gettext_noop, say
from ...music.score import Chord, KeySignature, Pitch, Score, Staff, TimeSignature, Voice
from ..procedural.chords import CHROMATIC
from .choices import accidentals_parameter, level_parameter, mode_parameter, pick_key
from .chorales import chorale_score
from .exercise import Asked, Draft
from .four_parts import RANGES, NoVoicing
from .periods import block_chords, long_notes, period, piano_score
from .tunes import Manner

KINDS = ("authentic", "half", "plagal", "deceptive")
ATTEMPTS = 8


def make_cadences(values: Values, rng: Random) -> Draft:
    """A chorale whose phrases end in different ways; the pupil says where and how."""
    key = pick_key(values["mode"], values["accidentals"], rng)
    count = int(values["phrases"])  # type: ignore[arg-type]
    kinds = [*(rng.choice(KINDS) for _ in range(count - 1)), "authentic"]
    if count > 1 and len(set(kinds)) == 1:
        kinds[0] = rng.choice(KINDS[1:])
    score, ends = chorale_score(key, int(values["level"]), count, 4, rng, tuple(kinds))  # type: ignore[arg-type]
    answers = tuple((2 * number, kind) for number, kind in enumerate(ends, start=1))
    asked = Asked().hard("given_untouched").hard("answers", 2 * count, expected=[list(pair) for pair in answers])
    notes = tuple(say(gettext_noop("Bar %(bar)s: %(cadence)s"), bar=bar, cadence=CADENCE_LABELS[kind]) for bar, kind in answers)
    title = say(gettext_noop("Spot the cadences in %(key)s"), key=key.name)
    task = say(gettext_noop("Every phrase ends with a cadence. Say for each in which bar it is and which kind it is."))
    return Draft(title, task, score, ((1, len(score.measures), None),), asked.criteria, score, answers, notes)


def make_wrong_note(values: Values, rng: Random) -> Draft:
    """A faultless chorale with one note changed so that it clashes."""
    key = pick_key(values["mode"], values["accidentals"], rng)
    score, _ = chorale_score(key, int(values["level"]), int(values["phrases"]), 4, rng)  # type: ignore[arg-type]
    measure, staff, index = _pick(score, rng)
    chord = score.measures[measure].staves[staff].voices[0].chords[index]
    wrong = _clashing(score, measure, staff, index, rng)
    given = _with_pitch(score, measure, staff, index, wrong)
    answers = ((measure + 1, FOUR_NAMES[staff]),)
    asked = Asked().hard("given_untouched").hard("answers", 4, expected=[list(pair) for pair in answers])
    note = say(gettext_noop("Bar %(bar)s, %(voice)s: %(wrong)s should be %(right)s"),
               bar=measure + 1, voice=FOUR_NAMES[staff], wrong=wrong.name, right=chord.pitches[0].name)  # fmt: skip
    title = say(gettext_noop("Find the wrong note in %(key)s"), key=key.name)
    task = say(gettext_noop("One note of this chorale is wrong. Say in which bar and in which voice."))
    return Draft(title, task, given, ((1, len(score.measures), None),), asked.criteria, given, answers, (note,))


def _pick(score: Score, rng: Random) -> tuple[int, int, int]:
    """A note that is neither the first nor a last one."""
    places = [
        (measure, staff, index)
        for measure, one in enumerate(score.measures)
        for staff in range(4)
        for index, chord in enumerate(one.staves[staff].voices[0].chords)
        if (measure, index) != (0, 0) and chord.articulation != "fermata"
    ]
    return rng.choice(places)


def _clashing(score: Score, measure: int, staff: int, index: int, rng: Random) -> Pitch:
    """A pitch a step away that rubs a semitone against another voice and makes no chord with the others."""
    voices = [one.voices[0].chords[index] for one in score.measures[measure].staves]
    here = voices[staff].pitches[0]
    sounding = {voice.pitches[0].midi % 12 for voice in voices}
    low, high = RANGES[staff]
    choices = []
    for move in (-2, -1, 1, 2):
        midi = here.midi + move
        rubs = any((midi - other.pitches[0].midi) % 12 in (1, 11) for number, other in enumerate(voices) if number != staff)
        others = {voice.pitches[0].midi % 12 for number, voice in enumerate(voices) if number != staff}
        if low <= midi <= high and midi % 12 not in sounding and rubs and not _is_chord({*others, midi % 12}):
            choices.append(Pitch.from_midi(midi, score.key.tonic + CHROMATIC[(midi - score.key.tonic * 7) % 12]))
    if not choices:
        raise NoVoicing("This note cannot be made wrong enough.")
    in_scale = [pitch for pitch in choices if pitch.midi % 12 in score.key.scale]
    return rng.choice(in_scale or choices)


def _is_chord(classes: set[int]) -> bool:
    """Whether some chord holds all of these pitch classes."""
    return any(classes <= {(root + tone) % 12 for tone in tones} for tones in SHAPES.values() for root in range(12))


def _with_pitch(score: Score, measure: int, staff: int, index: int, pitch: Pitch) -> Score:
    one = score.measures[measure]
    chords = list(one.staves[staff].voices[0].chords)
    chords[index] = Chord(chords[index].duration_ticks, (pitch,), (False,), chords[index].articulation)
    staves = tuple(Staff((Voice(tuple(chords)),), other.dynamic) if number == staff else other for number, other in enumerate(one.staves))
    return replace(score, measures=(*score.measures[:measure], replace(one, staves=staves), *score.measures[measure + 1 :]))


# For each grade: fewest and most sharps or flats, how busy, compass in semitones, tempo, how freely the tune leaps (below 1 freely).
GRADES = {
    1: (0, 0, 0.0, 7, 60, 2.2), 2: (0, 1, 0.1, 9, 66, 1.8), 3: (1, 2, 0.2, 12, 76, 1.6), 4: (2, 3, 0.4, 14, 92, 1.3),
    5: (3, 4, 0.6, 16, 100, 1.1), 6: (4, 5, 0.8, 19, 112, 0.9), 7: (5, 6, 0.9, 21, 132, 0.6),
}  # fmt: skip
SUNG_TEMPO = 88
READERS = {name: name for name in ("Piano", "Violin", "Flute", "Clarinet", "Trumpet", "Cello", "Voice", "Recorder", "Guitar")}


def make_sight_reading(values: Values, rng: Random) -> Draft:
    """Eight measures that can be read at a grade."""
    wanted, instrument = int(values["grade"]), str(values["instrument"])  # type: ignore[arg-type]
    time = TimeSignature(*map(int, str(values["time"]).split("/")))
    for _ in range(ATTEMPTS):
        score = _reading(min(7, max(1, wanted + rng.choice((0, 0, -1, 1)))), wanted, time, instrument, rng)
        if grade(score) == wanted and not faults(score):
            break
    else:
        raise NoVoicing("No piece of this grade was found.")
    asked = Asked().hard("given_untouched").hard("playable", 1, grade=wanted).hard("length", 1, least=8, most=8)
    title = say(gettext_noop("Sight-reading, grade %(grade)s, %(instrument)s"), grade=wanted, instrument=instrument)
    task = say(gettext_noop("Look through these bars for half a minute. Then play them once, without stopping."))
    return Draft(title, task, score, ((1, 8, None),), asked.criteria, score)


def _reading(row: int, wanted: int, time: TimeSignature, instrument: str, rng: Random) -> Score:
    """A period in the manner of a row of GRADES."""
    fewest, most, activity, compass, tempo, leaps = GRADES[row]
    mode = rng.choice(("major", "minor")) if wanted > 2 else "major"
    key = KeySignature(rng.choice((-1, 1)) * rng.randint(fewest, most), mode)
    player = INSTRUMENTS[instrument]
    low = max(player.low, min(64 - compass // 3, player.high - compass)) if player.family != "keyboard" else 62
    manner = Manner(low, min(low + compass, player.high), activity, leaps)
    made = period(key, time, min(4, 1 + wanted // 2), manner, rng)
    tempo = min(tempo, SUNG_TEMPO) if player.family == "voice" else tempo
    left = block_chords(made.chords, key) if wanted > 1 else long_notes(made.chords, key)
    score = piano_score(made, left, tempo=tempo)
    measures = tuple(replace(measure, harmony=()) for measure in score.measures)
    if player.family == "keyboard":
        return replace(score, measures=measures)
    upper = tuple(replace(measure, staves=measure.staves[:1]) for measure in measures)
    return Score((type(score.parts[0])(player),), score.key, score.time, score.tempo_qpm, upper)


CADENCE_PARAMETERS = (
    mode_parameter(),
    accidentals_parameter(),
    level_parameter(),
    Number("phrases", gettext_noop("Phrases (of two bars)"), 1, 6, 4),
)
WRONG_NOTE_PARAMETERS = (
    mode_parameter(),
    accidentals_parameter(),
    level_parameter(),
    Number("phrases", gettext_noop("Phrases (of two bars)"), 1, 6, 2),
)
READING_PARAMETERS = (
    Number("grade", gettext_noop("Grade"), 1, 7, 3), Choice("instrument", gettext_noop("Instrument"), READERS, "Piano"),
    Choice("time", gettext_noop("Metre"), {"4/4": "4/4", "3/4": "3/4", "2/4": "2/4", "6/8": "6/8"}, "4/4"),
)  # fmt: skip
