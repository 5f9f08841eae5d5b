"""Train the style head: caption vectors -> the axes the captions tell of.

`python -m compose.generation.training.train_style --manifest manifest.jsonl --work DIR` embeds the captions once (cached in DIR),
trains in about a minute on a CPU, writes style.safetensors and style.json, prints the validation figures, and leaves
DIR/style_vectors.npz with two style vectors a piece for the training of the generator.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from ...music.errors import ComposeError
from ..conditions import AXES, WORD_AXES, index
from ..encoder import SENTENCE_WIDTH, WEIGHTS, SentenceEncoder, StyleHead
from .captions import FAMILIES, HELD_OUT, SAID, Caption, caption, word_captions
from .prepare import read_manifest

CAPTIONS_PER_PIECE = 2
VALIDATION_SHARE = 0.06
SEED = 20


def work_of(row: dict) -> str:
    """What must not be in training and validation at once: copies of one piece, and movements of one work."""
    title = re.split(r"[:(,;]| no\.| nr\.", str(row.get("title") or row["id"]).lower())[0].strip()
    return row.get("dup_group") or f"{row.get('composer')}|{title}"


def is_validation(row: dict) -> bool:
    digest = hashlib.sha256(work_of(row).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < VALIDATION_SHARE


def primary_rows(manifest: Path) -> list[dict]:
    return [row for row in read_manifest(manifest.parent, manifest) if row.get("primary", True)]


def embed(captions: Sequence[str], cache: Path, batch: int = 96) -> np.ndarray:
    """Sentence vectors [N, 384] float16; captions embedded before are read from `cache`."""
    path = cache / "captions.npz"
    known: dict[str, np.ndarray] = {}
    if path.exists():
        data = np.load(path)
        known = dict(zip(data["texts"].tolist(), data["vectors"], strict=True))
    missing = sorted({text for text in captions if text not in known}, key=len)
    encoder = SentenceEncoder() if missing else None
    for start in range(0, len(missing), batch):
        chosen = missing[start : start + batch]
        known.update(zip(chosen, encoder.embed(chosen).numpy().astype(np.float16), strict=True))
        if start // batch % 40 == 0:
            print(f"embedded {start} of {len(missing)}", flush=True)
    if missing:
        np.savez(path, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[text] for text in captions])


def targets(captions: Sequence[Caption]) -> dict[str, tuple[Tensor, Tensor]]:
    """Axis -> (class [N], share of it [N]); the rest of the share goes to "not said". Share -1 where the axis must not be trained."""
    answer = {}
    for axis in WORD_AXES:
        classes = torch.tensor([index(axis, each.attributes[axis]) for each in captions])
        shares = torch.tensor([each.told[axis] for each in captions])
        answer[axis] = classes, torch.where((classes == 0) & (shares > 0), torch.tensor(-1.0), shares)
    return answer


def loss_of(logits: dict[str, Tensor], wanted: dict[str, tuple[Tensor, Tensor]], rows: Tensor, weights: Tensor) -> Tensor:
    """Weighted cross-entropy against the mixture of the told value and "not said"."""
    total = torch.zeros(())
    for axis, scores in logits.items():
        classes, shares = wanted[axis][0][rows], wanted[axis][1][rows]
        chances = F.log_softmax(scores, -1)  # [B, V + 1]
        value = chances.gather(1, classes[:, None])[:, 0]
        each = -(shares.clamp(min=0) * value + (1 - shares.clamp(min=0)) * chances[:, 0])
        total = total + (each * weights[rows] * (shares >= 0)).mean()
    return total


def train(vectors: Tensor, captions: Sequence[Caption], weights: Tensor, epochs: int = 24) -> StyleHead:
    torch.manual_seed(SEED)
    head = StyleHead({axis: len(AXES[axis]) for axis in WORD_AXES})
    wanted = targets(captions)
    optimiser = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=0.02)
    steps = epochs * (len(captions) // 512 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        head.train()
        order = torch.randperm(len(captions))
        for rows in order.split(512):
            noisy = vectors[rows] + 0.01 * torch.randn_like(vectors[rows])
            loss = loss_of(head.logits(head.style(noisy)), wanted, rows, weights)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        if epoch % 6 == 5:
            print(f"epoch {epoch + 1}: loss {loss.item():.3f}", flush=True)
    return head.eval()


@torch.inference_mode()
def accuracy(head: StyleHead, vectors: Tensor, captions: Sequence[Caption]) -> dict[str, float]:
    """Axis -> share of the told values found; "silent" -> share of the silent axes left alone."""
    if not captions:
        return {}
    logits = head.logits(head.style(vectors))
    figures, quiet = {}, []
    for axis, (classes, shares) in targets(captions).items():
        said = shares >= SAID
        if said.any():
            figures[axis] = float((logits[axis][said, 1:].argmax(-1) + 1 == classes[said]).float().mean())
        silent = shares == 0
        quiet.append((logits[axis][silent].softmax(-1)[:, 0] >= 0.5).float())
    figures["silent"] = float(torch.cat(quiet).mean())
    return {axis: round(value, 4) for axis, value in figures.items()}


def save(head: StyleHead, folder: Path, figures: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.half().contiguous() for name, tensor in head.state_dict().items()}, folder / "style.safetensors")
    (folder / "style.safetensors").chmod(0o644)  # whoever runs the worker has to read it
    config = {
        "style_width": 256,
        "sentence_width": SENTENCE_WIDTH,
        "axes": {axis: list(AXES[axis]) for axis in WORD_AXES},
        "figures": figures,
    }
    (folder / "style.json").write_text(json.dumps(config, indent=1) + "\n")


def made_captions(rows: Sequence[dict]) -> Iterator[Caption]:
    """CAPTIONS_PER_PIECE captions of every row in order, from the families that may train."""
    for row in rows:
        random = Random(f"{SEED}:{row['id']}")
        for _ in range(CAPTIONS_PER_PIECE):
            yield caption(row, random)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for the sentence vectors and style_vectors.npz")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder for the style head; replaces the committed one by default")
    parser.add_argument("--epochs", type=int, default=24)
    given = parser.parse_args(arguments)
    try:
        rows = primary_rows(given.manifest)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    given.work.mkdir(parents=True, exist_ok=True)
    captions = list(made_captions(rows))
    bank = word_captions(Random(SEED))
    held_rows = [row for row in rows if is_validation(row)]
    unseen = [caption(row, Random(f"unseen:{row['id']}"), tuple(sorted(HELD_OUT))) for row in held_rows]
    everything = [each.text for each in (*captions, *bank, *unseen)]
    vectors = torch.from_numpy(embed(everything, given.work)).float()
    piece_vectors, bank_vectors, unseen_vectors = vectors.split([len(captions), len(bank), len(unseen)])
    is_held = torch.tensor([is_validation(row) for row in rows for _ in range(CAPTIONS_PER_PIECE)])
    counts = Counter(row.get("style_bucket") for row in rows)
    weights = torch.tensor([(len(rows) / counts[row.get("style_bucket")]) ** 0.5 for row in rows for _ in range(CAPTIONS_PER_PIECE)])
    training = [each for each, held in zip(captions, is_held.tolist(), strict=True) if not held]
    head = train(
        torch.cat((piece_vectors[~is_held], bank_vectors)),
        [*training, *bank],
        torch.cat((weights[~is_held] / weights.mean(), torch.full((len(bank),), 1.5))),
        given.epochs,
    )
    held = [each for each, held in zip(captions, is_held.tolist(), strict=True) if held]
    figures = {
        "training_captions": len(training) + len(bank),
        "families": len(FAMILIES),
        "held_out_families": len(HELD_OUT),
        "held_out_works": accuracy(head, piece_vectors[is_held], held),
        "held_out_works_and_families": accuracy(head, unseen_vectors, unseen),
    }
    save(head, given.out, figures)
    print(json.dumps(figures, indent=1))
    with torch.inference_mode():
        styles = head.style(piece_vectors).numpy().astype(np.float16).reshape(len(rows), CAPTIONS_PER_PIECE, -1)
    np.savez(given.work / "style_vectors.npz", ids=np.array([row["id"] for row in rows]), vectors=styles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
