"""Style vectors of every piece, for the training of the generator.

`python -m compose.generation.training.style_vectors --weights DIR --corpus DIR --work DIR` writes WORK/style_vectors.npz with a trained
style space: ids [P], vectors float16 [P, variants, 256] and the kind of each variant. train_style does it at its end; this
command is for more pieces by rule, or for a style space from elsewhere.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ...music.errors import ComposeError
from ..encoder import StyleHead
from ..style import MusicEncoder
from .style_captions import CAPTIONS_PER_PIECE, made_captions, sentence_vectors
from .style_corpus import add_corpus_arguments, style_pieces
from .style_pieces import StylePiece
from .style_placing import heard_pieces, placed_pieces

KINDS = ("text",) * CAPTIONS_PER_PIECE + ("music", "notes alone")
FILE_NAME = "style_vectors.npz"


@torch.inference_mode()
def write_vectors(work: Path, pieces: Sequence[StylePiece], head: StyleHead, music: Tensor) -> None:
    """Vectors of the captions of each piece, and `music`: of its music, and of its notes without tempo, players, metre and staves."""
    text = sentence_vectors(list(made_captions(pieces)), work)
    vectors = torch.cat((head.style(text).view(len(pieces), CAPTIONS_PER_PIECE, -1), music), 1)
    ids = np.array([piece.row["id"] for piece in pieces])
    np.savez(work / FILE_NAME, ids=ids, vectors=vectors.numpy().astype(np.float16), kinds=np.array(KINDS))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True, help="folder with style.safetensors and style.json")
    add_corpus_arguments(parser)
    given = parser.parse_args(arguments)
    try:
        music = MusicEncoder(given.weights)
        pieces = style_pieces(given)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    write_vectors(given.work, pieces, music.head, placed_pieces(music.rolls, heard_pieces(music.rolls, pieces)))
    print(f"{len(pieces)} pieces in {given.work / FILE_NAME}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
