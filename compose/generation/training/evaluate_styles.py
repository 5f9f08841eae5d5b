"""Is it music of the style that was asked for? `python -m compose.generation.training.evaluate_styles --packed … --styles …`.

For each style: pieces with the wishes (header, conditions, style vector of a caption) of held-out pieces, and their distance to
real held-out music of that style, next to that of other real music of the style, of shuffled pitches, and of the rules of the procedural
composer. Then how much of the training music they share, against people. Everything is read back from finished MIDI.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np

from ...music import midi
from ...music.errors import ComposeError
from ...music.header import Header
from ...music.score import Score
from ...music.tokenizer import decode
from ...music.transcription import read_midi
from .. import procedural
from ..brief import Brief
from ..checkpoint import load
from ..conditions import AXES
from ..generator import Generator
from ..originality import Originality
from ..sampling import Sampling
from .evaluate import compose_all, shuffled
from .judging import Standard, features
from .prepare import SPLITS
from .windows import load_styles, read_packed

LEAST_PIECES, MOST_MEASURES = 16, 48
RULES_FOR_COMPARISON = "pop ballad"  # the procedural style that takes nearly every ensemble and metre
LONG_RUN = 4  # measures


def finished(score: Score) -> Score:
    """The score as another program finds it: written as MIDI and read back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piece.mid"
        path.write_bytes(midi.write(score, by_staff=True))
        return read_midi(path, score.tempo_qpm)[0]


class Pieces:
    """The packed pieces by style and split."""

    def __init__(self, packed: Path, styles: Path | None) -> None:
        self.data = read_packed(packed)
        self.styles = load_styles(styles, self.data["ids"])
        names = ("", *AXES["bucket"])
        self.buckets = np.array([names[row[list(AXES).index("bucket")]] for row in self.data["conditions"]])

    def numbers(self, bucket: str, splits: Sequence[str]) -> np.ndarray:
        is_in = np.isin(self.data["splits"], [SPLITS.index(split) for split in splits])
        return np.flatnonzero(is_in & (self.buckets == bucket))

    def score(self, number: int) -> Score:
        """The first MOST_MEASURES measures."""
        steps = self.data["steps"][self.data["starts"][number] : self.data["starts"][number + 1]]
        whole = decode(self.header(number), steps.tolist())
        return replace(whole, measures=whole.measures[:MOST_MEASURES])

    def header(self, number: int) -> Header:
        return Header.from_json(json.loads(str(self.data["headers"][number])))

    def brief(self, number: int) -> Brief:
        """The wish that the piece itself would be an answer to."""
        facts = self.header(number).to_json()
        header = Header.from_json({**facts, "measure_count": min(MOST_MEASURES, facts["measure_count"])})
        row = self.data["conditions"][number]
        conditions = {axis: ("", *AXES[axis])[value] for axis, value in zip(AXES, row, strict=True)}
        style = None if self.styles is None else self.styles[number, 0].astype(np.float32)
        return Brief(header, conditions, style, conditions["form"])


def by_rule(briefs: Sequence[Brief]) -> Iterator[Score]:
    """What the procedural composer writes for the same wishes, where it can."""
    for seed, brief in enumerate(briefs):
        style = brief.conditions["bucket"] if brief.conditions["bucket"] in procedural.STYLES else RULES_FOR_COMPARISON
        try:
            yield procedural.compose(style, brief.header, seed)
        except ComposeError:
            continue


def rows(pieces: Pieces, generator: Generator, most: int, guidance: float) -> Iterator[tuple[dict, list[Score], list[Score]]]:
    """A row a style, with the generated and the real pieces behind it. most: pieces a style."""
    rng = np.random.default_rng(0)
    for bucket in AXES["bucket"]:
        held = pieces.numbers(bucket, SPLITS[1:])
        if len(held) < LEAST_PIECES:
            continue
        held = rng.permutation(held)[:most]
        others = rng.permutation(pieces.numbers(bucket, ("train",)))[: 2 * len(held)]
        briefs = [pieces.brief(number) for number in held]
        generated = [finished(score) for score in compose_all(generator, briefs, Sampling(guidance=guidance))]
        real = [finished(pieces.score(number)) for number in held]
        ruled = [finished(score) for score in by_rule(briefs)]
        known = np.stack([features(finished(pieces.score(number))) for number in others])
        held_features = np.stack([features(score) for score in real])
        standard = Standard(np.concatenate((known, held_features)))
        distances = {"real": standard.distance(held_features, known)}
        for name, scores in {"generated": generated, "by rule": ruled, "shuffled": [shuffled(score, rng) for score in real]}.items():
            if len(scores) >= LEAST_PIECES // 2:
                distances[name] = standard.distance(np.stack([features(score) for score in scores]), known)
        ratio = distances["generated"] / max(distances["real"], 1e-6)
        yield {"style": bucket, "pieces": len(generated), **{name: round(value, 3) for name, value in distances.items()},
               "generated_to_real": round(ratio, 2)}, generated, real  # fmt: skip


def likeness_row(name: str, scores: Sequence[Score], table: Originality) -> dict:
    """How long the runs are that a set of pieces shares with the training music."""
    runs = [table.likeness(score).measures for score in scores]
    return {"row": f"runs shared with the training music, {name}", "pieces": len(runs), "mean": round(float(np.mean(runs)), 2),
            f"share_of_{LONG_RUN}_or_more": round(float(np.mean(np.array(runs) >= LONG_RUN)), 3), "longest": max(runs)}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packed", type=Path, required=True)
    parser.add_argument("--styles", type=Path, help="style_vectors.npz")
    parser.add_argument("--weights", type=Path, help="folder of another checkpoint")
    parser.add_argument("--pieces", type=int, default=60, help="most pieces a style")
    parser.add_argument("--guidance", type=float, default=1.0)
    options = parser.parse_args(arguments)
    try:
        generator, fingerprint = load(options.weights)
        pieces, table = Pieces(options.packed, options.styles), Originality.load(options.weights)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    generated, real = [], []
    for row, written, held in rows(pieces, generator, options.pieces, options.guidance):
        print(json.dumps({**row, "checkpoint": fingerprint, "guidance": options.guidance}, ensure_ascii=False), flush=True)
        generated += written
        real += held
    if not generated:
        print(f"no style has {LEAST_PIECES} pieces held out, so there is nothing to compare with", file=sys.stderr)
    elif table is not None:
        for name, scores in (("generated", generated), ("people, held out", real)):
            print(json.dumps(likeness_row(name, scores, table)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
