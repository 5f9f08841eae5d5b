"""Every task with random weights: what must stay stays to the note, the rest is legal, and nothing depends on company or crashes."""

import random
from copy import deepcopy
from functools import lru_cache
from itertools import pairwise

import music21
import pytest

from compose.generation.batching import write_many, write_measures
from compose.generation.brief import Brief
from compose.generation.given_steps import chords_of, is_tied, rhythm_of
from compose.generation.stream import Stream
from compose.generation.task_templates import brief_of, template_of
from compose.generation.tasks import KINDS, MeasuresError, NothingToChangeError, SourceError, Task, TaskError
from compose.generation.template import Keep, parts_of
from compose.music import musicxml
from compose.music.grammar import DURATION_TICKS
from compose.music.header import Header
from compose.music.score import KeySignature, TimeSignature
from compose.music.tokenizer import decode, encode, read_measures
from compose.music.vocabulary import INDEX, Kind
from tests.music.factories import ALL
from tests.music.walks import random_steps

from .small import make_brief, small_generator
from .test_batching import ASKED

CHANGES = [kind for kind in KINDS if kind not in ("compose", "continue")]


def source_of(header, steps):
    return {"header": header.to_json(), "steps": [[list(step) for step in taken] for _, taken in read_measures(header, steps)]}


@lru_cache
def written_source(number=0, measure_count=5, seed=3):
    """A piece of the small model."""
    instruments, wishes = ASKED[number]
    brief = make_brief(instruments, measure_count=measure_count, **wishes)
    return source_of(brief.header, [step for measure in write_measures(small_generator(), Stream(brief, seed)) for step in measure])


def walked_source(seed):
    """A random walk through the grammar: pickups, changes of metre, ties to nowhere."""
    instruments = (("Piano",), ("Flute",), ("Violin", "Cello"), ("Soprano", "Alto", "Tenor", "Bass"))[seed % 4]
    header = Header(instruments, KeySignature(seed % 5 - 2, "minor" if seed % 2 else "major"), TimeSignature(3, 4), 90, 3 + seed % 3)
    home = INDEX["key"][0]  # a walk soon leaves every key signature there is
    steps = random_steps(header, seed, 250)
    return source_of(header, [(*step[:2], home, *step[3:]) if step[0] == Kind.MEASURE else step for step in steps])


def stream_of(task, seed=5, instruments=None, measure_count=None, given=()):
    header = task.source.header
    count = measure_count or header.measure_count + task.insert_count
    header = Header(instruments or header.instruments, header.key, header.time, header.tempo_qpm, count)
    template = template_of(task, header)
    return Stream(brief_of(task, Brief(header), template), seed, given=given, template=template)


def run(task, generator=None, **changes):
    stream = stream_of(task, **changes)
    measures = list(write_measures(generator or small_generator(), stream))
    return stream.brief.header, stream.keeper.template, measures


def assert_kept(header, template, measures):
    """Everything the template gives is in the measures."""
    assert len(measures) == len(template.measures) == header.measure_count
    for given, steps in zip(template.measures, measures, strict=True):
        parts = parts_of(steps, header.staff_count)
        assert parts.head == given.head
        assert not given.is_harmony_kept or parts.harmony == given.harmony
        for staff, written in zip(given.staves, parts.staves, strict=True):
            if staff.keep == Keep.ALL:
                assert written == staff.steps
            elif staff.keep == Keep.RHYTHM:
                assert [step[:2] for step in rhythm_of(written)] == [step[:2] for step in rhythm_of(staff.steps)]
                assert inner_ties(written) == inner_ties(staff.steps)
            elif staff.keep == Keep.PITCHES:
                assert sounding(written) == sounding(staff.steps)
            elif staff.keep == Keep.SKELETON:
                assert onsets(written) <= onsets(staff.steps)
    score = decode(header, [step for measure in measures for step in measure])
    assert encode(score)[1].tolist()[:-1] == [list(step) for measure in measures for step in measure]
    return score


def inner_ties(steps):
    """Whether each note that does not end its voice is tied to the next."""
    rhythm = rhythm_of(steps)
    return [is_tied(step) for step, following in pairwise(rhythm) if step[0] == Kind.NOTE and following[0] != Kind.VOICE]


def sounding(steps):
    return [[step[2:4] for step in item] for item in chords_of(steps) if item[0][0] == Kind.NOTE]


def onsets(steps):
    """(voice, position) of every note."""
    found, voice, position = set(), -1, 0
    for step in steps:
        if step[0] == Kind.VOICE:
            voice, position = voice + 1, 0
        elif step[0] in (Kind.NOTE, Kind.REST):
            found |= {(voice, position)} if step[0] == Kind.NOTE else set()
            position += DURATION_TICKS[step[1]]
    return found


