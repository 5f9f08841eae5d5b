"""Is it music of the style that was asked for? `python -m compose.generation.training.evaluate_styles --packed … --styles …`.

For each style: pieces with the wishes (header, conditions, style vector of a caption) of held-out pieces, and their distance to
real held-out music of that style, next to that of other real music of the style, of shuffled pitches, and of the rules of the procedural
composer. Then the panel of `panel.py`, whether a classifier that knows real music tells the style that was asked for, and how much of the
training music they share, each beside held-out pieces by people. Everything is read back from finished MIDI.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch

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
from . import panel
from .checkpoint_options import add_corpus, checkpoint_parser, reading_files
from .evaluate import compose_all, shuffled
from .judging import Standard, features
from .prepare import SPLITS
from .style_baseline import regression
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


@dataclass(frozen=True)
class Compared:
    """The pieces behind a row: generated for the wishes of held-out ones, those themselves, and others of the style that trained."""

    style: str
    generated: list[Score]
    real: list[Score]
    known: list[Score]


def rows(pieces: Pieces, generator: Generator, most: int, guidance: float) -> Iterator[tuple[dict, Compared]]:
    """A row a style, with the pieces behind it. most: pieces a style."""
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
        trained = [finished(pieces.score(number)) for number in others]
        known = np.stack([features(score) for score in trained])
        held_features = np.stack([features(score) for score in real])
        standard = Standard(np.concatenate((known, held_features)))
        distances = {"real": standard.distance(held_features, known)}
        for name, scores in {"generated": generated, "by rule": ruled, "shuffled": [shuffled(score, rng) for score in real]}.items():
            if len(scores) >= LEAST_PIECES // 2:
                distances[name] = standard.distance(np.stack([features(score) for score in scores]), known)
        ratio = distances["generated"] / max(distances["real"], 1e-6)
        yield {"style": bucket, "pieces": len(generated), **{name: round(value, 3) for name, value in distances.items()},
               "generated_to_real": round(ratio, 2)}, Compared(bucket, generated, real, trained)  # fmt: skip


def panel_rows(styles: Sequence[Compared]) -> Iterator[dict]:
    """A row a figure: its mean, and the share of the pieces that are usual among those of their style that trained."""
    known = [panel.table(each.known) for each in styles]
    tables = {name: [panel.table(getattr(each, name)) for each in styles] for name in ("generated", "real")}
    usual = {
        name: np.average([panel.usual_share(*pair) for pair in zip(each, known, strict=True)], 0, [len(pieces) for pieces in each])
        for name, each in tables.items()
    }
    for number, figure in enumerate(panel.PANEL):
        means = {name: round(float(np.concatenate(each)[:, number].mean()), 3) for name, each in tables.items()}
        shares = {f"usual_{name}": round(float(share[number]), 3) for name, share in usual.items()}
        yield {"row": "panel", "figure": figure, **means, **shares}


def classifier_row(styles: Sequence[Compared]) -> dict:
    """How often logistic regression on plain features of real pieces names the style that was asked for, and that of real held-out ones."""

    def told(name: str) -> tuple[torch.Tensor, torch.Tensor]:
        scores = [getattr(each, name) for each in styles]
        classes = torch.tensor([number for number, each in enumerate(scores) for _ in each])
        return torch.from_numpy(np.stack([features(score) for each in scores for score in each])).float(), classes

    inputs, classes = told("known")
    weights = 1 / torch.bincount(classes)[classes].float()
    with torch.enable_grad():
        model = regression(inputs, classes, weights / weights.mean(), len(styles))
    shares = {}
    for name in ("generated", "real"):
        asked, wanted = told(name)
        shares[name] = round(float((model(asked).argmax(1) == wanted).float().mean()), 3)
    return {"row": "style told by a classifier", "styles": len(styles), **shares, "chance": round(1 / len(styles), 3)}


def likeness_row(name: str, scores: Sequence[Score], table: Originality) -> dict:
    """How long the runs are that a set of pieces shares with the training music."""
    runs = [table.likeness(score).measures for score in scores]
    return {"row": f"runs shared with the training music, {name}", "pieces": len(runs), "mean": round(float(np.mean(runs)), 2),
            f"share_of_{LONG_RUN}_or_more": round(float(np.mean(np.array(runs) >= LONG_RUN)), 3), "longest": max(runs)}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = checkpoint_parser(__doc__)
    add_corpus(parser)
    parser.add_argument("--pieces", type=int, default=60, help="most pieces a style")
    parser.add_argument("--guidance", type=float, default=1.0)
    options = parser.parse_args(arguments)
    with reading_files(parser):
        generator, fingerprint = load(options.weights)
        pieces, table = Pieces(options.packed, options.styles), Originality.load(options.weights)
    styles = []
    for row, compared in rows(pieces, generator, options.pieces, options.guidance):
        print(json.dumps({**row, "checkpoint": fingerprint, "guidance": options.guidance}, ensure_ascii=False), flush=True)
        styles.append(compared)
    if not styles:
        print(f"no style has {LEAST_PIECES} pieces held out, so there is nothing to compare with", file=sys.stderr)
        return 0
    more = [*panel_rows(styles), classifier_row(styles)]
    if table is not None:
        for name, attribute in (("generated", "generated"), ("people, held out", "real")):
            more.append(likeness_row(name, [score for each in styles for score in getattr(each, attribute)], table))
    for row in more:
        print(json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
