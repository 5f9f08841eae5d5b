import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.music.errors import ScoreError
from compose.music.grammar import Cursor, GrammarError, is_legal_duration
from compose.music.header import Header
from compose.music.instruments import INSTRUMENTS
from compose.music.score import Chord, KeySignature, Pitch, Staff, TimeSignature, Voice
from compose.music.tokenizer import TokenizerError, decode, encode, read_measures
from compose.music.vocabulary import INDEX, KIND_FIELDS, SLOT_SIZES, TIMES, Kind, fingerprint

from .factories import make_score
from .walks import random_steps

headers = st.builds(
    Header,
    instruments=st.lists(st.sampled_from(sorted(INSTRUMENTS)), min_size=1, max_size=4).map(tuple),
    key=st.builds(KeySignature, st.integers(-7, 7), st.sampled_from(["major", "minor"])),
    time=st.sampled_from(TIMES[:14]),
    tempo_qpm=st.integers(30, 240),
    measure_count=st.integers(1, 4),
)


@settings(max_examples=40, deadline=None)
@given(headers, st.integers(0, 2**32))
def test_steps_to_score_to_steps_is_the_identity(header, seed):
    # A key signature that leaves the seven accidentals is no score; home keys near the edge reach it.
    steps = random_steps(header, seed)
    try:
        score = decode(header, steps)
    except ScoreError as error:
        assert "key signature" in str(error)
        return
    again_header, again = encode(score)
    assert (again_header, again.tolist()) == (header, [list(step) for step in steps])
    assert decode(again_header, again.tolist()) == score


def test_score_to_steps_to_score_is_the_identity_on_a_real_score():
    score = make_score()
    header, steps = encode(score)
    assert steps.dtype == np.uint8 and steps.shape[1] == 5
    assert decode(header, steps.tolist(), title=score.title, composer=score.composer).measures == score.measures


def test_a_score_can_be_read_measure_by_measure():
    score = make_score()
    header, steps = encode(score)
    measures = [measure for measure, _ in read_measures(header, steps.tolist())]
    assert tuple(measures) == score.measures


def test_it_refuses_an_unfinished_measure():
    header, steps = encode(make_score())
    last_event = np.flatnonzero(np.isin(steps[:, 0], (Kind.NOTE, Kind.REST)))[-1]
    with pytest.raises(GrammarError, match="not finished"):
        decode(header, steps[:last_event].tolist())


def test_it_refuses_more_measures_than_the_header_says():
    header, steps = encode(make_score())
    short = Header(header.instruments, header.key, header.time, header.tempo_qpm, header.measure_count - 1)
    with pytest.raises(GrammarError):
        decode(short, steps.tolist())


def with_first_chord(score, chord):
    measure = score.measures[0]
    rest = chord.duration_ticks
    voice = Voice((chord, *(Chord(ticks) for ticks in (measure.length_ticks - rest,) if ticks)))
    staves = (Staff((voice,)), *measure.staves[1:])
    changed = type(measure)(measure.key, measure.time, staves, measure.length_ticks)
    return type(score)(score.parts, score.key, score.time, score.tempo_qpm, (changed,))


@pytest.mark.parametrize(
    ("chord", "reason"),
    [
        (Chord(24, (Pitch(20, 4),), (False,)), "too far"),
        (Chord(5, (Pitch(0, 4),), (False,)), "duration"),
        (Chord(24, (Pitch(4, 4), Pitch(0, 4)), (False, False)), "degree|octave"),
    ],
)
def test_it_names_what_cannot_be_written(chord, reason):
    with pytest.raises(TokenizerError, match=reason):
        encode(with_first_chord(make_score(), chord))


def test_it_refuses_more_than_two_voices():
    score = make_score()
    measure = score.measures[0]
    staves = (Staff((Voice((Chord(measure.length_ticks),)),) * 3), *measure.staves[1:])
    changed = type(measure)(measure.key, measure.time, staves, measure.length_ticks)
    with pytest.raises(TokenizerError, match="two voices"):
        encode(type(score)(score.parts, score.key, score.time, score.tempo_qpm, (changed,)))


def test_every_kind_uses_only_fields_that_exist_in_its_slots():
    for kind, fields in KIND_FIELDS.items():
        for slot, name in enumerate(fields, 1):
            assert not name or max(INDEX[name].values()) < SLOT_SIZES[slot], (kind, name)
    assert max(SLOT_SIZES) < 256  # steps are stored as bytes


def test_the_vocabulary_has_the_fingerprint_its_checkpoint_was_trained_with():
    assert fingerprint() == "c07c5a72a76a"


@pytest.mark.parametrize(
    ("position", "duration", "is_legal"),
    [(0, 24, True), (0, 8, True), (4, 8, True), (0, 5, False), (4, 12, False), (3, 8, False), (16, 8, True)],
)
def test_triplet_values_stand_only_at_triplet_places(position, duration, is_legal):
    assert is_legal_duration(position, duration) is is_legal


def test_nothing_may_follow_the_end():
    header = Header(("Violin",), KeySignature(0), TimeSignature(4, 4), 100, 1)
    cursor = Cursor(header)
    for step in random_steps(header, 1):
        cursor.advance(step)
    assert cursor.allowed_kinds() == ()
    with pytest.raises(GrammarError):
        cursor.check((int(Kind.MEASURE), 0, 0, 0, 0))


@pytest.mark.parametrize(
    "changes", [{"instruments": ()}, {"instruments": ("Kazoo",)}, {"instruments": ("Piano",) * 9}, {"measure_count": 0}]
)
def test_a_header_refuses_what_no_score_can_have(changes):
    fields = {"instruments": ("Piano",), "key": KeySignature(0), "time": TimeSignature(4, 4), "tempo_qpm": 100, "measure_count": 8}
    with pytest.raises(ScoreError):
        Header(**{**fields, **changes})


def test_a_header_survives_json():
    header = Header(("Violin", "Piano"), KeySignature(-3, "minor"), TimeSignature(6, 8), 66, 12)
    assert Header.from_json(header.to_json()) == header
