"""Pieces by rule for the style space: the styles no cleared music covers."""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from .. import procedural
from ..procedural import STYLES, many
from ..rolls import PlainNotes, notes_of_score
from .prepare import split_of, work_of
from .style_pieces import StylePiece, row_facts


def procedural_pieces(per_style: int, seed: int, work: Path) -> list[StylePiece]:
    """`per_style` pieces of each procedural style, kept in `work` until the composer of them changes."""
    if not per_style:
        return []
    path = work / f"procedural-{per_style}-{seed}-{_source_digest()}.npz"
    known = _read(path)
    if known is None:
        print(f"composing {per_style * len(STYLES)} pieces by rule", file=sys.stderr, flush=True)
        known = [(row, notes_of_score(score)) for row, score in many(per_style * len(STYLES), seed)]
        _write(path, known)
    return [StylePiece(row, PlainNotes(notes.notes, notes.fifths, row_facts(row)), split_of(work_of(row))) for row, notes in known]


def _source_digest() -> str:
    files = sorted(Path(procedural.__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def _read(path: Path) -> list[tuple[dict, PlainNotes]] | None:
    try:
        with np.load(path) as data:
            starts, notes, fifths = data["starts"], data["notes"], data["fifths"].tolist()
            rows = [json.loads(row) for row in data["rows"].tolist()]
    except (BadZipFile, EOFError, KeyError, OSError, ValueError):
        return None
    return [(row, PlainNotes(notes[starts[number] : starts[number + 1]], fifths[number])) for number, row in enumerate(rows)]


def _write(path: Path, pieces: Sequence[tuple[dict, PlainNotes]]) -> None:
    np.savez(
        path,
        rows=np.array([json.dumps(row) for row, _ in pieces]),
        starts=np.cumsum([0, *(len(notes.notes) for _, notes in pieces)]),
        notes=np.concatenate([notes.notes for _, notes in pieces]),
        fifths=np.array([notes.fifths for _, notes in pieces], np.int8),
    )
