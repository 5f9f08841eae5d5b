"""Index the training pieces for reports of originality: `python -m compose.generation.training.index_originality --packed … --out DIR`.

Only the pieces of the training split go in, so that hold-out pieces can be compared with it as human against human.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ...music.errors import ComposeError
from ...music.header import Header
from ...music.score import Score
from ...music.tokenizer import decode
from ..originality import FILE_NAME, index
from .prepare import SPLITS, read_manifest
from .windows import read_packed

TRAIN = SPLITS.index("train")


def scores_of(data: dict[str, np.ndarray], titles: dict[str, str], *, is_training: bool) -> Iterator[tuple[str, Score]]:
    """Title and score of each piece that a person wrote, of the training split or of the others."""
    for number, piece_id in enumerate(data["ids"].tolist()):
        if bool(data["splits"][number] == TRAIN) == is_training and piece_id in titles:
            steps = data["steps"][data["starts"][number] : data["starts"][number + 1]]
            yield titles[piece_id], decode(Header.from_json(json.loads(str(data["headers"][number]))), steps.tolist())


def title_of(row: dict) -> str:
    """Composer and title as they are known, else the id."""
    return ": ".join(part for part in (row.get("composer"), row.get("title")) if part) or row["id"]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packed", type=Path, required=True, help="packed.npz from training.prepare")
    parser.add_argument("--manifest", type=Path, required=True, help="for the titles")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    options = parser.parse_args(arguments)
    try:
        titles = {row["id"]: title_of(row) for row in read_manifest(options.manifest.parent, options.manifest)}
        data = read_packed(options.packed)
        table = index(scores_of(data, titles, is_training=True))
        table.measure_people(score for _, score in scores_of(data, titles, is_training=False))
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    table.save(options.out / FILE_NAME)
    print(f"{len(table.titles)} pieces, {len(table.hashes):,} pairs of measures; usual between people: {table.usual_measures} measures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
