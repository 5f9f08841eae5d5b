"""Train the generator: `python -m compose.generation.training --packed packed.npz --out DIR`.

A plain loop: windows by bucket, AdamW, warm-up then a linear decay over the wall-clock budget. It saves its state every
few minutes and goes on from there after a kill; the best hold-out figure decides which checkpoint is kept.
"""

import argparse
import json
import math
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch

from ...music.errors import ComposeError
from ...music.vocabulary import Kind
from ..checkpoint import FILE_NAME, load, save, with_all_axes
from ..conditions import AXES
from ..generator import Generator
from ..sizes import GeneratorConfig
from .given_windows import TASKS
from .windows import Batch, Corpus

WARM_UP_SHARE, FINAL_RATE_SHARE = 0.02, 0.05
VALIDATION_BATCHES = 8


class TrainingError(ComposeError):
    """A run that cannot start or go on."""

    code = "training.cannot_train"


def batch_losses(generator: Generator, batch: Batch, *, is_half: bool = False) -> torch.Tensor:
    """Mean nats a step of each field, [5]. is_half: matrix products in bfloat16."""
    with torch.autocast(batch.steps.device.type, torch.bfloat16, enabled=is_half):
        return generator.losses(generator(batch.style, batch.conditions, batch.places), batch.steps, batch.weights)


def compiled_losses(device: torch.device) -> Callable[..., torch.Tensor]:
    """`batch_losses` with its small operations joined, a third faster on a CPU; the first batch of each length waits a minute for it.

    Raises TrainingError where a CPU has nothing to compile with.
    """
    if device.type == "cpu" and not any(map(shutil.which, (os.environ.get("CXX", ""), "g++", "clang++"))):
        raise TrainingError("--compile needs a C++ compiler (g++ or clang++); install one or leave --compile out")
    return torch.compile(batch_losses, dynamic=False)


@torch.inference_mode()
def bits_per_note(
    generator: Generator, corpus: Corpus, split: int, length: int, device: torch.device, task: str = ""
) -> tuple[float, list[float]]:
    """Hold-out bits a note (all steps paid by the notes, comparable between representations) and nats of each field.

    task: a name of given_windows.TASKS; then only what has to be written counts.
    """
    generator.eval()
    totals, steps, notes = np.zeros(5), 0.0, 0
    weights = corpus.weights(split)
    for number in range(VALIDATION_BATCHES):
        rng = np.random.default_rng((0, number))  # the same windows, with style vectors and without
        batch = corpus.batch(rng.choice(len(weights), 8, p=weights), length, rng, is_training=False, task=task)
        batch.weights = (batch.weights == 1).float()
        count = float(batch.weights.sum())
        totals += batch_losses(generator, batch.to(device)).double().cpu().numpy() * count
        steps += count
        is_note = (batch.steps[..., 0] == Kind.NOTE) | (batch.steps[..., 0] == Kind.CHORD)
        notes += int((is_note & (batch.weights > 0)).sum())
    generator.train()
    return float(totals.sum() / math.log(2) / max(1, notes)), (totals / steps).tolist()


def rate_at(share: float, peak: float) -> float:
    """Learning rate when `share` of the budget is used."""
    if share < WARM_UP_SHARE:
        return peak * (share + 1e-4) / WARM_UP_SHARE
    return peak * (1 - (1 - FINAL_RATE_SHARE) * min(1.0, (share - WARM_UP_SHARE) / (1 - WARM_UP_SHARE)))


