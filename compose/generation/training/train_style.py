"""Train the style space: descriptions and music on one sphere, and what both tell of the axes.

`python -m compose.generation.training.train_style --corpus DIR --work DIR --out DIR` reads the notes and embeds the captions once
(both kept in --work), trains the network on windows of the music, then what weighs all that is known of a piece, and fits the attribute
heads on the finished vectors, all on one CPU core, writes style.safetensors and style.json, prints figures, and leaves
WORK/style_vectors.npz with several style vectors a piece, of words and of music, for the training of the generator.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import torch
from safetensors.torch import save_file
from torch import Tensor

from ...music.errors import ComposeError
from ..conditions import AXES, WORD_AXES
from ..encoder import SENTENCE_WIDTH, STYLE_WIDTH, StyleHead
from ..style import MusicEncoder, RollEncoder
from .captions import FAMILIES, HELD_OUT, SAID, Caption, word_captions
from .style_captions import CAPTIONS_PER_PIECE, SEED, made_captions, sentence_vectors, unseen_captions
from .style_corpus import add_corpus_arguments, style_pieces
from .style_heads import fitted_heads
from .style_lessons import Words
from .style_losses import targets
from .style_pieces import StylePiece
from .style_placing import STEPS, heard_pieces, placed_pieces, train_places
from .style_training import StyleTraining
from .style_vectors import write_vectors

BANK_WEIGHT = 1.5


def words_of(pieces: Sequence[StylePiece], bank: Sequence[Caption], work: Path) -> Words:
    """The captions of the pieces and the word bank, embedded; a caption weighs less in a big bucket."""
    captions = [*made_captions(pieces), *bank]
    counts = Counter(piece.bucket for piece in pieces)
    weights = torch.tensor([(len(pieces) / counts[piece.bucket]) ** 0.5 for piece in pieces for _ in range(CAPTIONS_PER_PIECE)])
    weights = torch.cat((weights / weights.mean(), torch.full((len(bank),), BANK_WEIGHT)))
    return Words(captions, sentence_vectors(captions, work), weights, CAPTIONS_PER_PIECE)


@torch.inference_mode()
def accuracy(head: StyleHead, vectors: Tensor, captions: Sequence[Caption]) -> dict[str, float]:
    """Axis -> share of the told values found; "silent" -> share of the silent axes left alone."""
    if not captions:
        return {}
    logits = head.logits(head.style(vectors))
    figures, quiet = {}, []
    for axis, (classes, shares) in targets(captions).items():
        said = shares >= SAID
        if said.any():
            figures[axis] = float((logits[axis][said, 1:].argmax(-1) + 1 == classes[said]).float().mean())
        silent = shares == 0
        quiet.append((logits[axis][silent].softmax(-1)[:, 0] >= 0.5).float())
    figures["silent"] = float(torch.cat(quiet).mean())
    return {axis: round(value, 4) for axis, value in figures.items()}


def save(head: StyleHead, rolls: RollEncoder, folder: Path, figures: dict) -> None:
    """Write style.safetensors (float16; the music side under "music.") and style.json."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = head.state_dict() | {f"music.{name}": tensor for name, tensor in rolls.state_dict().items()}
    save_file(
        {name: (tensor.half() if tensor.is_floating_point() else tensor).contiguous() for name, tensor in tensors.items()},
        folder / "style.safetensors",
    )
    (folder / "style.safetensors").chmod(0o644)  # whoever runs the worker has to read it
    config = {
        "style_width": STYLE_WIDTH,
        "sentence_width": SENTENCE_WIDTH,
        "axes": {axis: list(AXES[axis]) for axis in WORD_AXES},
        "figures": figures,
    }
    (folder / "style.json").write_text(json.dumps(config, indent=1) + "\n")


def trained(
    pieces: Sequence[StylePiece], training: Sequence[StylePiece], words: Words, given: argparse.Namespace, start: MusicEncoder | None
) -> tuple[StyleHead, RollEncoder, Tensor]:
    """Both sides of the style space, and the vectors of the music of all pieces, [P, 2, 256] as `placed_pieces` gives them.

    words: of the pieces of `training`. start: a style space to go on with; where no steps are given, its vectors stay as they are.
    """
    is_training = torch.tensor([piece.split == "train" for piece in pieces])
    if given.placing_steps:
        network = start.rolls if start else None
        head, rolls = StyleTraining(training, words, steps=given.steps, batch=given.batch, start=network).run()
        heard = heard_pieces(rolls, pieces)
        train_places(head, rolls, training, words, tuple(each[is_training] for each in heard), given.placing_steps)
    else:
        head, rolls = start.head, start.rolls
        heard = heard_pieces(rolls, pieces)
    music = placed_pieces(rolls, heard)
    return fitted_heads(head, words, training, music[is_training]), rolls, music


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_corpus_arguments(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder for style.safetensors and style.json")
    parser.add_argument("--steps", type=int, default=600, help="of the network, on windows")
    parser.add_argument("--placing-steps", type=int, default=STEPS, help="of the last layers, on whole pieces; 0 fits the heads alone")
    parser.add_argument("--from", dest="start", type=Path, help="folder with a style space whose network to go on with")
    parser.add_argument("--batch", type=int, default=256, help="pieces a step")
    given = parser.parse_args(arguments)
    if not given.placing_steps and (given.steps or not given.start):
        parser.error("--placing-steps 0 keeps the vectors of a style space: it needs --from DIR and --steps 0")
    try:
        start = MusicEncoder(given.start) if given.start else None
        pieces = style_pieces(given)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    training = [piece for piece in pieces if piece.split == "train"]
    held = [piece for piece in pieces if piece.split != "train"]
    words = words_of(training, word_captions(Random(SEED)), given.work)
    head, rolls, music = trained(pieces, training, words, given, start)
    seen, unseen = list(made_captions(held)), unseen_captions(held)
    vectors = sentence_vectors([*seen, *unseen], given.work)
    figures = {
        "training_pieces": len(training),
        "training_captions": len(words.captions),
        "families": len(FAMILIES),
        "held_out_families": len(HELD_OUT),
        "held_out_works": accuracy(head, vectors[: len(seen)], seen),
        "held_out_works_and_families": accuracy(head, vectors[len(seen) :], unseen),
    }
    save(head, rolls, given.out, figures)
    print(json.dumps(figures, indent=1))
    write_vectors(given.work, pieces, head, music)
    return 0


if __name__ == "__main__":
    sys.exit(main())
