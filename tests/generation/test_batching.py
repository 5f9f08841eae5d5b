import pytest

from compose.generation.batching import Batch, write_many, write_measures
from compose.generation.sampling import Sampling
from compose.generation.stream import Stream
from compose.music import musicxml
from compose.music.figures import end_is_on_tonic
from compose.music.grammar import GrammarError
from compose.music.instruments import ENSEMBLES, INSTRUMENTS
from compose.music.tokenizer import decode, encode

from .small import make_brief, small_generator

ASKED = [
    (ENSEMBLES["solo piano"], {"fifths": -1, "mode": "minor", "time": (3, 4)}),
    (ENSEMBLES["solo flute"], {"fifths": 6, "time": (6, 8)}),
    (ENSEMBLES["choir (SATB)"], {"fifths": -7, "mode": "minor"}),
    (ENSEMBLES["voice and piano"], {"fifths": 3, "time": (2, 4), "cadence": "plagal"}),
    (ENSEMBLES["string quartet"], {"fifths": 7, "time": (12, 8), "cadence": "half"}),
    (ENSEMBLES["wind quintet"], {"time": (5, 8), "cadence": "deceptive"}),
]


def write(brief, seed=5, generator=None):
    measures = list(write_measures(generator or small_generator(), Stream(brief, seed)))
    return measures, decode(brief.header, [step for measure in measures for step in measure])


@pytest.mark.parametrize(("instruments", "wishes"), ASKED)
def test_hard_wishes_hold_even_with_random_weights(instruments, wishes):
    brief = make_brief(instruments, measure_count=5, **wishes)
    _, score = write(brief)
    assert len(score.measures) == 5
    assert [part.instrument.name for part in score.parts] == list(instruments)
    assert {measure.time for measure in score.measures} == {brief.header.time}
    assert {measure.key for measure in score.measures} == {brief.header.key}
    assert score.measures[-1].cadence == brief.cadence
    if brief.cadence in ("authentic", "plagal"):
        assert end_is_on_tonic(score)


@pytest.mark.parametrize(("instruments", "wishes"), ASKED)
def test_what_is_written_is_a_score_that_encodes_back_and_exports(instruments, wishes):
    brief = make_brief(instruments, measure_count=3, **wishes)
    measures, score = write(brief)
    _, steps = encode(score)
    assert [tuple(step) for step in steps.tolist()][:-1] == [step for measure in measures for step in measure]
    assert musicxml.write(score).startswith("<?xml")


@pytest.mark.parametrize(("instruments", "wishes"), ASKED)
def test_every_note_lies_in_the_range_of_its_instrument(instruments, wishes):
    _, score = write(make_brief(instruments, measure_count=3, **wishes))
    for note in score.notes:
        instrument = INSTRUMENTS[instruments[note.part]]
        assert instrument.low <= note.pitch.midi <= instrument.high


def test_the_same_seed_writes_the_same_piece_and_another_seed_another_one():
    brief = make_brief()
    assert write(brief, seed=3)[0] == write(brief, seed=3)[0]
    assert write(brief, seed=3)[0] != write(brief, seed=4)[0]


@pytest.mark.parametrize("cut", [1, 2, 4])
def test_a_resumed_piece_goes_on_as_if_nothing_had_happened(cut):
    brief, generator = make_brief(("Violin", "Piano"), measure_count=5), small_generator()
    whole, _ = write(brief, generator=generator)
    rest = list(write_measures(generator, Stream(brief, 5, given=whole[:cut])))
    assert rest == whole[cut:]


def test_a_piece_longer_than_the_memory_is_finished_and_can_be_resumed():
    brief, generator = make_brief(measure_count=24), small_generator(window=128)
    whole, score = write(brief, generator=generator)
    assert sum(map(len, whole)) > 2 * 128 and len(score.measures) == 24
    assert list(write_measures(generator, Stream(brief, 5, given=whole[:17]))) == whole[17:]


def test_it_refuses_to_go_on_from_measures_that_are_not_music():
    with pytest.raises(GrammarError):
        Stream(make_brief(), 1, given=[[[5, 1, 1, 1, 1]]])


def test_sections_follow_the_form():
    brief = make_brief(measure_count=16, form="AABA")
    assert brief.section_starts() == {0: "A", 4: "A", 8: "B", 12: "A"}
    _, score = write(brief)
    assert [measure.section for measure in score.measures if measure.section] == list("AABA")


def test_the_final_chord_is_the_tonic_triad_under_every_note():
    _, score = write(make_brief(("Soprano", "Alto", "Tenor", "Bass"), mode="minor", fifths=-3))
    last = {note.pitch.midi % 12 for note in score.notes if note.measure == len(score.measures) - 1}
    assert last <= {0, 3, 7}


def test_a_piece_is_the_same_alone_and_beside_others():
    generator = small_generator(window=96)
    briefs = [make_brief(instruments, measure_count=3 + number, **wishes) for number, (instruments, wishes) in enumerate(ASKED)]
    alone = [list(write_measures(generator, Stream(brief, number))) for number, brief in enumerate(briefs)]
    for slots in (2, 4):
        assert write_many(generator, [Stream(brief, number) for number, brief in enumerate(briefs)], slots) == alone


def test_a_finished_piece_has_nothing_left_to_write():
    brief = make_brief(measure_count=2)
    whole, _ = write(brief)
    assert list(write_measures(small_generator(), Stream(brief, 5, given=whole))) == []


def test_every_player_begins_as_loud_as_the_plan_says():
    _, score = write(make_brief(("Violin", "Piano"), measure_count=8, form="AB", dynamic="pp"))
    assert [staff.dynamic for staff in score.measures[0].staves] == ["pp", "pp", ""]
    assert {number for number, measure in enumerate(score.measures) if any(staff.dynamic for staff in measure.staves)} <= {0, 4}


@pytest.mark.parametrize("seed", range(4))
def test_players_change_their_loudness_together(seed):
    _, score = write(make_brief(("Violin", "Viola", "Cello"), measure_count=8, form="AB"), seed)
    assert len({staff.dynamic for staff in score.measures[4].staves}) == 1


def test_guidance_one_is_no_guidance_and_more_of_it_changes_the_piece():
    generator, brief = small_generator(), make_brief(mode="minor", fifths=-3)

    def guided(guidance):
        return list(write_measures(generator, Stream(brief, 5, Sampling(guidance=guidance))))

    assert guided(1.0) == list(write_measures(generator, Stream(brief, 5)))
    assert guided(1.0) != guided(1000.0)  # random weights hardly hear a wish


def test_guided_and_plain_pieces_share_a_batch_without_touching_each_other():
    generator = small_generator(window=96)
    wishes = [(make_brief(measure_count=3 + number), Sampling(guidance=(1.0, 2.0, 0.5)[number % 3])) for number in range(6)]
    alone = [list(write_measures(generator, Stream(brief, 7, sampling))) for brief, sampling in wishes]
    assert write_many(generator, [Stream(brief, 7, sampling) for brief, sampling in wishes], 4) == alone


def test_a_piece_that_stumbles_leaves_and_its_neighbours_go_on():
    generator, brief = small_generator(), make_brief(measure_count=3)
    batch, bad, good = Batch(generator, 2), Stream(brief, 1), Stream(brief, 2)
    bad.costs.slot = lambda *_: 1 / 0
    for stream in (bad, good):
        batch.add(stream)
    written = []
    while batch.streams:
        written += [measure for stream, measure in batch.advance() if stream is good]
    (stream, error), = batch.take_broken()
    assert stream is bad and isinstance(error, ZeroDivisionError)
    assert written == list(write_measures(generator, Stream(brief, 2)))
