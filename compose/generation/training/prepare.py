"""Corpus → packed steps: `python -m compose.generation.training.prepare --corpus DIR --out DIR`.

Reads the manifest, keeps what may and can be used, and writes `packed.npz` (steps, contexts, conditions, piece and
measure borders, split) and `ledger.jsonl` (a line a piece: licence, or the reason it was left out).
"""

import argparse
import hashlib
import json
import lzma
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np

from ...music.errors import ComposeError
from ...music.grammar import Cursor
from ...music.harmony import annotate
from ...music.header import Header
from ...music.score import Score
from ...music.tokenizer import encode
from ...music.transcription import read_midi
from ...music.vocabulary import Kind, fingerprint
from .. import procedural
from ..conditions import AXES, index
from ..context import describe
from .attributes import attributes

MAX_STAVES, MIN_MEASURES, MAX_MEASURES = 5, 4, 400
MAX_STEPS_PER_MEASURE, MAX_EMPTY_SHARE = 80, 0.1
HELD_OUT = {"validation": 3, "test": 3}  # per cent of the works
SPLITS = ("train", "validation", "test")
PROCEDURAL_SEED = 1

Result = TypeVar("Result")


class Unsuitable(ComposeError):
    """A piece that is left out, with the reason."""

    code = "training.unsuitable"


class ManifestError(ComposeError):
    """A manifest that is missing or cannot be read."""

    code = "training.manifest"


@dataclass
class Prepared:
    """One piece, ready to pack. contexts: the place each step was written at. measures: index of each measure's first step."""

    id: str
    header: Header
    steps: np.ndarray
    contexts: np.ndarray
    measures: np.ndarray
    conditions: np.ndarray
    work: str


def work_of(manifest: dict) -> str:
    """What must not be split between training and held-out pieces: editions and movements of one work."""
    title = (manifest.get("title") or manifest["id"]).lower()
    for mark in (",", ":", ";", "(", " no.", " nr.", " - "):
        title = title.split(mark)[0]
    return f"{manifest.get('composer') or ''}|{title.strip()}"


def split_of(work: str) -> str:
    """The split of a work, by its hash, so that it never depends on the rest of the corpus."""
    share = int(hashlib.sha256(work.encode()).hexdigest()[:8], 16) % 100
    if share < HELD_OUT["validation"]:
        return "validation"
    return "test" if share < HELD_OUT["validation"] + HELD_OUT["test"] else "train"


def prepare_piece(corpus: Path, manifest: dict) -> Prepared:
    """Read, analyse and encode one piece. Raises ComposeError with the reason it cannot be used."""
    if not manifest.get("licence"):
        raise Unsuitable("no licence is stated")
    if not manifest.get("primary", True):
        raise Unsuitable("another edition of the same work is used")
    if not manifest.get("file"):
        raise Unsuitable("the manifest names no file")
    if (manifest.get("tracks") or 1) > MAX_STAVES or {"unmetered", "single part"} & set(manifest.get("tags") or ()):
        raise Unsuitable("too many staves, no metre, or a fragment")
    tempo = manifest.get("tempo_bpm")
    score, losses = read_midi(corpus / manifest["file"], round(min(300, max(20, tempo))) if tempo else None)
    _refuse_poor(score, losses.drums)
    score = annotate(score)
    return prepare_score(score, manifest, attributes(score, manifest))


def prepare_score(score: Score, manifest: dict, axes: dict[str, str]) -> Prepared:
    """Encode a score whose chords and sections are written in. axes: what is known of it. Raises ComposeError."""
    header, steps = encode(score)
    if len(steps) > MAX_STEPS_PER_MEASURE * len(score.measures):
        raise Unsuitable("too dense")
    measures = np.flatnonzero((steps[:, 0] == Kind.MEASURE) | (steps[:, 0] == Kind.PICKUP)).astype(np.int64)
    conditions = np.array([index(axis, axes[axis]) for axis in AXES], np.uint8)
    return Prepared(manifest["id"], header, steps, describe(Cursor(header), steps), measures, conditions, work_of(manifest))


def _refuse_poor(score: Score, drum_count: int) -> None:
    if score.staff_count > MAX_STAVES or not MIN_MEASURES <= len(score.measures) <= MAX_MEASURES:
        raise Unsuitable(f"{score.staff_count} staves, {len(score.measures)} measures")
    empty = sum(
        all(chord.is_rest for staff in measure.staves for voice in staff.voices for chord in voice.chords) for measure in score.measures
    )
    if empty > MAX_EMPTY_SHARE * len(score.measures) or drum_count > len(score.notes):
        raise Unsuitable("mostly silence or drums")


