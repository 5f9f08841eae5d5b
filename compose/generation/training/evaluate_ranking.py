"""What writing several candidates and taking the best is worth: `python -m compose.generation.training.evaluate_ranking`.

--gold, --files and --seeds as in `evaluate_sentences`: the pieces of one sentence, one a seed, are its candidates. Each is weighed as the
composer weighs them (ranking.py: its report, and its likeness to the words); then the chosen ones are compared with all of them by what the
choice did not see: the wishes as the writer of the sentence meant them, read in the finished files. Needs the packages of the tests.
"""

import argparse
import json
import sys
import warnings
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...music.errors import ComposeError
from ..encoder import TextEncoder
from ..ranking import Merit, best, merit
from ..rolls import notes_of_midi
from ..steering import wished_style
from ..style import MusicEncoder
from ..wishes import Plan
from .evaluate_sentences import judge
from .wish_checks import CHECKS

BOOTSTRAPS = 1000
LONG_RUN = 4  # measures in a row that a piece shares with a training piece


@dataclass(frozen=True)
class Candidate:
    """A finished piece of a sentence. merit: as the composer weighs it. measures: name -> number, NaN where it says nothing."""

    merit: Merit
    measures: dict[str, float]


def facts_of(facts: dict, judged: Sequence[tuple[str, bool]], likeness: float) -> dict[str, float]:
    """What a piece is compared by. facts: of its piece.json. judged: of `evaluate_sentences.judge`."""
    wishes = [is_met for field, is_met in judged if field in CHECKS]
    heard = dict(judged).get("key heard")
    report = facts["report"]
    return {
        "wishes met": float(np.mean(wishes)) if wishes else np.nan,
        "all wishes met": float(all(wishes)) if wishes else np.nan,
        "key heard": np.nan if heard is None else float(heard),
        "likeness to the words": likeness,
        "semitone clashes": report["clash_share"],
        "faults of playing": float(len(report["playability"]["faults"])),
        "runs of training measures": float(report.get("originality", {}).get("measures", 0) >= LONG_RUN),
    }


def candidates(rows: Sequence[dict], folder: Path, seeds: Sequence[str], processes: int) -> list[list[Candidate]]:
    """The pieces of each sentence that has one of every seed. Raises ComposeError where the style space is missing."""
    text, music = TextEncoder(), MusicEncoder()
    groups = [(row, [folder / f"{row['id']}-{seed}" for seed in seeds]) for row in rows]
    groups = [(row, paths) for row, paths in groups if all(path.with_name(path.name + ".json").is_file() for path in paths)]
    found = []
    with ProcessPoolExecutor(processes) as pool:
        answers = pool.map(_judged, [(row, path) for row, paths in groups for path in paths], chunksize=4)
        for _, paths in groups:
            found.append([])
            for path in paths:
                facts = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
                notes = notes_of_midi(path.with_name(path.name + ".mid"))
                likeness = float(music.music([notes])[0] @ wished_style(text, Plan.from_json(facts["plan"])))
                found[-1].append(Candidate(merit(facts["report"], likeness), facts_of(facts, next(answers), likeness)))
    return found


def _judged(job: tuple[dict, Path]) -> list[tuple[str, bool]]:
    warnings.simplefilter("ignore")
    return list(judge(*job))


def table(groups: Sequence[Sequence[Candidate]], count: int) -> list[dict]:
    """A row a measure: the mean of one candidate, that of the best of the first `count`, and the 95 % interval of their difference."""
    rng = np.random.default_rng(0)
    rows = []
    for name in groups[0][0].measures:
        one = np.array([np.mean([each.measures[name] for each in group[:count]]) for group in groups])
        chosen = np.array([group[best([each.merit for each in group[:count]])].measures[name] for group in groups])
        is_known = ~np.isnan(one)
        if not is_known.any():
            continue
        one, chosen = one[is_known], chosen[is_known]
        means = (chosen - one)[rng.integers(len(one), size=(BOOTSTRAPS, len(one)))].mean(1)
        low, high = np.quantile(means, (0.025, 0.975))
        rows.append({"measure": name, "sentences": len(one), "candidates": count, "one": round(float(one.mean()), 4),
                     "best": round(float(chosen.mean()), 4), "gain": [round(float(low), 4), round(float(high), 4)]})  # fmt: skip
    return rows


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="a JSON object a line: id, text, gold")
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    seeds = options.seeds.split(",")
    try:
        groups = candidates([row for row in rows if "refuse" not in row["gold"]], options.files, seeds, options.processes)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    if not groups:
        print(f"no sentence has a piece of every seed {options.seeds} in {options.files}", file=sys.stderr)
        return 2
    for row in table(groups, len(seeds)):
        print(json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
