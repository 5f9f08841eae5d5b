"""The loop that trains both sides of the style space at once, on windows of the music.

It teaches the network to listen: what it is given is a window and half of the facts, no counts of the whole piece. How everything
known of a piece is weighed comes after it (style_placing.py).
"""

import json
import time
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from ..conditions import AXES, WORD_AXES
from ..encoder import StyleHead
from ..note_counts import COUNTS
from ..rolls import COLUMNS_PER_QUARTER, ROW_COUNT, WINDOW_COLUMNS, fill_rolls
from ..style import RollEncoder
from .style_captions import HAS_MATRIX_UNITS, SEED
from .style_lessons import Lessons, Words, without_some
from .style_pieces import StylePiece

WINDOWS_PER_PIECE = 1
TEXT_BATCH = 1024
WORDS_FIRST = 2  # updates by words alone before the music joins in, for each update after it
KEY_SLIP = 0.1  # how often the signature is taken for a neighbour's, as key-finding does
NOTE_DROPOUT = 0.05
RATE, WEIGHT_DECAY = 2e-3, 0.02


class StyleTraining:
    """Draws batches by bucket, trains, and keeps nothing on disk: a run takes minutes.

    pieces: those of the training split. words: their captions, then those of the word bank. start: a network to go on with.
    """

    def __init__(self, pieces: Sequence[StylePiece], words: Words, *, steps: int, batch: int, start: RollEncoder | None = None) -> None:
        torch.manual_seed(SEED)
        self.pieces, self.steps, self.batch = pieces, steps, batch
        self.head = StyleHead({axis: len(AXES[axis]) for axis in WORD_AXES})
        self.rolls = RollEncoder().to(memory_format=torch.channels_last)
        if start is not None:
            self.rolls.listen_like(start)
        self.lessons = Lessons(pieces, words, self.head)
        self.optimiser = torch.optim.AdamW([*self.lessons.parameters(), *self.rolls.parameters()], RATE, weight_decay=WEIGHT_DECAY)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(self.optimiser, RATE, total_steps=max(1, steps), pct_start=0.15)

    def run(self) -> tuple[StyleHead, RollEncoder]:
        """Train for all steps; a JSON line twenty times on the way. No steps leave the network as it began."""
        began = time.monotonic()
        if self.steps:
            self._words_alone(WORDS_FIRST * self.steps)
        for step in range(self.steps):
            losses = self._step()
            if (step + 1) % max(1, self.steps // 20) == 0:
                line = {name: round(float(loss.detach()), 3) for name, loss in losses.items()}
                print(json.dumps({"step": step + 1, "seconds": round(time.monotonic() - began), **line}), flush=True)
        return self.head.eval(), self.rolls.eval()

    def _words_alone(self, steps: int) -> None:
        """Let the heads learn what captions say; a step of it costs a hundredth of one with music."""
        optimiser = torch.optim.AdamW(self.head.parameters(), RATE, weight_decay=WEIGHT_DECAY)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
        self.head.train()
        for _ in range(steps):
            _, loss = self.lessons.words_of(self.lessons.sentences(TEXT_BATCH // 2))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        print(json.dumps({"words_alone": steps, "words": round(float(loss.detach()), 3)}), flush=True)

    def _step(self) -> dict[str, Tensor]:
        self.head.train()
        self.rolls.train()
        chosen = self.lessons.draw(self.batch)
        losses = self.lessons.losses(chosen, self._music(chosen), TEXT_BATCH)
        self.optimiser.zero_grad()
        sum(losses.values()).backward()
        self.optimiser.step()
        self.schedule.step()
        return losses

    def _music(self, chosen: np.ndarray) -> Tensor:
        """Style vectors [B, 256] of a few windows of each chosen piece, some facts hidden, some notes dropped."""
        notes = [self.pieces[number].notes for number in chosen for _ in range(WINDOWS_PER_PIECE)]
        lasts = [max(0, each.column_count - WINDOW_COLUMNS) // COLUMNS_PER_QUARTER for each in notes]
        starts = [int(self.lessons.rng.integers(last + 1)) * COLUMNS_PER_QUARTER for last in lasts]
        slips = np.where(self.lessons.rng.random(len(chosen)) < KEY_SLIP, self.lessons.rng.choice((-7, -5, 5, 7), len(chosen)), 0)
        shifts = [each.shift + slip for each, slip in zip(notes, slips.repeat(WINDOWS_PER_PIECE).tolist(), strict=True)]
        rolls = torch.from_numpy(fill_rolls(notes, starts, shifts))
        is_kept = torch.rand(len(rolls), 1, ROW_COUNT, WINDOW_COLUMNS // COLUMNS_PER_QUARTER) >= NOTE_DROPOUT
        rolls *= is_kept.repeat_interleave(COLUMNS_PER_QUARTER, 3)
        with torch.autocast("cpu", torch.bfloat16, enabled=HAS_MATRIX_UNITS):
            features = self.rolls.pieces(rolls, torch.arange(len(chosen)).repeat_interleave(WINDOWS_PER_PIECE), len(chosen))
        facts = without_some(torch.tensor([self.pieces[number].notes.facts for number in chosen]))
        return self.rolls.place(features, torch.zeros(len(chosen), COUNTS), facts)