def try_piece(corpus: Path, manifest: dict) -> tuple[dict, Prepared | None]:
    """The ledger line of a piece and, where it can be used, the piece."""
    line = {"id": manifest["id"], "licence": manifest.get("licence"), "source": manifest.get("source")}
    try:
        return line, prepare_piece(corpus, manifest)
    except ComposeError as error:
        return {**line, "left_out": str(error)}, None


def read_manifest(corpus: Path, manifest: Path | None = None) -> list[dict]:
    """The lines of `manifest.jsonl` or `manifest.jsonl.xz`. Raises ManifestError if there is none or a line is no object with an id."""
    for path in (manifest,) if manifest else (corpus / "manifest.jsonl", corpus / "manifest.jsonl.xz"):
        if path.is_file():
            with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
                return [_manifest_row(line, f"{path.name}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    raise ManifestError(f"there is no {manifest}" if manifest else f"there is no manifest.jsonl or manifest.jsonl.xz in {corpus}")


def _manifest_row(line: str, place: str) -> dict:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ManifestError(f"{place} is not JSON: {error}") from error
    if not isinstance(row, dict) or not row.get("id"):
        raise ManifestError(f"{place} has no id")
    return row


def each_row(work: Callable[[dict], Result], rows: Iterable[dict], processes: int) -> Iterator[Result]:
    """`work` done on every row, in order; one process does it itself, so that a small machine starts no second one."""
    if processes == 1:
        yield from map(work, rows)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(work, rows, chunksize=16)


def prepare(corpus: Path, rows: list[dict], processes: int) -> Iterator[tuple[dict, Prepared | None]]:
    """Every row of the manifest, in order."""
    return each_row(partial(try_piece, corpus), rows, processes)


def prepare_procedural(count: int) -> Iterator[tuple[dict, Prepared | None]]:
    """Pieces composed by rule, in the styles that cleared music hardly covers; their chords, sections and labels are known."""
    for manifest, score in procedural.many(count, PROCEDURAL_SEED):
        line = {"id": manifest["id"], "licence": manifest["licence"], "source": manifest["source"]}
        try:
            yield line, prepare_score(score, manifest, manifest["conditions"])
        except ComposeError as error:
            yield {**line, "left_out": str(error)}, None


def pack(pieces: list[Prepared], path: Path) -> None:
    """Write the pieces end to end into one file that training maps into memory."""
    starts = np.cumsum([0, *(len(piece.steps) for piece in pieces)])
    np.savez(
        path,
        steps=np.concatenate([piece.steps for piece in pieces]),
        contexts=np.concatenate([piece.contexts for piece in pieces]),
        starts=starts,
        measures=np.concatenate([piece.measures + start for piece, start in zip(pieces, starts, strict=False)]),
        conditions=np.stack([piece.conditions for piece in pieces]),
        splits=np.array([SPLITS.index(split_of(piece.work)) for piece in pieces], np.uint8),
        ids=np.array([piece.id for piece in pieces]),
        headers=np.array([json.dumps(piece.header.to_json()) for piece in pieces]),
        fingerprint=np.array(fingerprint()),
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the unpacked pieces")
    parser.add_argument("--manifest", type=Path, help="if it lies elsewhere")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--procedural", type=int, default=0, help="pieces composed by rule to add to the corpus")
    options = parser.parse_args(arguments)
    try:
        rows = read_manifest(options.corpus, options.manifest)[: options.limit]
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    pieces, reasons, seen = [], Counter(), set()
    with (options.out / "ledger.jsonl").open("w") as ledger:
        for line, piece in chain(prepare(options.corpus, rows, options.processes), prepare_procedural(options.procedural)):
            body = piece.steps.tobytes() if piece else b""
            if piece and body in seen:
                line, piece = {**line, "left_out": "the same notes as an earlier piece"}, None
            seen.add(body)
            reasons[line.get("left_out", "used").split(":")[0][:40]] += 1
            ledger.write(json.dumps(line, ensure_ascii=False) + "\n")
            if piece:
                pieces.append(piece)
    if not pieces:
        print("no piece of the corpus can be used; ledger.jsonl has the reasons", file=sys.stderr)
        return 2
    pack(pieces, options.out / "packed.npz")
    print(f"{len(pieces)} pieces, {sum(len(piece.steps) for piece in pieces):,} steps; {dict(reasons.most_common(12))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