def random_task(kind, source, rng):
    count, header = len(source["steps"]), Header.from_json(source["header"])
    first = rng.randint(1, count)
    data = {"kind": kind, "source": source, "measures": [first, rng.randint(first, count)], "distance": rng.random()}
    if rng.random() < 0.5:
        data["staves"] = sorted(rng.sample(range(header.staff_count), rng.randint(1, header.staff_count)))
    if rng.random() < 0.5:
        at = rng.randint(1, count)
        data["locks"] = [[at, at, rng.choice([None, rng.randrange(header.staff_count)])]]
    if rng.random() < 0.3:
        data["insert"] = {"after": rng.randint(1, count), "count": rng.randint(1, 2)}
    return data


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("seed", range(4))
def test_what_must_stay_stays_to_the_note(kind, seed):
    rng = random.Random(f"{kind} {seed}")
    done = 0
    while done < 2:
        source = written_source(rng.randrange(len(ASKED)), 4, seed) if done == 0 else walked_source(rng.randrange(1000))
        try:
            task = Task.from_json(random_task(kind, source, rng))
            result = run(task, small_generator(seed), seed=seed)
        except NothingToChangeError:
            continue
        assert_kept(*result)
        done += 1


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", ["infill", "vary", "rhythm", "rerhythm", "simplify", "reharmonise"])
def test_what_people_wrote_can_be_changed(name, kind):
    header, steps = encode(ALL[name]())
    task = Task.from_json({"kind": kind, "source": source_of(header, steps.tolist()), "measures": [1, header.measure_count]})
    assert_kept(*run(task))


@pytest.mark.parametrize("kind", CHANGES)
def test_measures_outside_come_out_exactly_as_they_were(kind):
    source = written_source(3)
    task = Task.from_json({"kind": kind, "source": source, "measures": [2, 3], "distance": 1})
    _, _, measures = run(task)
    assert [[list(step) for step in measure] for measure in measures[:1] + measures[3:]] == source["steps"][:1] + source["steps"][3:]
    assert [[list(step) for step in measure] for measure in measures] != source["steps"]


def test_a_continuation_goes_on_after_everything_that_was_there():
    source = written_source(0)
    header, template, measures = run(Task.from_json({"kind": "continue", "source": source}), measure_count=13)
    assert [[list(step) for step in measure] for measure in measures[:5]] == source["steps"]
    score = assert_kept(header, template, measures)
    assert score.measures[-1].cadence == "authentic" and [measure.section for measure in score.measures][5] == "B"


def test_a_continuation_may_give_up_the_old_ending():
    source = written_source(0)
    _, _, measures = run(Task.from_json({"kind": "continue", "source": source, "reopen": True}), measure_count=9)
    assert [[list(step) for step in measure] for measure in measures[:4]] == source["steps"][:4]
    assert measures[4] != source["steps"][4]


def test_new_measures_stand_where_they_were_asked_for():
    source = written_source(0)
    task = Task.from_json({"kind": "infill", "source": source, "insert": {"after": 2, "count": 3}})
    _, _, measures = run(task)
    as_lists = [[list(step) for step in measure] for measure in measures]
    assert as_lists[:2] + as_lists[5:] == source["steps"]


@pytest.mark.parametrize(("kind", "players"), [
    ("accompany", ("Flute", "Piano")), ("harmonise", ("Soprano", "Alto", "Tenor", "Bass")), ("bass", ("Flute", "Cello")),
])
def test_a_melody_stays_on_top_of_new_players(kind, players):
    source = written_source(1)
    task = Task.from_json({"kind": kind, "source": source})
    header, template, measures = run(task, instruments=players)
    score = assert_kept(header, template, measures)
    old = decode(task.source.header, [step for measure in source["steps"] for step in measure])
    top = [(note.onset, note.duration, note.pitch) for note in score.notes if note.staff == 0]
    assert top == [(note.onset, note.duration, note.pitch) for note in old.notes]
    assert any(note.staff > 0 for note in score.notes)


def test_a_new_melody_over_an_accompaniment_leaves_the_player_of_the_same_name_alone():
    source = written_source(0)
    _, template, measures = run(Task.from_json({"kind": "melody", "source": source}), instruments=("Violin", "Piano"))
    assert [staff.keep for staff in template.measures[0].staves] == [Keep.NOTHING, Keep.ALL, Keep.ALL]
    assert all(template.measures[number].is_harmony_kept for number in range(5))
    assert parts_of(measures[0], 3).staves[0]


def test_only_the_chords_of_a_lone_melody_are_written_anew():
    source = written_source(1)
    _, template, _ = run(Task.from_json({"kind": "reharmonise", "source": source}))
    assert all(staff.keep == Keep.NOTHING or not measure.is_harmony_kept for measure in template.measures for staff in measure.staves)


