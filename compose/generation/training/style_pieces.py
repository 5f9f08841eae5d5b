"""The pieces the style space is trained on: manifest lines with their plain notes, read once and kept in a file."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ...music.errors import ComposeError
from ..rolls import PlainNotes, facts_of, notes_of_midi
from .captions import attributes, ensemble_of
from .prepare import split_of, work_of

CACHE = "style_notes.npz"


@dataclass(frozen=True)
class StylePiece:
    """A line of the manifest, the notes it names, and the side of the split its work is on."""

    row: dict
    notes: PlainNotes
    split: str

    @property
    def bucket(self) -> str:
        return self.row.get("style_bucket") or ""

    @property
    def axes(self) -> dict[str, str]:
        return attributes(self.row)


def draw_chances(pieces: Sequence[StylePiece]) -> np.ndarray:
    """The chance of each piece to be drawn, [P]: a bucket by the square root of its size."""
    counts = Counter(piece.bucket for piece in pieces)
    chances = np.array([counts[piece.bucket] ** -0.5 for piece in pieces])
    return chances / chances.sum()


def reason_against(row: dict) -> str:
    """Why a line is not used, or "": the same pieces that `prepare` refuses for what their line says, but for their number of staves."""
    if not row.get("licence"):
        return "no licence is stated"
    if not row.get("primary", True):
        return "another edition of the same work is used"
    if not row.get("file"):
        return "the manifest names no file"
    return "no metre, or a fragment" if {"unmetered", "single part"} & set(row.get("tags") or ()) else ""


def row_facts(row: dict) -> tuple[int, ...]:
    """What a manifest line says of tempo, players, metre and staves; the tempo in a file may be a mere default."""
    return facts_of(row.get("tempo_bpm"), ensemble_of(row), str(row.get("meter") or ""), row.get("tracks") or 0)


def read_pieces(corpus: Path, rows: Sequence[dict], work: Path) -> list[StylePiece]:
    """The pieces of every line that can be used, in order; what was left out is counted on stderr."""
    known = _read_cache(work / CACHE)
    read: dict[str, tuple[np.ndarray, int]] = {}
    reasons: Counter[str] = Counter()
    pieces, new_count = [], 0
    for row in rows:
        reason = reason_against(row)
        key = "" if reason else _key(corpus, row)
        if not reason and key not in known:
            try:
                fresh = notes_of_midi(corpus / row["file"])
                known[key] = fresh.notes, fresh.fifths
                new_count += 1
            except ComposeError as error:
                reason = "not readable" if "readable" in str(error) else "no notes"
        if reason:
            reasons[reason] += 1
            continue
        read[key] = known[key]
        pieces.append(StylePiece(row, PlainNotes(*known[key], row_facts(row)), split_of(work_of(row))))
    if new_count:
        _write_cache(work / CACHE, read)
    print(f"{len(pieces)} pieces, {new_count} of them read now; left out: {dict(reasons)}", file=sys.stderr, flush=True)
    return pieces


def _key(corpus: Path, row: dict) -> str:
    """What a piece is kept under: another file under the same id is read again."""
    path = corpus / row["file"]
    return f"{row['id']}|{path.stat().st_size if path.is_file() else 0}"


def _read_cache(path: Path) -> dict[str, tuple[np.ndarray, int]]:
    try:
        with np.load(path) as data:
            ids, starts, fifths, times, pitches = (data[name] for name in ("ids", "starts", "fifths", "times", "pitches"))
    except (BadZipFile, EOFError, KeyError, OSError, ValueError):
        return {}
    notes = np.column_stack((times, pitches)).astype(np.int32)
    return {str(name): (notes[starts[number] : starts[number + 1]], int(fifths[number])) for number, name in enumerate(ids)}


def _write_cache(path: Path, known: dict[str, tuple[np.ndarray, int]]) -> None:
    notes = [each for each, _ in known.values()]
    everything = np.concatenate(notes)
    np.savez(
        path,
        ids=np.array(list(known)),
        starts=np.cumsum([0, *map(len, notes)]),
        fifths=np.array([fifths for _, fifths in known.values()], np.int8),
        times=everything[:, :2].astype(np.int32),
        pitches=everything[:, 2].astype(np.uint8),
    )
