"""Which pieces a command about the style space works on: those of the corpus and those by rule."""

import argparse
from pathlib import Path

from ...music.errors import ComposeError
from .measured import with_measured
from .prepare import read_manifest
from .style_pieces import StylePiece, read_pieces
from .style_procedural import procedural_pieces

PROCEDURAL_SEED = 1


class StyleTrainingError(ComposeError):
    """Pieces that no style space can be trained on."""

    code = "training.style"


def add_corpus_arguments(parser: argparse.ArgumentParser) -> None:
    """What `style_pieces` needs."""
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the unpacked pieces")
    parser.add_argument("--manifest", type=Path, help="if it lies elsewhere")
    parser.add_argument("--work", type=Path, required=True, help="folder for notes, sentence vectors and style_vectors.npz")
    parser.add_argument("--procedural", type=int, default=220, metavar="N", help="pieces of each style composed by rule")
    parser.add_argument("--limit", type=int, help="first lines of the manifest only")


def style_pieces(given: argparse.Namespace) -> list[StylePiece]:
    """All pieces, those of the corpus first. Raises ComposeError if there is none to train on."""
    rows = with_measured(read_manifest(given.corpus, given.manifest)[: given.limit], given.work / "packed.npz")
    given.work.mkdir(parents=True, exist_ok=True)
    pieces = [*read_pieces(given.corpus, rows, given.work), *procedural_pieces(given.procedural, PROCEDURAL_SEED, given.work)]
    if sum(piece.split == "train" for piece in pieces) < 2:
        raise StyleTrainingError("a style space needs at least two pieces to train on")
    return pieces
