"""How many explicit wishes the reader gets right, measured on freely written sentences with what their writers meant.

plan_sentences.jsonl: id, set, text, gold. set: "worked" on, "sealed" until the reader was mended, "fresh-1" to "fresh-3"
written and read one after the other after that.
Values separated by "|" are all right, "60-72" is a range, "silent" names fields that must stay unsaid (counted apart).
`python -m tests.generation.plan_gold [SET]` prints it.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from compose.generation.plan import DescriptionError, Plan, complete, read_plan
from compose.music.instruments import INSTRUMENTS

FILE = Path(__file__).with_name("plan_sentences.jsonl")
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
LEAPS = {"stepwise": 2, "thirds": 4}


def sentences(which: str = "") -> list[dict]:
    """The lines of the file, of one set or of both."""
    return [row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines()) if which in ("", row["set"])]


def _said(plan: Plan, name: str) -> object:
    wish = getattr(plan, name, None)
    return wish.value if wish is not None and wish.source == "said" else None


def _equals(name: str) -> Callable[[Plan, str], bool]:
    return lambda plan, wanted: str(_said(plan, name)) in wanted.split("|")


def _within(name: str) -> Callable[[Plan, str], bool]:
    def check(plan: Plan, wanted: str) -> bool:
        low, _, high = wanted.partition("-")
        value = _said(plan, name)
        return value is not None and float(low) <= value <= float(high or low)

    return check


def _named(name: str) -> Callable[[Plan, str], bool]:
    return lambda plan, wanted: (value := _said(plan, name)) is not None and value.name in wanted.split("|")


def _genre(plan: Plan, wanted: str) -> bool:
    """A finer style of the same name is right as well: "jazz ballad" for a ballad."""
    genre = _said(plan, "genre")
    return genre is not None and any(genre == name or name in re.split(r"[ -]", genre) for name in wanted.split("|"))


def _leans(name: str) -> Callable[[Plan, str], bool]:
    return lambda plan, wanted: (getattr(plan, name) or 0) * (1 if wanted == "+" else -1) > 0.1


def _midi(pitch: str) -> int | None:
    return 12 * (int(pitch[1:]) + 1) + STEPS[pitch[0]] if pitch else None


def _range(plan: Plan, wanted: str) -> bool:
    low, high = (_midi(pitch) for pitch in wanted.split("-"))
    value = _said(plan, "pitch_range")
    return value is not None and (low is None or value[0] == low) and (high is None or value[1] in (high, high - 1))


CHECKS: dict[str, Callable[[Plan, str], bool]] = {
    "key": _named("key"),
    "mode": lambda plan, wanted: plan.key.value.mode == wanted and _said(plan, "mode") == wanted,
    "time": _named("time"),
    "tempo": _within("tempo_qpm"),
    "bars": _within("measure_count"),
    "seconds": _within("seconds"),
    "players": lambda plan, wanted: sorted(_said(plan, "instruments") or ()) == sorted(wanted.split(",")),
    "without": lambda plan, wanted: wanted in INSTRUMENTS and wanted in plan.avoided and wanted not in plan.instruments.value,
    "form": _equals("form"),
    "cadence": _equals("cadence"),
    "genre": _genre,
    "era": lambda plan, wanted: plan.era is not None and bool(plan.era.words) and plan.era.value == wanted,  # "like Chopin" is inferred
    "valence": _leans("valence"),
    "arousal": _leans("arousal"),
    "density": _equals("density"),
    "texture": _equals("texture"),
    "articulation": _equals("articulation"),
    "dynamics": _equals("dynamics"),
    "difficulty": _equals("difficulty"),
    "grade": _equals("grade"),
    "range": _range,
    "compass": _equals("compass"),
    "span": _equals("hand_span"),
    "durations": lambda plan, wanted: set(_said(plan, "durations") or ()) == set(wanted.split(",")),
    "motion": lambda plan, wanted: _said(plan, "largest_leap") == LEAPS[wanted],
    "note": lambda plan, wanted: any(re.search(wanted, note) for note in plan.notes),
}
SILENT = {
    "key": ("key", "tonic"), "mode": ("mode", "key", "tonic"), "time": ("time",), "measures": ("measure_count", "seconds"),
    "tempo": ("tempo_qpm",), "players": ("instruments",), "genre": ("genre",), "form": ("form",),
}  # fmt: skip


def judged(row: dict) -> Iterator[tuple[str, str, bool]]:
    """(field, what was wanted, whether it came out) for every wish of a sentence."""
    gold = dict(row["gold"])
    refusal = gold.pop("refuse", None)
    try:
        read = read_plan(row["text"])
        plan = complete(read, None, 0)
    except DescriptionError as error:
        yield from ((field, wanted, False) for field, wanted in gold.items())
        if refusal:
            yield "refusal", refusal, bool(re.search(refusal, str(error)))
        return
    if refusal:
        yield "refusal", refusal, False
    for field, wanted in gold.items():
        if field == "silent":
            yield "silent", wanted, all(_said(read, name) is None for name in SILENT[wanted])
        else:
            yield field, wanted, CHECKS[field](plan, wanted)


def shares(which: str = "") -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Field -> (right, all), "all" without the silent ones, and a line for every miss."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    misses = []
    for row in sentences(which):
        for field, wanted, is_right in judged(row):
            for name in (field, "all") if field != "silent" else (field,):
                right[name] += is_right
                count[name] += 1
            if not is_right:
                misses.append(f"{row['id']} {field} {wanted}: {row['text']}")
    return {field: (right[field], count[field]) for field in sorted(count)}, misses


def main(arguments: list[str]) -> None:
    figures, misses = shares(arguments[0] if arguments else "")
    if "--quiet" not in arguments:
        print(*misses, sep="\n")
    for field, (right, count) in figures.items():
        print(f"{field:13} {right:4} of {count:4}  {100 * right / count:5.1f} %")


if __name__ == "__main__":
    main(sys.argv[1:])
