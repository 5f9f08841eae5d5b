from dataclasses import replace

from compose.generation.by_rule import is_by_rule, measures_by_rule
from compose.generation.composer import Composer
from compose.generation.engine import Engine
from compose.generation.plan import read_plan
from compose.generation.stream import Stream
from compose.music.figures import end_is_on_tonic
from compose.music.tokenizer import decode

from .small import make_brief, small_generator


def blues(**changes):
    brief = make_brief(measure_count=12, fifths=-1, **changes)
    return replace(brief, conditions={"mode": "major", "bucket": "blues"})


def test_styles_without_cleared_music_are_written_by_rule():
    brief = blues()
    measures = measures_by_rule(brief, 3)
    score = decode(brief.header, [step for measure in measures for step in measure])
    assert (len(score.measures), score.key.fifths) == (12, -1) and end_is_on_tonic(score)


def test_other_styles_metres_and_players_are_left_to_the_generator():
    assert measures_by_rule(make_brief(), 1) is None
    assert not is_by_rule(blues(time=(7, 8)))
    assert not is_by_rule(replace(blues(), header=make_brief(("Soprano", "Alto", "Tenor", "Bass")).header))


def test_it_goes_on_after_what_is_given_and_never_after_something_else():
    brief = blues()
    whole = measures_by_rule(brief, 3)
    assert measures_by_rule(brief, 3, whole[:5]) == whole[5:]
    assert measures_by_rule(brief, 3, [*whole[:4], whole[0]]) is None


def test_in_an_engine_its_measures_come_one_at_a_time_beside_others():
    engine = Engine(small_generator(), 2)
    whole = measures_by_rule(blues(), 3)
    ruled, drawn = engine.add_written(whole), engine.add(Stream(make_brief(measure_count=2), 1))
    news = []
    while engine.held or engine.written:
        news += engine.advance()
    assert [each.steps for each in news if each.key == ruled] == whole
    assert [each.is_finished for each in news if each.key == ruled] == [False] * 11 + [True]
    assert sum(each.key == drawn for each in news) == 2


def test_the_composer_writes_a_blues_by_rule_and_says_so():
    composer = Composer()
    plan = composer.understand(read_plan("12-bar blues in F for piano"))
    measures = list(composer.compose(plan, 5))
    engine = composer.engine()
    composer.begin(engine, plan, 5)
    assert [engine.advance()[0].steps for _ in range(12)] == measures and len(measures) == 12
    assert list(composer.compose(plan, 5, measures[:7])) == measures[7:]
    score = decode(plan.header(), [step for measure in measures for step in measure])
    assert composer.report(plan, score)["is_by_rule"]
    hymn = composer.understand(read_plan("a hymn for choir, 8 measures"))
    assert not is_by_rule(composer.brief(hymn))
