"""What a plan says, in plain values, for the tests of the reader."""

from compose.generation.plan import read_plan
from compose.music.score import KeySignature, TimeSignature

QUARTET = ("Violin", "Violin", "Viola", "Cello")
SATB = ("Soprano", "Alto", "Tenor", "Bass")


def value(plan, name):
    wish = getattr(plan, name)
    said = getattr(wish, "value", wish)
    return said.name if isinstance(said, KeySignature | TimeSignature) else said


def check(sentence, **wanted):
    plan = read_plan(sentence)
    assert {name: value(plan, name) for name in wanted} == wanted