@pytest.mark.parametrize("kind", ["infill", "accompany", "vary", "simplify"])
@pytest.mark.parametrize("cut", [1, 3])
def test_a_task_goes_on_after_a_crash_as_if_nothing_had_happened(kind, cut):
    task = Task.from_json({"kind": kind, "source": written_source(3), "measures": [2, 4]})
    generator = small_generator()
    whole = list(write_measures(generator, stream_of(task)))
    assert list(write_measures(generator, stream_of(task, given=whole[:cut]))) == whole[cut:]


def test_a_task_is_the_same_alone_and_beside_others_even_beyond_the_memory():
    generator = small_generator(window=96)
    tasks = [
        Task.from_json({"kind": kind, "source": written_source(3), "measures": [2, 4]})
        for kind in CHANGES
    ]
    alone = [list(write_measures(generator, stream_of(task, number))) for number, task in enumerate(tasks)]
    assert write_many(generator, [stream_of(task, number) for number, task in enumerate(tasks)], 4) == alone


@pytest.mark.parametrize("kind", CHANGES)
def test_music21_reads_every_result(kind):
    task = Task.from_json({"kind": kind, "source": written_source(2), "measures": [2, 4]})
    header, template, measures = run(task)
    score = assert_kept(header, template, measures)
    read = music21.converter.parse(musicxml.write(score), format="musicxml")
    assert len(read.parts) == 4 and all(len(part.getElementsByClass("Measure")) == 5 for part in read.parts)


def test_a_variation_is_as_far_as_it_was_asked_to_be():
    source, generator = written_source(0, 8), small_generator()
    def unchanged(distance):
        task = Task.from_json({"kind": "vary", "source": source, "distance": distance})
        _, _, measures = run(task, generator)
        old = [set(map(tuple, measure)) for measure in source["steps"]]
        return sum(len(set(map(tuple, new)) & steps) for new, steps in zip(measures, old, strict=True))
    assert unchanged(0.0) > unchanged(0.5) > unchanged(1.0)


def test_measures_written_anew_under_the_same_seed_are_new():
    source = written_source(0, 8, seed=5)
    _, _, measures = run(Task.from_json({"kind": "infill", "source": source, "measures": [3, 4]}), seed=5)
    assert all([list(step) for step in measures[number]] != source["steps"][number] for number in (2, 3))


def test_given_measures_cost_no_step_of_the_model(monkeypatch):
    source, generator = written_source(0, 8), small_generator()
    reads = []
    monkeypatch.setattr(generator, "read_step", lambda x, cache, read=generator.read_step: reads.append(1) or read(x, cache))
    task = Task.from_json({"kind": "infill", "source": source, "measures": [4, 4]})
    _, _, measures = run(task, generator)
    assert len(reads) <= len(measures[3]) + 1


BAD = [
    ({"kind": "sing"}, TaskError, "kind"),
    ({"kind": "infill"}, SourceError, "missing"),
    ({"measures": [2, 9]}, MeasuresError, "1 to 5"),
    ({"measures": [0, 2]}, MeasuresError, "1 to 5"),
    ({"measures": [3]}, TaskError, "2 numbers"),
    ({"measures": "all"}, TaskError, "list"),
    ({"measures": None}, MeasuresError, "which measures"),
    ({"locks": [[1, 9, None]]}, MeasuresError, "1 to 5"),
    ({"locks": [[1, 2]]}, TaskError, "lock"),
    ({"distance": 2}, TaskError, "0 to 1"),
    ({"insert": {"after": 9, "count": 1}}, MeasuresError, "after"),
    ({"insert": {"after": 1, "count": 0}}, TaskError, "At least one"),
    ({"staves": [True]}, TaskError, "whole"),
]


@pytest.mark.parametrize(("changes", "error", "sentence"), BAD)
def test_a_task_that_cannot_be_done_is_refused_in_a_sentence(changes, error, sentence):
    base = {} if changes.get("kind") == "infill" else {"source": written_source(1)}
    with pytest.raises(error, match=sentence) as caught:
        Task.from_json({"kind": "infill", "measures": [1, 2], **base, **changes})
    assert caught.value.code.startswith("task.")


def test_steps_that_are_no_music_of_their_header_are_refused():
    source = deepcopy(written_source(1))
    source["steps"][2][3] = [5, 1, 1, 1, 60]
    with pytest.raises(SourceError, match=r"cannot be read|damaged"):
        Task.from_json({"kind": "infill", "source": source, "measures": [1, 2]})


@pytest.mark.parametrize("changes", [{"locks": [[1, 5, None]]}, {"locks": [[2, 3, 0]]}, {"staves": []}])
def test_a_task_without_anything_left_to_change_is_refused(changes):
    task = Task.from_json({"kind": "infill", "source": written_source(1), "measures": [2, 3], **changes})
    with pytest.raises(NothingToChangeError):
        stream_of(task)
