"""Does a soft wish move the notes? `python -m compose.generation.training.evaluate_knobs [--weights DIR] [--pieces 20]`.

The same plain wishes (keys, metres, players, the seed too) are written once for each value of one condition, all else alike, and that is
then measured on the finished scores. A row a condition: of a scale the mean at each value, and the rank correlation between what was asked
and what came out (1: it obeys, 0: it does not listen); of kinds how often the kind came out, when asked for and over all pieces.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np

from ...music.analysis.texture_class import texture_class
from ...music.figures import onsets_per_quarter
from ...music.playability import grade
from ...music.score import Score
from ..checkpoint import load
from ..conditions import AXES
from ..generator import Generator
from .checkpoint_options import checkpoint_parser, reading_files
from .evaluate import briefs, compose_all

SCALES: dict[str, Callable[[Score], float]] = {"density": onsets_per_quarter, "arousal": onsets_per_quarter, "difficulty": grade}
KINDS: dict[str, Callable[[Score], str]] = {"texture": texture_class}


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rho, ties sharing their mean rank; 0 where one of the two is constant."""
    ranks = [_ranks(np.asarray(values, float)) for values in (first, second)]
    if any(each.std() == 0 for each in ranks):
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[places]


def turned(generator: Generator, axis: str, pieces: int, measures: int) -> dict[str, list[Score]]:
    """Value of the axis -> the pieces written with it, those of one wish at one place."""
    wishes = [brief for _, brief in briefs(pieces, measures)]
    asked = [replace(brief, conditions={**brief.conditions, axis: value}) for value in AXES[axis] for brief in wishes]
    scores = compose_all(generator, asked)
    return {value: scores[number * pieces : (number + 1) * pieces] for number, value in enumerate(AXES[axis])}


def rows(generator: Generator, pieces: int, measures: int) -> Iterator[dict]:
    for axis in (*SCALES, *KINDS):
        if list(AXES).index(axis) >= generator.config.axes:
            yield {"row": "knob", "axis": axis, "note": "not learned by this checkpoint"}
            continue
        written = turned(generator, axis, pieces, measures)
        row = {"row": "knob", "axis": axis, "pieces": sum(map(len, written.values()))}
        if axis in SCALES:
            yield row | scale_figures(written, SCALES[axis])
        else:
            yield row | kind_figures(written, KINDS[axis])


def scale_figures(written: dict[str, list[Score]], measure: Callable[[Score], float]) -> dict:
    """written: value -> pieces, in the order of the scale."""
    found = {value: [measure(score) for score in scores] for value, scores in written.items()}
    asked = [place for place, scores in enumerate(written.values()) for _ in scores]
    rho = rank_correlation(asked, [number for numbers in found.values() for number in numbers])
    return {"means": _rounded({value: float(np.mean(numbers)) for value, numbers in found.items()}), "rank_correlation": round(rho, 3)}


def kind_figures(written: dict[str, list[Score]], measure: Callable[[Score], str]) -> dict:
    """written: value -> pieces."""
    found = {value: np.array([measure(score) for score in scores]) for value, scores in written.items()}
    everything = np.concatenate(list(found.values()))
    met = {value: float((kinds == value).mean()) for value, kinds in found.items()}
    return {"met": _rounded(met), "of_all_pieces": _rounded({value: float((everything == value).mean()) for value in found})}


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in values.items()}


def main(arguments: list[str] | None = None) -> int:
    parser = checkpoint_parser(__doc__)
    parser.add_argument("--pieces", type=int, default=20, help="for each value of a condition")
    parser.add_argument("--measures", type=int, default=12)
    options = parser.parse_args(arguments)
    with reading_files(parser):
        generator, fingerprint = load(options.weights)
    for row in rows(generator, options.pieces, options.measures):
        print(json.dumps({**row, "checkpoint": fingerprint}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
