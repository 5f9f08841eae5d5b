"""What a score sounds like: its place in the style space, and what can be told of it, as plain values for a report.

The same heads read it that read descriptions (style.py); how sure they are is told, not hidden. Likeness to named styles: likeness.py.
"""

from functools import cached_property

import torch
from torch import Tensor

from ..music.playability import grade
from ..music.report import heard_key
from ..music.score import Score
from .encoder import TextEncoder
from .likeness import likeness, style_names
from .originality import Originality
from .style import MusicEncoder
from .style_map import style_map
from .words import STYLES

TOLD_AXES = ("bucket", "period", "mode", "density", "valence", "arousal")  # the others are written in the score
TOLD_VALUES = 3
NEAREST = 5


class Recogniser:
    """text, music: encoders of one checkpoint. originality: None where there is no index."""

    def __init__(self, text: TextEncoder, music: MusicEncoder, originality: Originality | None = None) -> None:
        self.text, self.music, self.originality = text, music, originality

    @torch.inference_mode()
    def recognise(self, score: Score) -> tuple[bytes, dict] | None:
        """The place in the style space (256 little-endian numbers of two bytes) and the facts; None for a score without notes."""
        if not score.notes:
            return None
        style = self.music.music([score])[0]
        chances = {axis: logits[0, 1:].softmax(-1) for axis, logits in self.text.head.logits(style[None]).items()}
        near = dict(zip(STYLES, likeness(self._names @ style, chances["bucket"], score.time).tolist(), strict=True))
        facts = {
            "axes": {axis: self._likeliest(axis, chances[axis]) for axis in TOLD_AXES},
            "likeness": near,
            "nearest": sorted(near, key=lambda name: -near[name])[:NEAREST],
            "key": heard_key(score),
            "tempo_qpm": score.tempo_qpm,
            "time": score.time.name,
            "grade": grade(score),
            "note_count": len(score.notes),
            "originality": self.originality.report(score) if self.originality else None,
            "style_map": style_map(self.text, style),
        }
        return style.numpy().astype("<f2").tobytes(), facts

    @cached_property
    def _names(self) -> Tensor:
        return style_names(self.text, list(STYLES))

    def _likeliest(self, axis: str, chances: Tensor) -> list:
        """Values with their probabilities. Music is never silent about an axis, as a sentence can be."""
        order = chances.argsort(descending=True)[:TOLD_VALUES].tolist()
        return [[self.text.axes[axis][number], round(float(chances[number]), 3)] for number in order]
