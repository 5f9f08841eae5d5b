"""What a score sounds like: its place in the style space, and what can be told of it, as plain values for a report.

The same heads read it that read descriptions (style.py); how sure they are is told, not hidden. Likeness to a named style is the angle
between the music and the words of that name.
"""

from collections.abc import Sequence
from functools import cached_property

import torch
from torch import Tensor
from torch.nn import functional as F

from ..music.playability import grade
from ..music.report import heard_key
from ..music.score import Score
from .encoder import TextEncoder
from .originality import Originality
from .style import MusicEncoder
from .style_map import style_map
from .words import STYLES

TOLD_AXES = ("bucket", "period", "mode", "density", "valence", "arousal")  # the others are written in the score
TOLD_VALUES = 3
NEAREST = 5
PROTOTYPES = ("{}", "a {}", "music in the style of a {}")


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
        near = self.likeness(style)
        facts = {
            "axes": self._axes(style),
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

    def likeness(self, style: Tensor) -> dict[str, int]:
        """Likeness to every named style, 0 to 100. style: unit vector [256]."""
        return dict(zip(STYLES, likeness(self._names @ style), strict=True))

    @cached_property
    def _names(self) -> Tensor:
        return style_names(self.text, list(STYLES))

    def _axes(self, style: Tensor) -> dict[str, list]:
        """For each axis the likeliest values and their probabilities."""
        logits = self.text.head.logits(style[None])
        told = {}
        for axis in TOLD_AXES:
            chances = logits[axis][0, 1:].softmax(-1)  # music is never silent about an axis, as a sentence can be
            order = chances.argsort(descending=True)[:TOLD_VALUES].tolist()
            told[axis] = [[self.text.axes[axis][number], round(float(chances[number]), 3)] for number in order]
        return told


@torch.inference_mode()
def style_names(text: TextEncoder, names: Sequence[str]) -> Tensor:
    """Unit vectors [names, 256] of the words of styles, from the mean of them all."""
    vectors = text.style([frame.format(name) for name in names for frame in PROTOTYPES])
    vectors = F.normalize(vectors.view(len(names), len(PROTOTYPES), -1).mean(1), dim=1)
    return F.normalize(vectors - vectors.mean(0), dim=1)


def likeness(cosines: Tensor) -> list[int]:
    """0 to 100."""
    return (100 * torch.sigmoid((cosines - CENTRE) / WIDTH)).round().int().tolist()


CENTRE, WIDTH = 0.3, 0.1
