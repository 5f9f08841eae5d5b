"""Adherence from sentence to score: `python -m compose.generation.training.evaluate_sentences --gold gold.jsonl --files DIR --seeds 1,2`.

DIR holds what `manage.py compose_piece --prompts` wrote: `<id>-<seed>.musicxml` and `.mid`. Gold is what the writer of each sentence
meant; nothing of ours is asked what was planned. A missing or unreadable file counts as wrong in every field. MusicXML is read by music21
and by partitura, MIDI by pretty_midi, and the three have to agree on the notes. Needs the packages of the tests.
"""

import argparse
import json
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from ...music import midi, musicxml
from ...music.score import Score
from .evaluate import hold_out
from .finished_files import Unreadable, read_files
from .wish_checks import CHECKS, is_same_key

CONTROL_PIECES = 200
HARD = frozenset(
    ("key", "mode", "time", "tempo", "bars", "seconds", "players", "without", "cadence", "range", "compass", "span", "durations", "motion")
)


def judge(row: dict, path: Path) -> Iterator[tuple[str, bool]]:
    """(field, whether it is met) for every wish that can be measured on notes, and what must hold of every file."""
    wishes = {field: wanted for field, wanted in row["gold"].items() if field in CHECKS}
    try:
        piece = read_files(path)
    except Unreadable as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        heard = ("key heard",) if "key" in wishes else ()
        yield from ((name, False) for name in ("readable", "parsers agree", "measures full", *wishes, *heard))
        return
    yield "readable", True
    yield "parsers agree", piece.parsers_agree
    yield "measures full", piece.are_measures_full
    for field, wanted in wishes.items():
        yield field, any(CHECKS[field](piece, choice) for choice in wanted.split("|"))
        if field == "key":
            yield "key heard", any(is_same_key(piece.heard_key, choice) for choice in wanted.split("|"))


def interval(hits: list[bool]) -> tuple[float, float]:
    """95 % interval of a share. Source: Wilson, J. Amer. Statist. Assoc. 22, 1927."""
    count, share, z = len(hits), sum(hits) / len(hits), 1.96
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def _judged(job: tuple[dict, Path]) -> tuple[str, list[tuple[str, bool]]]:
    warnings.simplefilter("ignore")
    row, path = job
    return path.name, list(judge(row, path))


def heard_as_printed(score: Score) -> bool:
    """Whether music21's key-finding on the notes hears the key that the page shows: what the row "key heard" is of real music."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piece"
        path.with_suffix(".musicxml").write_text(musicxml.write(score), encoding="utf-8")
        path.with_suffix(".mid").write_bytes(midi.write(score))
        piece = read_files(path)
    return is_same_key(piece.heard_key, piece.key)


def print_control(packed: Path, limit: int) -> None:
    print_share("key heard, real held-out music", [heard_as_printed(score) for score in hold_out(packed, limit)])


def print_share(field: str, hits: list[bool]) -> None:
    low, high = interval(hits)
    share = round(sum(hits) / len(hits), 4)
    print(json.dumps({"field": field, "met": sum(hits), "of": len(hits), "share": share, "interval": [round(low, 4), round(high, 4)]}))


def print_table(answers: Iterable[tuple[str, list[tuple[str, bool]]]]) -> None:
    """A JSON line a field; "all wishes" weighs every wish alike, "a piece's wishes" every piece."""
    fields, pieces = defaultdict(list), []
    for name, judged in answers:
        wishes = [(field, is_met) for field, is_met in judged if field in CHECKS]
        for field, is_met in judged:
            fields[field].append(is_met)
            if not is_met:
                print(f"{name}: {field} not met", file=sys.stderr)
        if wishes:
            pieces.append(sum(is_met for _, is_met in wishes) / len(wishes))
        fields["all wishes"] += [is_met for _, is_met in wishes]
        fields["hard wishes"] += [is_met for field, is_met in wishes if field in HARD]
    for field, hits in fields.items():
        if hits:
            print_share(field, hits)
    print(json.dumps({"field": "a piece's wishes, mean", "of": len(pieces), "share": round(float(np.mean(pieces)), 4)}))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="a JSON object a line: id, text, gold")
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--packed", type=Path, help="packed.npz, for what key-finding hears in real music")
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = [row for row in rows if "refuse" not in row["gold"] and any(field in CHECKS for field in row["gold"])]
    jobs = [(row, options.files / f"{row['id']}-{seed}") for row in asked for seed in options.seeds.split(",")]
    with ProcessPoolExecutor(options.processes) as pool:
        print_table(pool.map(_judged, jobs, chunksize=4))
    if options.packed:
        print_control(options.packed, CONTROL_PIECES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
