"""How like a named style a piece of music is, 0 to 100: 50 is where a piece of that name and a piece of another one are equally probable.

Three things count: how near the music lies to the words of the name, how probable the kind of music is that the name belongs to, and
whether the metre contradicts the name (a waltz is in three). Their weights are those of a logistic regression on held-out pieces whose
titles name their style, every name with the same weight (`python -m compose.generation.training.fit_likeness`; docs/model-card.md).
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from ..music.score import TimeSignature
from .conditions import AXES
from .encoder import TextEncoder
from .words import STYLES

PROTOTYPES = ("{}", "a {}", "music in the style of a {}")
LEAST_CHANCE = 1e-4
NEARNESS, KIND, CONTRADICTION, CONSTANT = 8.688, 0.291, -1.755, 0.027


def likeness(cosines: Tensor, chances: Tensor, time: TimeSignature) -> Tensor:
    """[styles] whole numbers, in the order of STYLES. cosines: [styles], to `style_names`. chances: [buckets], of the kinds of music."""
    nearness, kind, contradiction = features(cosines, chances, time)
    return (100 * torch.sigmoid(NEARNESS * nearness + KIND * kind + CONTRADICTION * contradiction + CONSTANT)).round().int()


def features(cosines: Tensor, chances: Tensor, time: TimeSignature) -> tuple[Tensor, Tensor, Tensor]:
    """What `likeness` weighs, [styles] each: nearness, logarithm of the chance of the kind, and 1 where the metre contradicts the name."""
    buckets = [AXES["bucket"].index(style.bucket) for style in STYLES.values()]
    feel = metre_feel(time)
    contradicts = [style.has_metre and metre_feel(_time(style.time)) != feel for style in STYLES.values()]
    return cosines, chances[buckets].clamp(min=LEAST_CHANCE).log(), torch.tensor(contradicts, dtype=torch.float32)


def metre_feel(time: TimeSignature) -> str:
    """What a listener hears of a metre: 3/8 and 3/4 are alike, 2/2 and 4/4 too."""
    if time.is_compound:
        return "compound"
    return "triple" if time.beats % 3 == 0 else "duple" if time.beats % 2 == 0 else "odd"


def _time(name: str) -> TimeSignature:
    beats, _slash, beat_type = name.partition("/")
    return TimeSignature(int(beats), int(beat_type))


@torch.inference_mode()
def style_names(text: TextEncoder, names: Sequence[str]) -> Tensor:
    """Unit vectors [names, 256] of the words of styles."""
    vectors = text.style([frame.format(name) for name in names for frame in PROTOTYPES])
    return F.normalize(vectors.view(len(names), len(PROTOTYPES), -1).mean(1), dim=1)
