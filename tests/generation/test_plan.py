import sys
from subprocess import run

import pytest

from compose.generation.conditions import AXES
from compose.generation.plan import complete, conditions, read_plan
from tests.generation.plans import QUARTET


def test_inferred_axes_fill_what_the_words_left_open():
    inferred = {
        "mode": ("minor", 0.9),
        "ensemble": ("strings", 0.8),
        "time": ("3/4", 0.7),
        "density": ("busy", 0.8),
        "bucket": ("string quartet", 0.7),
    }
    plan = complete(read_plan("zzz qqq"), inferred, 1)
    assert plan.key.value.mode == "minor" and plan.key.source == "inferred" and plan.key.confidence == 0.9
    assert plan.instruments.value == QUARTET and plan.time.value.name == "3/4" and plan.density.value == "busy"


def test_said_wins_over_inferred():
    plan = complete(
        read_plan("solo flute in C major, 4/4"), {"mode": ("minor", 0.99), "ensemble": ("choir", 0.99), "time": ("3/4", 0.99)}, 1
    )
    assert (plan.key.value.name, plan.instruments.value, plan.time.value.name) == ("C major", ("Flute",), "4/4")


def test_conditions_name_every_axis():
    plan = complete(read_plan("melancholic piano ballad in C minor, 32 bars, 70 bpm"), None, 1)
    told = conditions(plan)
    assert list(told) == list(AXES)
    assert (told["mode"], told["tempo_class"], told["ensemble"], told["length_class"], told["valence"]) == (
        "minor",
        "60-71",
        "piano",
        "<=32",
        "low",
    )


def test_reading_a_plan_loads_neither_torch_nor_django():
    code = (
        "import sys, compose.generation.plan; sys.exit(any(name in sys.modules for name in ('torch', 'django', 'channels', 'tokenizers')))"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "sentence, bucket",
    [
        ("a fugue for organ", "baroque keyboard/counterpoint"),
        ("baroque piece for solo violin", "solo violin"),
        ("a jig", "celtic/fiddle dance tune (melody)"),
        ("a lullaby for guitar", "guitar"),
        ("a waltz for string quartet", "string quartet"),
        ("a modern piano piece", "romantic piano"),
    ],
)
def test_the_bucket_is_one_the_corpus_has_for_these_players(sentence, bucket):
    assert conditions(complete(read_plan(sentence), None, 1))["bucket"] == bucket
