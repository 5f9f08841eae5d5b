"""How everything known of a piece is weighed: the last layers, trained on whole pieces with the network at rest.

What the network hears in a piece, the counts of its notes and its facts are a table by now. A step on a thousand rows of it takes a tenth
of a second, so that every piece is seen hundreds of times, beside a thousand others that it has to be told from, and the heads
settle on a sphere that hardly moves any more.
"""

import json
import time
from collections.abc import Sequence

import torch
from torch import Tensor

from ..encoder import StyleHead
from ..style import RollEncoder, hear
from .style_captions import HAS_MATRIX_UNITS, SEED
from .style_lessons import Lessons, Words, without_some
from .style_pieces import StylePiece

STEPS, BATCH, TEXT_BATCH = 1300, 768, 512
RATE, WEIGHT_DECAY = 2e-3, 0.05

Heard = tuple[Tensor, Tensor, Tensor]


@torch.inference_mode()
def heard_pieces(rolls: RollEncoder, pieces: Sequence[StylePiece]) -> Heard:
    """Features, counts and facts of every piece, as RollEncoder.place takes them."""
    notes = [piece.notes for piece in pieces]
    with torch.autocast("cpu", torch.bfloat16, enabled=HAS_MATRIX_UNITS):
        return *hear(rolls, notes), torch.tensor([each.facts for each in notes])


@torch.inference_mode()
def placed_pieces(rolls: RollEncoder, heard: Heard) -> Tensor:
    """[P, 2, 256]: of the music of each piece, and of its notes without tempo, players, metre and staves."""
    features, counts, facts = heard
    return torch.stack((rolls.place(features, counts, facts), rolls.place(features, counts, torch.zeros_like(facts))), 1)


def train_places(head: StyleHead, rolls: RollEncoder, pieces: Sequence[StylePiece], words: Words, heard: Heard, steps: int = STEPS) -> None:
    """Train `head` and the last layers of `rolls`. pieces, heard: of the training split, in the same order as the captions of `words`."""
    torch.manual_seed(SEED)
    lessons = Lessons(pieces, words, head)
    features, counts, facts = heard
    rolls.standard.running_mean, rolls.standard.running_var = _moments(torch.cat((features, counts), 1))
    parameters = [*lessons.parameters(), *rolls.project.parameters(), *rolls.facts.parameters()]
    optimiser = torch.optim.AdamW(parameters, RATE, weight_decay=WEIGHT_DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    began = time.monotonic()
    lessons.train()
    rolls.project.train()
    for step in range(steps):
        chosen = lessons.draw(BATCH)
        rows = torch.from_numpy(chosen)
        with torch.autocast("cpu", torch.bfloat16, enabled=HAS_MATRIX_UNITS):
            music = rolls.place(features[rows], counts[rows], without_some(facts[rows]))
        losses = lessons.losses(chosen, music, TEXT_BATCH)
        optimiser.zero_grad()
        sum(losses.values()).backward()
        optimiser.step()
        schedule.step()
        if (step + 1) % max(1, steps // 10) == 0:
            line = {name: round(float(loss.detach()), 3) for name, loss in losses.items()}
            print(json.dumps({"places": step + 1, "seconds": round(time.monotonic() - began), **line}), flush=True)
    lessons.eval()
    rolls.eval()


def _moments(table: Tensor) -> tuple[Tensor, Tensor]:
    return table.mean(0), table.var(0, unbiased=False)
