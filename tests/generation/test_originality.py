from dataclasses import replace
from random import Random

import numpy as np
import pytest

from compose.generation.originality import FILE_NAME, DamagedIndexError, Originality, index, pair_hash
from compose.music.instruments import INSTRUMENTS
from compose.music.score import Chord, KeySignature, Measure, Part, Pitch, Score, Staff, TimeSignature, Voice

FOUR = TimeSignature(4, 4)


def melody(tones: list[int]) -> Score:
    """Quarter notes for a flute, four a measure; a tone is a MIDI pitch."""
    key = KeySignature(0, "major")
    score = Score((Part(INSTRUMENTS["Flute"]),), key, FOUR, 100)
    for start in range(0, len(tones), 4):
        chords = tuple(Chord(24, (Pitch.from_midi(tone, _name(tone)),), (False,)) for tone in tones[start : start + 4])
        score = score.append(Measure(key, FOUR, (Staff((Voice(chords),)),), 96))
    return score


def _name(midi: int) -> int:
    return (0, 7, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5)[midi % 12]


def random_melody(seed: int, measures: int) -> list[int]:
    random = Random(seed)
    return [random.randint(60, 84) for _ in range(4 * measures)]


def test_a_shared_run_is_found_in_another_key_with_its_length_place_and_source():
    known = random_melody(1, 12)
    table = index([("Somebody: Tune", melody(known)), ("Other", melody(random_melody(2, 12)))])
    borrowed = [tone + 3 for tone in known[8:28]]
    likeness = table.likeness(melody(random_melody(3, 4) + borrowed + random_melody(4, 2)))
    assert (likeness.measures, likeness.notes, likeness.first_measure, likeness.title) == (5, 20, 4, "Somebody: Tune")
    assert likeness.to_json()["first_measure"] == 5


def test_new_music_shares_nothing():
    table = index([("Tune", melody(random_melody(1, 40)))])
    assert table.likeness(melody(random_melody(2, 40))).measures == 0


def test_two_runs_of_different_pieces_are_not_one():
    first, second = random_melody(1, 8), random_melody(2, 8)
    table = index([("First", melody(first)), ("Second", melody(second))])
    assert table.likeness(melody(first[:12] + second[12:24])).measures == 3


def test_another_rhythm_is_another_tune():
    known = melody(random_melody(1, 4))
    slower = replace(known, measures=tuple(
        replace(measure, staves=(Staff((Voice((Chord(48, voice.chords[0].pitches, (False,)), *(replace(chord, duration_ticks=16)
                for chord in voice.chords[1:]))),)),)) for measure in known.measures for voice in measure.staves[0].voices))  # fmt: skip
    assert index([("Tune", known)]).likeness(slower).measures == 0


def test_measures_in_which_little_happens_belong_to_everybody():
    assert pair_hash(((0, 96, 60),), ((0, 96, 62),)) is None
    assert pair_hash((), tuple((24 * place, 24, 60) for place in range(8))) is None


def test_it_survives_saving_and_says_when_it_is_damaged(tmp_path):
    known = random_melody(1, 6)
    index([("Émile: Tune", melody(known))]).save(tmp_path / FILE_NAME)
    assert Originality.load(tmp_path).likeness(melody(known)).title == "Émile: Tune"
    assert Originality.load(tmp_path / "elsewhere") is None
    (tmp_path / FILE_NAME).write_bytes(b"PK nothing")
    with pytest.raises(DamagedIndexError, match="damaged"):
        Originality.load(tmp_path)


def test_an_empty_index_and_an_empty_score_share_nothing():
    assert index([]).likeness(melody(random_melody(1, 4))).measures == 0
    assert index([("Tune", melody(random_melody(1, 4)))]).likeness(melody([])).measures == 0
    assert index([]).hashes.dtype == np.uint32


def test_it_knows_how_much_people_share():
    known = random_melody(1, 12)
    table = index([("Tune", melody(known))])
    table.measure_people([melody(known[: 4 * count] + random_melody(count, 4)) for count in range(2, 12)])
    assert table.usual_measures == 10
    assert table.report(melody(known))["usual_measures"] == 10