class Training:
    """State of a run: everything that has to survive a kill is in `state.pt`, which only this program reads."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if options.styles and not options.styles.is_file():
            raise TrainingError(f"{options.styles} is missing; make it with compose.generation.training.train_style")
        self.corpus = Corpus(options.packed, options.styles)
        self.weights = self.corpus.weights(0)
        self.generator = self._first_generator().drop(options.dropout).to(self.device)
        self.optimizer = torch.optim.AdamW(self.generator.parameters(), lr=options.rate, betas=(0.9, 0.95), weight_decay=0.05)
        self.losses = compiled_losses(self.device) if options.compile else batch_losses
        self.used_seconds, self.batches, self.steps_seen, self.best = 0.0, 0, 0, math.inf
        self.state_path = options.out / "state.pt"
        if self.state_path.is_file():
            self._resume()

    def _first_generator(self) -> Generator:
        """A new one, or the weights of a checkpoint: more data or new features go on from what was learned."""
        if self.options.start:
            known = load(self.options.start)[0]
            if new := list(AXES)[known.config.axes :]:
                print(f"{self.options.start} knows nothing of {', '.join(new)}: widened, to learn it now", flush=True)
            return with_all_axes(known, self.options.length).train()
        sizes = {name: getattr(self.options, name) for name in ("width", "layers", "heads")}
        return Generator(GeneratorConfig(**sizes, window=self.options.length))

    def _resume(self) -> None:
        state = torch.load(self.state_path, map_location=self.device, weights_only=True)
        try:
            self.generator.load_state_dict(state["generator"])
        except RuntimeError as error:
            raise TrainingError(f"{self.state_path} is of a model of another size; choose another --out or its sizes") from error
        self.optimizer.load_state_dict(state["optimizer"])
        self.used_seconds, self.batches = state["used_seconds"], state["batches"]
        self.steps_seen, self.best = state["steps_seen"], state["best"]
        print(f"going on after {self.batches} batches, {self.used_seconds:.0f} s", flush=True)

    def keep(self) -> None:
        """Save the state, measure the hold-out, and the checkpoint if it is the best so far."""
        bits, fields = bits_per_note(self.generator, self.corpus, 1, self.options.length, self.device)
        if bits < self.best:
            self.best = bits
            facts = {"steps_seen": str(self.steps_seen), "holdout_bits_per_note": f"{bits:.3f}",
                     "training_seconds": f"{self.used_seconds:.0f}"}
            save(self.generator, self.options.out / FILE_NAME, **facts)
        state = {"generator": self.generator.state_dict(), "optimizer": self.optimizer.state_dict(), "used_seconds": self.used_seconds,
                 "batches": self.batches, "steps_seen": self.steps_seen, "best": self.best}
        partial = self.state_path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self.state_path)
        tasks = {task: round(bits_per_note(self.generator, self.corpus, 1, self.options.length, self.device, task)[0], 3) for task in TASKS}
        line = {"seconds": round(self.used_seconds), "batches": self.batches, "steps_seen": self.steps_seen,
                "holdout_bits_per_note": round(bits, 3), "fields": [round(nats, 3) for nats in fields], "tasks": tasks}
        print(json.dumps(line), flush=True)

    def run(self) -> None:
        """Train until the budget is used."""
        rng = np.random.default_rng(self.batches + 1)
        budget, last_kept = self.options.minutes * 60, time.monotonic()
        while self.used_seconds < budget:
            started = time.monotonic()
            self._step(rng, self.used_seconds / budget)
            self.used_seconds += time.monotonic() - started
            if time.monotonic() - last_kept > self.options.keep_seconds:
                self.keep()
                last_kept = time.monotonic()
        self.keep()

    def _step(self, rng: np.random.Generator, share: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(share, self.options.rate)
        # Short windows first: they are a third faster and teach harmony before form.
        length = self.options.length // 2 if share < self.options.short_share else self.options.length
        size = self.options.batch * (self.options.length // length)
        batch = self.corpus.batch(rng.choice(len(self.weights), size, p=self.weights), length, rng, is_training=True)
        loss = self.losses(self.generator, batch.to(self.device), is_half=self.options.half).sum()
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.generator.parameters(), 1.0)
        self.optimizer.step()
        self.batches += 1
        self.steps_seen += int(batch.weights.sum())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packed", type=Path, required=True, help="packed.npz from training.prepare")
    parser.add_argument("--styles", type=Path, help="style vectors from training.train_style")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--keep-seconds", type=float, default=300)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--length", type=int, default=512)
    parser.add_argument("--short-share", type=float, default=0.5)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--dropout", type=float, default=0.1, help="share left out of what each block adds; more where data is little")
    parser.add_argument("--from", dest="start", type=Path, metavar="DIR", help="folder of a checkpoint to begin with; its sizes hold")
    parser.add_argument("--compile", action="store_true", help="compile the training step: a third faster on a CPU; needs a C++ compiler")
    parser.add_argument("--half", action="store_true", help="bfloat16: faster on a GPU or a CPU with matrix units, slower elsewhere")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        training = Training(options)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    training.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
