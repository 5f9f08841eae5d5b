"""The captions of the style space and their sentence vectors, embedded once and kept in a file."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from zipfile import BadZipFile

import numpy as np
import torch
from torch import Tensor

from ..encoder import SENTENCE_WIDTH, SentenceEncoder
from .captions import HELD_OUT, Caption, caption, joined
from .style_pieces import StylePiece

SEED = 20
SENTENCES, DESCRIPTIONS = 4, 2  # captions of a piece that are one sentence, and those of several
UNSEEN = tuple(sorted(HELD_OUT))
CAPTIONS_PER_PIECE = SENTENCES + DESCRIPTIONS
# Matrix products in bfloat16 are three times as fast where the processor has units for them, and slower where it has not.
HAS_MATRIX_UNITS = bool(torch.cpu.get_capabilities().get("amx_bf16"))


def embed(captions: Sequence[str], cache: Path, batch: int = 96) -> np.ndarray:
    """Sentence vectors [N, 384] float16; captions embedded before are read from `cache`."""
    path = cache / "captions.npz"
    known = _embedded(path)
    missing = sorted({text for text in captions if text not in known}, key=len)
    encoder = SentenceEncoder() if missing else None
    for start in range(0, len(missing), batch):
        chosen = missing[start : start + batch]
        with torch.autocast("cpu", torch.bfloat16, enabled=HAS_MATRIX_UNITS):
            vectors = encoder.embed(chosen).float().numpy()
        known.update(zip(chosen, vectors.astype(np.float16), strict=True))
        if start // batch % 100 == 0:
            print(f"embedded {start} of {len(missing)} captions", file=sys.stderr, flush=True)
    if missing:
        np.savez(path, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[text] for text in captions])


def _embedded(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path) as data:
            return dict(zip(data["texts"].tolist(), data["vectors"], strict=True))
    except (BadZipFile, EOFError, KeyError, OSError, ValueError):
        return {}


def sentence_vectors(captions: Sequence[Caption], work: Path) -> Tensor:
    """[N, 384] of captions, of which there may be none."""
    return torch.from_numpy(embed([each.text for each in captions], work)).float() if captions else torch.zeros(0, SENTENCE_WIDTH)


def made_captions(pieces: Sequence[StylePiece]) -> Iterator[Caption]:
    """CAPTIONS_PER_PIECE captions of every piece in order, from the families that may train; those of one sentence first."""
    for piece in pieces:
        random = Random(f"{SEED}:{piece.row['id']}")
        for _ in range(SENTENCES):
            yield caption(piece.row, random)
        for number in range(DESCRIPTIONS):
            yield joined([caption(piece.row, random) for _ in range(2 + number)])


def unseen_captions(pieces: Sequence[StylePiece]) -> list[Caption]:
    """One caption a piece from the families that never train."""
    return [caption(piece.row, Random(f"unseen:{piece.row['id']}"), UNSEEN) for piece in pieces]


def unseen_descriptions(pieces: Sequence[StylePiece]) -> list[Caption]:
    """Three sentences a piece from the families that never train: somebody who knows what he wants."""
    drawn = [(piece.row, Random(f"described:{piece.row['id']}")) for piece in pieces]
    return [joined([caption(row, random, UNSEEN) for _ in range(3)]) for row, random in drawn]
