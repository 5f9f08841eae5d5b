"""The dynamics of a piece that is to grow louder, to die away, or both. The hairpins between them follow by rule (music/hairpins.py)."""

from ..music.score import DYNAMICS

LAST = 1.0
STEPS = {"rising": 3, "falling": -3, "arch": 2}  # from the first dynamic to the furthest one
# How much of that way is done after which share of the piece; a short piece goes it at once.
COURSES: dict[str, dict[float, float]] = {
    "rising": {0.5: 1 / 3, 0.75: 2 / 3, LAST: 1},
    "falling": {0.75: 1 / 3, LAST: 1},
    "arch": {0.25: 1 / 2, 0.5: 1, 0.75: 1 / 2, LAST: 0},
}
SHORT_COURSES: dict[str, dict[float, float]] = {"rising": {LAST: 1}, "falling": {LAST: 1}, "arch": {0.5: 1, LAST: 0}}
SHORT_MEASURES, PHRASE_MEASURES = 12, 4
FIRST_DYNAMICS = {"rising": "p", "falling": "mf", "arch": "p"}  # where nobody said how it begins
SOFTEST, LOUDEST = DYNAMICS.index("pp"), DYNAMICS.index("ff")


def course(swell: str, dynamic: str, measure_count: int) -> dict[int, str]:
    """{measure index: dynamic} of the marks after the first.

    swell: a key of COURSES. dynamic: how the piece begins. Beyond pp and ff it goes only where it begins there.
    """
    is_short = measure_count < SHORT_MEASURES
    start = now = DYNAMICS.index(dynamic)
    goal = min(max(start + STEPS[swell], min(start, SOFTEST)), max(start, LOUDEST))
    found = {}
    for share, way in (SHORT_COURSES if is_short else COURSES)[swell].items():
        level = start + int(way * (goal - start))
        unit = 1 if is_short else PHRASE_MEASURES
        measure = measure_count - 1 if share == LAST else round(measure_count * share / unit) * unit
        if level != now and measure > max(found, default=0):
            found[measure] = DYNAMICS[level]
            now = level
    return found
