"""What only the notes tell of the pieces of a manifest: difficulty and texture, as `prepare` measured them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ..conditions import AXES

MEASURED = ("difficulty", "texture")


def with_measured(rows: Sequence[dict], packed: Path) -> list[dict]:
    """The rows, those of packed pieces with the measured conditions.

    Without a file of these conditions nothing is known, and stderr says so.
    """
    try:
        with np.load(packed) as data:
            ids, conditions = data["ids"].tolist(), data["conditions"]
    except (BadZipFile, EOFError, KeyError, OSError, ValueError):
        ids, conditions = [], np.zeros((0, 0))
    if conditions.shape[1] != len(AXES):
        print(f"{packed} is missing or older than these conditions: captions can tell nothing of {' and '.join(MEASURED)}", file=sys.stderr)
        return list(rows)
    known = {id: _values(row) for id, row in zip(ids, conditions, strict=True)}
    return [row | {"conditions": known[row["id"]] | (row.get("conditions") or {})} if row["id"] in known else row for row in rows]


def _values(numbers: np.ndarray) -> dict[str, str]:
    places = {axis: number for number, axis in enumerate(AXES)}
    return {axis: ("", *AXES[axis])[numbers[places[axis]]] for axis in MEASURED}
