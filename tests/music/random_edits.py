"""Edits drawn at random, as a person who tries every key would make them."""

import random

from compose.music.edits import CHANGES, Edit
from compose.music.performance import note_id, rest_id
from compose.music.score import ARTICULATIONS, DYNAMICS, Score
from compose.music.vocabulary import DURATIONS_TICKS

VALUES = {
    "by": ("step", "semitone", "octave"), "count": (-2, -1, 1, 2, 12), "sign": None, "ticks": DURATIONS_TICKS[:17],
    "to": ("longer", "shorter", "dotted", "triplet"), "pitch": ("C", "F#", "Bb", "A4", "G#3", "E5"), "on": (True, False, None),
}  # fmt: skip
SIGNS = {"accidental": ("sharp", "flat", "natural"), "articulation": ("", *ARTICULATIONS), "dynamic": ("", *DYNAMICS)}


def random_edit(score: Score, rng: random.Random) -> Edit:
    """Any change of the table, at any note or rest of the score."""
    measure = rng.randrange(len(score.measures))
    staff = rng.randrange(score.staff_count)
    voices = score.measures[measure].staves[staff].voices
    voice = rng.randrange(len(voices))
    number, (onset_ticks, chord) = rng.choice(list(enumerate(voices[voice].timed())))
    name = rng.choice(sorted(set(CHANGES) - {"harmony", "chord_symbols"}))
    data: dict[str, object] = {"do": name, "measure": measure, "staff": staff, "voice": rng.choice((voice, 1)), "onset": onset_ticks}
    data["at"] = note_id(measure, staff, voice, number, rng.randrange(max(1, len(chord.pitches))))
    if name == "write" and chord.is_rest:
        data["at"] = rest_id(measure, staff, voice, onset_ticks)
    for value in set(CHANGES[name]) - {"at"}:
        data[value] = rng.choice(SIGNS[name] if value == "sign" else VALUES[value])
    return Edit.from_json(data)
