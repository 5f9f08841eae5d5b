"""Finished music for the gallery, without a worker."""

import numpy as np

from compose import sharing
from compose.generation.plan import read_plan
from compose.models import Piece, Version
from compose.music.header import Header
from compose.music.score import KeySignature, TimeSignature
from compose.visibility import Visibility
from tests.factories import make_user
from tests.web.composers import measures_of


def make_music(*, is_public: bool = True, style: np.ndarray | None = None, tags: tuple[str, ...] = (), **changes) -> Piece:
    """A piece with four measures. changes: fields of the piece, or of its header (instruments, fifths, mode, time, tempo_qpm, measures)."""
    header = Header(
        instruments=changes.pop("instruments", ("Piano",)),
        key=KeySignature(changes.pop("fifths", 0), changes.pop("mode", "major")),
        time=TimeSignature(*changes.pop("time", (3, 4))),
        tempo_qpm=changes.pop("tempo_qpm", 100),
        measure_count=changes.pop("measures", 4),
    )
    made_by = changes.pop("composer", None) or make_user()
    piece = Piece(**{"title": "Slow waltz", "description": "a slow waltz for the evening", "composer": made_by} | changes)
    coded = None if style is None else np.asarray(style, np.float16).tobytes()
    plan = read_plan(piece.description or "slow waltz").to_json()
    piece.add(Version(plan=plan, header=header.to_json(), steps=measures_of(header), style=coded, made_by=made_by))
    for name in tags:
        piece.tags.create(name=name)
    if is_public:
        sharing.share(piece=piece, visibility=Visibility.PUBLIC)
    return piece


def place(*numbers: float) -> np.ndarray:
    """A unit vector of the style space that begins with these numbers."""
    vector = np.zeros(256)
    vector[: len(numbers)] = numbers
    return vector / np.linalg.norm(vector)
