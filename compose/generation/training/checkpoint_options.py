"""What the tools share that look at a finished checkpoint: how it is named, the music beside it, and the end where a file does not fit."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...music.errors import ComposeError


def checkpoint_parser(docstring: str) -> argparse.ArgumentParser:
    """A parser that knows `--weights`. docstring: of the tool; its first line is the help."""
    parser = argparse.ArgumentParser(description=docstring.splitlines()[0])
    parser.add_argument("--weights", type=Path, help="folder of another checkpoint")
    return parser


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """The packed corpus, and the style vectors of its pieces."""
    parser.add_argument("--packed", type=Path, required=True, help="packed.npz from training.prepare")
    parser.add_argument("--styles", type=Path, help="style_vectors.npz from training.train_style")


@contextmanager
def reading_files(parser: argparse.ArgumentParser) -> Iterator[None]:
    """A file that is missing or does not fit ends the tool as a wrong option does: one sentence, exit code 2."""
    try:
        yield
    except ComposeError as error:
        parser.exit(2, f"{error}\n")
