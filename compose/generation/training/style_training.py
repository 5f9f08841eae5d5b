"""The loop that trains both sides of the style space at once."""

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from ..conditions import AXES, WORD_AXES
from ..encoder import StyleHead
from ..rolls import COLUMNS_PER_QUARTER, ROW_COUNT, WINDOW_COLUMNS, fill_rolls
from ..style import FACTS, RollEncoder
from .captions import Caption
from .style_captions import HAS_MATRIX_UNITS, SEED
from .style_losses import classes_of, contrast, music_loss, targets, text_loss
from .style_pieces import StylePiece, draw_chances

WINDOWS_PER_PIECE = 1
TEXT_BATCH = 1024
WORDS_FIRST = 2  # updates by words alone before the music joins in, for each update after it
FACT_DROPOUT = 0.5  # so that a piece is known by its notes too
KEY_SLIP = 0.1  # how often the signature is taken for a neighbour's, as key-finding does
NOTE_DROPOUT = 0.05
NOISE = 0.01  # added to sentence vectors
RATE, WEIGHT_DECAY = 2e-3, 0.02
FIRST_SCALE, HIGHEST_SCALE = 14.0, 60.0  # inverse temperature


@dataclass(frozen=True)
class Words:
    """Captions with their sentence vectors [N, 384] and weights [N]; the first ones are `per_piece` for each piece, in order."""

    captions: Sequence[Caption]
    vectors: Tensor
    weights: Tensor
    per_piece: int


class StyleTraining:
    """Draws batches by bucket, trains, and keeps nothing on disk: a run takes minutes.

    pieces: those of the training split. words: their captions, then those of the word bank.
    """

    def __init__(self, pieces: Sequence[StylePiece], words: Words, *, steps: int, batch: int) -> None:
        torch.manual_seed(SEED)
        self.rng = np.random.default_rng(SEED)
        self.pieces, self.words, self.steps, self.batch = pieces, words, steps, min(batch, len(pieces))
        self.head = StyleHead({axis: len(AXES[axis]) for axis in WORD_AXES})
        self.rolls = RollEncoder().to(memory_format=torch.channels_last)
        self.log_scale = nn.Parameter(torch.tensor(math.log(FIRST_SCALE)))
        self.wanted = targets(words.captions)
        self.classes = classes_of([piece.axes for piece in pieces])
        self.chances = draw_chances(pieces)
        parameters = [*self.head.parameters(), *self.rolls.parameters(), self.log_scale]
        self.optimiser = torch.optim.AdamW(parameters, RATE, weight_decay=WEIGHT_DECAY)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(self.optimiser, RATE, total_steps=steps, pct_start=0.15)

    def run(self) -> tuple[StyleHead, RollEncoder]:
        """Train for all steps; a JSON line twenty times on the way."""
        began = time.monotonic()
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
            rows = torch.from_numpy(self.rng.integers(len(self.words.captions), size=TEXT_BATCH // 2))
            vectors = self.words.vectors[rows]
            styles = self.head.style(vectors + NOISE * torch.randn_like(vectors))
            loss = text_loss(self.head.logits(styles), self.wanted, rows, self.words.weights)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        print(json.dumps({"words_alone": steps, "words": round(float(loss.detach()), 3)}), flush=True)

    def _step(self) -> dict[str, Tensor]:
        self.head.train()
        self.rolls.train()
        chosen = self.rng.choice(len(self.pieces), self.batch, replace=False, p=self.chances)
        music = self._music(chosen)
        spoken = torch.from_numpy(chosen * self.words.per_piece + self.rng.integers(self.words.per_piece, size=len(chosen)))
        more = torch.from_numpy(self.rng.integers(len(self.words.captions), size=TEXT_BATCH))
        vectors = self.words.vectors[torch.cat((spoken, more))]
        styles = self.head.style(vectors + NOISE * torch.randn_like(vectors))
        classes = self.classes[torch.from_numpy(chosen)]
        scale = self.log_scale.exp().clamp(max=HIGHEST_SCALE)
        losses = {
            "contrast": contrast(styles[: len(chosen)], music, scale),
            "words": text_loss(self.head.logits(styles), self.wanted, torch.cat((spoken, more)), self.words.weights),
            "music": music_loss(self.head.logits(music), classes),
        }
        self.optimiser.zero_grad()
        (losses["contrast"] + losses["words"] + 0.5 * losses["music"]).backward()
        self.optimiser.step()
        self.schedule.step()
        return losses

    def _music(self, chosen: np.ndarray) -> Tensor:
        """Style vectors [B, 256] of a few windows of each chosen piece, some facts hidden, some notes dropped."""
        notes = [self.pieces[number].notes for number in chosen for _ in range(WINDOWS_PER_PIECE)]
        lasts = [max(0, each.column_count - WINDOW_COLUMNS) // COLUMNS_PER_QUARTER for each in notes]
        starts = [int(self.rng.integers(last + 1)) * COLUMNS_PER_QUARTER for last in lasts]
        slips = np.where(self.rng.random(len(chosen)) < KEY_SLIP, self.rng.choice((-7, -5, 5, 7), len(chosen)), 0)
        shifts = [each.shift + slip for each, slip in zip(notes, slips.repeat(WINDOWS_PER_PIECE).tolist(), strict=True)]
        rolls = torch.from_numpy(fill_rolls(notes, starts, shifts))
        is_kept = torch.rand(len(rolls), 1, ROW_COUNT, WINDOW_COLUMNS // COLUMNS_PER_QUARTER) >= NOTE_DROPOUT
        rolls *= is_kept.repeat_interleave(COLUMNS_PER_QUARTER, 3)
        facts = torch.tensor([self.pieces[number].notes.facts for number in chosen])
        facts = facts * torch.rand(len(chosen), len(FACTS)).ge(FACT_DROPOUT)
        with torch.autocast("cpu", torch.bfloat16, enabled=HAS_MATRIX_UNITS):
            features = self.rolls.pieces(rolls, torch.arange(len(chosen)).repeat_interleave(WINDOWS_PER_PIECE), len(chosen))
        return self.rolls.place(features, facts)
