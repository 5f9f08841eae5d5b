"""Pieces by rule: every style, key, metre and length gives a valid score that keeps what was asked."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compose.generation import words
from compose.generation.brief import Brief
from compose.generation.conditions import AXES, density_class
from compose.generation.procedural import STYLES, ProceduralError, compose
from compose.music import midi, musicxml
from compose.music.errors import ScoreError
from compose.music.figures import end_is_on_tonic, onsets_per_quarter, share_in_scale
from compose.music.header import Header
from compose.music.instruments import ENSEMBLES, INSTRUMENTS
from compose.music.score import CADENCES, KeySignature, Score, TimeSignature
from compose.music.tokenizer import decode, encode

KEYS = [KeySignature(fifths, mode) for fifths in range(-7, 8) for mode in ("major", "minor")]


def make_header(style: str, **changes: object) -> Header:
    time = TimeSignature(*map(int, changes.pop("time", STYLES[style].times[0]).split("/")))
    usual = {"instruments": ("Piano",), "key": KeySignature(-2), "time": time, "tempo_qpm": 92, "measure_count": 16}
    return Header(**(usual | changes))


def check_score(score: Score, header: Header) -> None:
    """What holds for every piece: header, full measures, round trip, ranges, hands."""
    assert Header.of(score) == header
    assert len(score.measures) == header.measure_count
    read, steps = encode(score)
    assert decode(read, steps, score.title) == score
    for measure in score.measures:
        assert measure.key == header.key and measure.time == header.time
        assert sum(chord.duration_ticks for chord in measure.harmony) == header.time.length_ticks
    for note in score.notes:
        instrument = score.parts[note.part].instrument
        assert instrument.low <= note.pitch.midi <= instrument.high, (instrument.name, note)
    for measure in score.measures:
        for staff in measure.staves:
            for voice in staff.voices:
                for chord in voice.chords:
                    assert not chord.pitches or chord.pitches[-1].midi - chord.pitches[0].midi <= 16
                    assert len(chord.pitches) <= 5


def steps_of(score: Score) -> bytes:
    return encode(score)[1].tobytes()


@pytest.mark.parametrize("style", STYLES)
def test_the_styles_are_buckets_of_the_conditions(style: str):
    assert style in AXES["bucket"]
    assert STYLES[style].period in ("", *AXES["period"])
    assert set(STYLES[style].times) <= set(AXES["time"])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", range(3))
def test_every_style_keeps_the_header_with_all_its_players(style: str, seed: int):
    rng = Random(f"{style} {seed}")
    for players in STYLES[style].players:
        header = make_header(style, instruments=players, key=rng.choice(KEYS), time=rng.choice(STYLES[style].times),
                             measure_count=rng.randint(4, 40), has_chord_symbols=rng.random() < 0.5)
        check_score(compose(style, header, seed), header)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_key_metre_and_length_works(data: st.DataObject):
    style = data.draw(st.sampled_from(list(STYLES)))
    header = make_header(style, key=data.draw(st.sampled_from(KEYS)), time=data.draw(st.sampled_from(STYLES[style].times)),
                         measure_count=data.draw(st.integers(4, 48)), instruments=data.draw(st.sampled_from(STYLES[style].players)))
    cadence = data.draw(st.sampled_from(CADENCES))
    form = data.draw(st.sampled_from(("", "A", "AB", "AABA", "ABACABA", "ABCDEFGH")))
    score = compose(style, header, data.draw(st.integers(0, 10**6)), cadence=cadence, form=form)
    check_score(score, header)
    assert score.measures[-1].cadence == cadence


def test_nobody_is_silent_all_through_a_short_piece():
    players = ("Tenor", "Tenor", "Bass", "Bass")
    for seed in range(100, 110):
        header = make_header("cinematic", instruments=players, key=KeySignature(-7), measure_count=2)
        assert {note.part for note in compose("cinematic", header, seed).notes} == {0, 1, 2, 3}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_ensemble_is_written_for_or_refused_in_a_sentence(data: st.DataObject):
    style = data.draw(st.sampled_from(list(STYLES)))
    anybody = st.lists(st.sampled_from(list(INSTRUMENTS)), min_size=1, max_size=6).map(tuple)
    players = data.draw(st.one_of(st.sampled_from([*ENSEMBLES.values(), *words.ENSEMBLE_WORDS.values()]), anybody))
    header = make_header(style, instruments=players, key=data.draw(st.sampled_from(KEYS)), measure_count=data.draw(st.integers(2, 20)))
    try:
        score = compose(style, header, data.draw(st.integers(0, 999)))
    except ProceduralError as error:
        assert str(error).startswith("I ") and str(error).endswith(".")
        return
    check_score(score, header)
    assert end_is_on_tonic(score)
    assert {note.part for note in score.notes} == set(range(len(players)))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("count", [2, 3, 4, 5, 7, 128])
def test_the_shortest_and_the_longest_pieces_work(style: str, count: int):
    header = make_header(style, measure_count=count)
    check_score(compose(style, header, 1), header)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("mode", ["major", "minor"])
def test_a_piece_ends_on_the_tonic_with_the_cadence_asked(style: str, mode: str):
    for cadence, before in (("authentic", 1), ("plagal", -1)):
        for seed in range(4):
            score = compose(style, make_header(style, key=KeySignature(1, mode)), seed, cadence=cadence)
            chords = [chord for measure in score.measures for chord in measure.harmony]
            assert end_is_on_tonic(score)
            assert chords[-1].root == score.key.tonic
            assert chords[-2].root - score.key.tonic == before
    half = compose(style, make_header(style, key=KeySignature(1, mode)), 1, cadence="half")
    assert half.measures[-1].harmony[-1].root - half.key.tonic == 1


def test_a_form_lies_where_the_plan_says():
    header = make_header("pop ballad", measure_count=32)
    score = compose("pop ballad", header, 3, form="ABAC")
    starts = {number: measure.section for number, measure in enumerate(score.measures) if measure.section}
    assert starts == Brief(header, form="ABAC").section_starts()


def test_a_section_comes_back_recognisably_and_not_literally():
    literal, shared = 0, []
    for seed in range(8):
        score = compose("pop ballad", make_header("pop ballad", measure_count=32), seed, form="AABA")
        tops = [[chord.pitches[-1].midi for chord in measure.staves[0].voices[0].chords if chord.pitches] for measure in score.measures]
        shared.append(sum(bool(set(one) & set(other)) for one, other in zip(tops[:8], tops[8:16], strict=True)) / 8)
        literal += [measure.staves for measure in score.measures[:8]] == [measure.staves for measure in score.measures[8:16]]
    assert literal == 0
    assert sum(shared) / len(shared) > 0.7


@pytest.mark.parametrize("style", STYLES)
def test_everybody_arrives_together_in_the_last_measure(style: str):
    for seed in range(8):
        score = compose(style, make_header(style, measure_count=12), seed)
        before, last = score.measures[-2:]
        for held, staff in zip(before.staves, last.staves, strict=True):
            assert staff.voices[0].chords[0].pitches and not any(held.voices[0].chords[-1].ties)


def test_the_blues_has_its_twelve_measures():
    for seed in range(12):
        score = compose("blues", make_header("blues", measure_count=12), seed)
        roots = [measure.harmony[0].root - score.key.tonic for measure in score.measures]
        assert roots[0] == 0 and roots[4] == -1 and roots[8] in (1, 2) and roots[11] == 0
        assert all(chord.quality == "dominant-seventh" for chord in score.measures[0].harmony)
        blue = [note for note in score.notes if note.staff == 0 and (note.pitch.fifths - score.key.tonic) in (-3, -6, -2)]
        assert blue


def test_the_jazz_ballad_is_full_of_two_fives():
    found = 0
    for seed in range(10):
        score = compose("jazz ballad", make_header("jazz ballad", measure_count=32), seed)
        chords = [chord for measure in score.measures for chord in measure.harmony]
        found += sum(second.root - first.root == -1 and first.quality in ("minor-seventh", "half-diminished")
                     and second.quality == "dominant-seventh" for first, second in pairwise(chords))
    assert found >= 40


@pytest.mark.parametrize("style", STYLES)
def test_the_notes_belong_to_key_and_chords(style: str):
    in_scale, on_chord, strong = [], 0, 0
    for seed in range(6):
        score = compose(style, make_header(style, measure_count=24), seed)
        in_scale.append(share_in_scale(score))
        for note in score.notes:
            measure = score.measures[note.measure]
            if note.onset * 24 == score.measure_onsets_ticks[note.measure] and note.staff == score.staff_count - 1:
                strong += 1
                root = measure.harmony[0].root * 7 % 12
                on_chord += (note.pitch.midi - root) % 12 in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) and _fits(note, measure)
    assert sum(in_scale) / len(in_scale) > (0.6 if style in ("blues", "boogie-woogie") else 0.78)
    assert on_chord / strong > 0.9


def _fits(note: object, measure: object) -> bool:
    from compose.music.harmony import chord_tones

    chord = measure.harmony[0]
    tones = {*chord_tones(chord.quality), 2, 9, 1}  # ninths and sixths belong to the voicings
    return (note.pitch.midi - chord.root * 7) % 12 in tones


@pytest.mark.parametrize("style", STYLES)
def test_melody_and_bass_rarely_move_in_parallel(style: str):
    parallel, moves = 0, 0
    for seed in range(12):
        score = compose(style, make_header(style, measure_count=24), seed)
        top: dict[Fraction, int] = {}
        bottom: dict[Fraction, int] = {}
        for note in score.notes:
            if note.staff == 0:
                top[note.onset] = max(top.get(note.onset, 0), note.pitch.midi)
            else:
                bottom[note.onset] = min(bottom.get(note.onset, 127), note.pitch.midi)
        for first, second in pairwise(sorted(top)):
            if first in bottom and second in bottom and bottom[first] != bottom[second]:
                moves += 1
                interval = (top[first] - bottom[first]) % 12
                is_same_way = (top[second] - top[first]) * (bottom[second] - bottom[first]) > 0
                parallel += is_same_way and interval in (0, 7) and interval == (top[second] - bottom[second]) % 12
    assert moves > 50 and parallel <= 0.03 * moves


@pytest.mark.parametrize("style", STYLES)
def test_the_hands_of_a_pianist_do_not_cross(style: str):
    for seed in range(6):
        score = compose(style, make_header(style, measure_count=24), seed)
        right = [note for note in score.notes if note.staff == 0]
        left = [note for note in score.notes if note.staff == 1]
        for low in left:
            end = low.onset + low.duration
            assert all(low.pitch.midi < high.pitch.midi for high in right if high.onset < end and high.onset + high.duration > low.onset)


@pytest.mark.parametrize("style", STYLES)
def test_melodies_mostly_step_and_never_jump_far(style: str):
    steps, small, total = 0, 0, 0
    for seed in range(6):
        score = compose(style, make_header(style, measure_count=24), seed)
        line = [chord.pitches[-1].midi for measure in score.measures for chord in measure.staves[0].voices[0].chords if chord.pitches]
        for first, second in pairwise(line):
            total += first != second
            steps += 1 <= abs(second - first) <= (3 if style in ("ambient", "lo-fi") else 2)  # pentatonic steps
            small += 1 <= abs(second - first) <= 7
            assert abs(second - first) <= 16
    assert steps / total > (0.4 if style in ("ambient", "fanfare", "cinematic") else 0.5)
    assert small / total > 0.9


@pytest.mark.parametrize("style", STYLES)
def test_a_hundred_seeds_give_a_hundred_pieces(style: str):
    pieces = [compose(style, make_header(style, measure_count=8), seed) for seed in range(100)]
    assert len({steps_of(piece) for piece in pieces}) == 100
    windows: dict[tuple, set[int]] = {}
    for number, piece in enumerate(pieces):
        measures = [measure.staves for measure in piece.measures]
        for start in range(len(measures) - 3):
            windows.setdefault(tuple(measures[start : start + 4]), set()).add(number)
    assert sum(len(owners) > 1 for owners in windows.values()) <= 0.01 * len(windows)


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_piece_in_any_order(style: str):
    header = make_header(style, measure_count=16)
    first = compose(style, header, 7)
    compose(style, header, 8)
    assert compose(style, header, 7) == first


@pytest.mark.parametrize("style", [style for style in STYLES if style != "boogie-woogie"])  # its eighths never stop
def test_the_density_asked_for_is_measured(style: str):
    rates = {density: [onsets_per_quarter(compose(style, make_header(style, measure_count=24), seed, density=density)) for seed in range(5)]
             for density in AXES["density"]}
    for density, measured in rates.items():
        if density == "busy" and style in ("ambient", "lo-fi", "stride"):  # as busy as the style can be
            assert sum(measured) > 1.1 * sum(rates["moderate"])
        elif (style, density) != ("stride", "sparse"):  # a stride bass alone is moderate
            assert sum(density_class(rate) == density for rate in measured) >= 3, (density, measured)


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_can_be_written_out(style: str):
    score = compose(style, make_header(style), 5)
    assert musicxml.write(score).count("<measure ") == 16
    assert midi.write(score)[:4] == b"MThd"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"style": "polka"}, "I know no style"),
        ({"time": "7/8"}, "cannot write tango in 7/8"),
        ({"measure_count": 1}, "2 to 128 measures"),
        ({"measure_count": 129}, "2 to 128 measures"),
        ({"instruments": ("Flute",)}, "for a piano"),
        ({"instruments": ("Piano", "Organ")}, "one keyboard at a time"),
        ({"style": "stride", "instruments": ("Guitar",)}, "cannot write stride for guitar"),
        ({"form": "AXA"}, "A form is written"),
        ({"cadence": "sudden"}, "no cadence"),
        ({"density": "thick"}, "no density"),
        ({"dynamic": "sfz"}, "no dynamic"),
    ],
)
def test_it_refuses_what_it_cannot_write_in_one_sentence(changes: dict, sentence: str):
    style = changes.pop("style", "tango")
    wishes = {name: changes.pop(name) for name in ("form", "cadence", "density", "dynamic") if name in changes}
    header = make_header("tango" if style == "polka" else style, **changes)
    with pytest.raises(ProceduralError, match=sentence):
        compose(style, header, 1, **wishes)


def test_a_header_that_is_none_is_refused_before():
    with pytest.raises(ScoreError):
        make_header("tango", instruments=())
