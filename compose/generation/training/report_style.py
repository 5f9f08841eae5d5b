"""Judge the style space: `python -m compose.generation.training.report_style --weights DIR --corpus DIR --work DIR`.

Prints JSON lines: retrieval of held-out pieces by captions, beside the most that these captions allow, and by free sentences,
recognition of bucket and period from the notes beside logistic regression and the commonest class, and the nearest named styles of
thirty scenes. No piece, family of sentences or free sentence in it has trained anything.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ...music.errors import ComposeError
from ..conditions import AXES, index
from ..encoder import TextEncoder
from ..note_counts import count_notes
from ..procedural.corpus import SOURCE
from ..style import MusicEncoder, encode_pieces
from ..words import STYLES
from .captions import Caption, caption
from .free_sentences import FreeSentence, free_sentences
from .style_baseline import features, regression, table
from .style_captions import unseen_captions, unseen_descriptions
from .style_ceiling import ceilings
from .style_corpus import add_corpus_arguments, style_pieces
from .style_losses import agreement, classes_of, said_of
from .style_pieces import StylePiece
from .style_scenes import SCENES

RECOGNISED = ("bucket", "period")
REGRESSIONS = {"regression on 50 features": features, "regression on all counts": count_notes}
PROTOTYPES = ("{}", "a {}", "music in the style of a {}")
BOOTSTRAPS = 1000


@dataclass(frozen=True)
class Held:
    """The held-out pieces with their style vectors [P, 256], and those of their notes alone."""

    pieces: Sequence[StylePiece]
    vectors: Tensor
    bare: Tensor

    def of_corpus(self) -> "Held":
        """Without the pieces composed by rule, which are easy to recognise."""
        rows = [number for number, piece in enumerate(self.pieces) if piece.row.get("source") != SOURCE]
        return Held([self.pieces[number] for number in rows], self.vectors[rows], self.bare[rows])


def ranks(words: Tensor, music: Tensor) -> Tensor:
    """How many pieces lie nearer to each caption than its own, [P]. words, music: unit vectors in the same order."""
    scores = words @ music.T
    return (scores > scores.diagonal()[:, None]).sum(1)


def retrieval(name: str, captions: Sequence[Caption], held: Held, encoder: TextEncoder) -> dict:
    """R@1 and R@10 of the piece a caption was made of, and how many of the ten nearest the caption is true of; each beside chance."""
    words, size = encoder.style([each.text for each in captions]), len(held.pieces)
    is_true = agreement(said_of(captions), classes_of([piece.axes for piece in held.pieces])).float()
    row = {"row": "retrieval", "captions": name, "pieces": size}
    for side, music in (("", held.vectors), ("_notes_alone", held.bare)):
        places = ranks(words, music)
        nearest = (words @ music.T).topk(min(10, size)).indices
        row |= {
            f"r1{side}": _share(places < 1),
            f"r10{side}": _share(places < 10),
            f"median_rank{side}": int(places.median()) + 1,
            f"true_of_10{side}": _share(is_true.gather(1, nearest)),
        }
    return row | {"r1_chance": round(1 / size, 4), "r10_chance": round(min(1, 10 / size), 4), "true_of_10_chance": _share(is_true)}


def by_free_sentences(sentences: Sequence[FreeSentence], held: Held, encoder: TextEncoder) -> dict:
    """Shares of sentences whose nearest piece, or one of the ten nearest, is of a bucket that its writer accepts."""
    sentences = [each for each in sentences if "bucket" in each.gold]
    is_right = torch.tensor([[piece.bucket in each.gold["bucket"] for piece in held.pieces] for each in sentences]).float()
    asked = is_right.any(1)  # a style of which nothing is held out cannot be found
    is_right, words = is_right[asked], encoder.style([each.text for each in sentences])[asked]
    size = len(held.pieces)
    row = {"row": "free sentences", "pieces": size, "sentences": int(asked.sum()), "without_a_held_out_piece": int((~asked).sum())}
    for side, music in (("", held.vectors), ("_notes_alone", held.bare)):
        found = is_right.gather(1, (words @ music.T).topk(min(10, size)).indices)
        row |= {f"r1{side}": _share(found[:, 0]), f"r10{side}": _share(found.amax(1)), f"right_of_10{side}": _share(found)}
    share = is_right.mean(1)
    return row | {"r1_chance": _share(share), "r10_chance": _share(1 - (1 - share) ** 10)}


def understood(sentences: Sequence[FreeSentence], encoder: TextEncoder) -> dict:
    """Share of the values meant that are the first choice of the heads, over all axes and for each; and what `infer` makes of them."""
    logits = encoder.head.logits(encoder.style([each.text for each in sentences]))
    found: dict[str, list[bool]] = {}
    outcomes: Counter[str] = Counter()
    everything_inferred = encoder.infer_many([each.text for each in sentences])
    for number, (each, inferred) in enumerate(zip(sentences, everything_inferred, strict=True)):
        for axis, wanted in each.gold.items():
            if axis in logits:
                first = encoder.axes[axis][int(logits[axis][number, 1:].argmax())]
                found.setdefault(axis, []).append(first in wanted)
                value = inferred.get(axis, ("",))[0]
                outcomes["right" if value in wanted else "wrong" if value else "silent"] += 1
    shares = {axis: round(sum(each) / len(each), 4) for axis, each in found.items()}
    total = sum(map(len, found.values()))
    everything = round(sum(map(sum, found.values())) / total, 4)
    return {"row": "understood", "sentences": len(sentences), "values": total, "all": everything, **shares, "inferred": dict(outcomes)}


def _share(values: Tensor) -> float:
    return round(float(values.float().mean()), 4)


def scores(guessed: Tensor, classes: Tensor) -> dict:
    """Accuracy with its bootstrapped 95 % interval, and the mean F1 of the classes that occur."""
    is_right = (guessed == classes).double().numpy()
    rng = np.random.default_rng(0)
    means = is_right[rng.integers(len(is_right), size=(BOOTSTRAPS, len(is_right)))].mean(1)
    singles = []
    for each in classes.unique():
        both = ((guessed == each) & (classes == each)).sum()
        singles.append(float(2 * both / ((guessed == each).sum() + (classes == each).sum())))
    low, high = np.quantile(means, (0.025, 0.975))
    figures = {"accuracy": is_right.mean(), "macro_f1": float(np.mean(singles))}
    return {name: round(figure, 4) for name, figure in figures.items()} | {"interval": [round(low, 4), round(high, 4)]}


def recognition(name: str, training: Sequence[StylePiece], held: Held, encoder: MusicEncoder) -> Iterator[dict]:
    """Rows for each of RECOGNISED (name: of what): the style space, regression on what REGRESSIONS read, and the commonest class."""
    tables = {
        (by if with_facts else f"{by}, notes alone"): [table(some, read, with_facts=with_facts) for some in (training, held.pieces)]
        for by, read in REGRESSIONS.items()
        for with_facts in (False, True)
    }
    for axis in RECOGNISED:
        answers = torch.tensor([index(axis, piece.axes[axis]) - 1 for piece in training])
        wanted = torch.tensor([index(axis, piece.axes[axis]) - 1 for piece in held.pieces])
        known, asked = answers >= 0, wanted >= 0
        if not known.any() or not asked.any():
            continue
        common = {"row": "recognition", "of": name, "axis": axis, "pieces": int(asked.sum()), "classes": len(wanted[asked].unique())}
        for by, music in (("style space, notes alone", held.bare), ("style space", held.vectors)):
            guessed = encoder.head.logits(music[asked])[axis][:, 1:].argmax(1)
            yield {**common, "by": by, **scores(guessed, wanted[asked])}
        counts = Counter(answers[known].tolist())
        weights = torch.tensor([counts[each] ** -0.5 for each in answers[known].tolist()])
        for by, (inputs, tests) in tables.items():
            model = regression(inputs[known], answers[known], weights / weights.mean(), len(AXES[axis]))
            yield {**common, "by": by, **scores(model(tests[asked]).argmax(1).detach(), wanted[asked])}
        yield {**common, "by": "commonest class", **scores(torch.full_like(wanted[asked], counts.most_common(1)[0][0]), wanted[asked])}


def scenes(training: Sequence[StylePiece], held: Held, text: TextEncoder, music: MusicEncoder) -> Iterator[dict]:
    """For each scene the nearest style names by their words, and the nearest buckets by their music (each against its own mean)."""
    names = list(STYLES)
    prototypes = text.style([frame.format(name) for name in names for frame in PROTOTYPES])
    words = F.normalize(prototypes.view(len(names), len(PROTOTYPES), -1).mean(1), dim=1)
    buckets, centres = bucket_centres([*training, *held.pieces], music)
    vectors, inferred = text.style(SCENES), text.infer_many(SCENES)
    for number, scene in enumerate(SCENES):
        near_words = (words @ vectors[number]).topk(min(3, len(names))).indices.tolist()
        near_music = (centres @ F.normalize(vectors[number] - vectors.mean(0), dim=0)).topk(min(3, len(buckets))).indices.tolist()
        near = {"styles": [names[each] for each in near_words], "sounds_like": [buckets[each] for each in near_music]}
        yield {"row": "scene", "scene": scene, **near, "inferred": {axis: value for axis, (value, _) in inferred[number].items()}}


def bucket_centres(pieces: Sequence[StylePiece], encoder: MusicEncoder, most: int = 60) -> tuple[list[str], Tensor]:
    """The buckets and the direction of each one's music from the mean of them all, [buckets, 256]."""
    groups: dict[str, list[StylePiece]] = {}
    for piece in pieces:
        groups.setdefault(piece.bucket, []).append(piece)
    groups.pop("", None)
    draws = {bucket: Random(bucket).sample(group, min(most, len(group))) for bucket, group in sorted(groups.items())}
    means = torch.stack([encode_pieces(encoder.rolls, [piece.notes for piece in group])[0].mean(0) for group in draws.values()])
    return list(draws), F.normalize(means - means.mean(0), dim=1)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True, help="folder with style.safetensors and style.json")
    add_corpus_arguments(parser)
    given = parser.parse_args(arguments)
    try:
        text, music = TextEncoder(given.weights), MusicEncoder(given.weights)
        pieces = style_pieces(given)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    training = [piece for piece in pieces if piece.split == "train"]
    with torch.inference_mode():
        chosen = [piece for piece in pieces if piece.split != "train"]
        held = Held(chosen, *encode_pieces(music.rolls, [piece.notes for piece in chosen]))
    for row in rows(training, held, text, music):
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0


def rows(training: Sequence[StylePiece], held: Held, text: TextEncoder, music: MusicEncoder) -> Iterator[dict]:
    """All rows of the report, in order."""
    with torch.inference_mode():
        asked = {
            "families that trained": [caption(piece.row, Random(f"report:{piece.row['id']}")) for piece in held.pieces],
            "families held out": unseen_captions(held.pieces),
            "three sentences of families held out": unseen_descriptions(held.pieces),
        }
        if held.pieces:
            for name, captions in asked.items():
                yield retrieval(name, captions, held, text)
                yield from ceilings(name, captions, held.pieces)
            yield by_free_sentences(free_sentences(), held, text)
        yield understood(free_sentences(), text)
    for name, some in (("corpus", held.of_corpus()), ("corpus and pieces by rule", held)):
        if some.pieces:
            yield from recognition(name, training, some, music)
    with torch.inference_mode():
        yield from scenes(training, held, text, music)


if __name__ == "__main__":
    sys.exit(main())
