"""Packed pieces → batches of windows, drawn by style bucket so that choral music does not drown the rest."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch
from torch import Tensor

from ...music.errors import ComposeError
from ...music.grammar import C, D
from ...music.vocabulary import INDEX, fingerprint
from ..conditions import AXES
from ..context import FEATURES
from ..foresight import FORESIGHT
from ..places import PLACE_VALUES, place_rows
from .given_windows import Window, draw_template

BUCKET_POWER = 0.5  # weight of a bucket: its number of pieces to this power
START_SHARE, END_SHARE = 0.35, 0.2  # how many windows begin with the piece, or end with it
AXIS_DROPOUT, STYLE_DROPOUT, ALL_DROPOUT = 0.3, 0.3, 0.1
STYLE_ALONE = 0.15  # of the windows know the wish by its style vector only: beside the axes it would hardly be read
# How often a window has to do without what this voice did some measures ago or in the earlier section, so that the wish is read.
MEMORY_DROPOUT = 0.25
PLACE_DROPOUT = 0.05  # of all that is known of places: what it wrote itself is not always what a composer would have written
MEMORY = [number for number, name in enumerate(FEATURES) if name.startswith(("echo_", "recall_"))]
TASK_SHARE = 0.5  # of the windows, with something given further on (given_windows.py)
LEAST_BORDERS = 3
BUCKET_AXIS = list(AXES).index("bucket")
PACKED = ("steps", "contexts", "starts", "measures", "conditions", "splits", "ids", "headers", "fingerprint")


class PackedFileError(ComposeError):
    """A packed file that training cannot use."""

    code = "training.packed_file"


def read_packed(path: Path) -> dict[str, np.ndarray]:
    """What prepare packed. Raises PackedFileError if it is missing, damaged or made with another vocabulary or other conditions."""
    try:
        with path.open("rb") as stream, np.load(stream) as file:
            data = {name: file[name] for name in PACKED}
    except FileNotFoundError as error:
        raise PackedFileError(f"{path} is missing; make it with compose.generation.training.prepare") from error
    except (AttributeError, BadZipFile, EOFError, KeyError, OSError, TypeError, ValueError) as error:
        raise PackedFileError(f"{path} is not a whole packed file; run prepare again") from error
    if str(data["fingerprint"]) != fingerprint():
        raise PackedFileError(f"{path} was made with another vocabulary; run prepare again")
    if data["contexts"].shape[1:] != (len(FEATURES),):
        raise PackedFileError(f"{path} was made with other features of a place; run prepare again")
    if data["conditions"].shape[1:] != (len(AXES),):
        raise PackedFileError(f"{path} was made with other conditions; run prepare again")
    return data


@dataclass
class Batch:
    """steps: [B, T, 5]; places: [B, T, PLACE_WIDTH]; weights: [B, T]; style: [B, S]; conditions: [B, axes]."""

    steps: Tensor
    places: Tensor
    weights: Tensor
    style: Tensor
    conditions: Tensor

    def to(self, device: torch.device) -> "Batch":
        return Batch(*(value.to(device) for value in vars(self).values()))


class Corpus:
    """The packed file in memory, with the style vectors of its pieces. Raises PackedFileError."""

    def __init__(self, path: Path, styles: Path | None = None) -> None:
        data = read_packed(path)
        self.steps, self.contexts = data["steps"], data["contexts"]
        self.starts, self.measures = data["starts"], data["measures"]
        self.conditions, self.splits = data["conditions"], data["splits"]
        self.ids, self.headers = data["ids"], data["headers"]
        self.styles = load_styles(styles, self.ids)
        self.style_width = 256 if self.styles is None else self.styles.shape[-1]

    def weights(self, split: int) -> np.ndarray:
        """Chance of each piece of a split to be drawn; a corpus too small to have that split lends all its pieces."""
        buckets = self.conditions[:, BUCKET_AXIS]
        is_in = self.splits == split if (self.splits == split).any() else np.ones(len(self.splits), bool)
        counts = np.bincount(buckets[is_in], minlength=256)
        weights = np.where(is_in, counts[buckets].clip(1) ** (BUCKET_POWER - 1.0), 0)
        return weights / weights.sum()

    def window(self, piece: int, length: int, rng: np.random.Generator) -> tuple[int, int]:
        """First and last step of a window: it begins with the piece, ends with it, or begins where a section or a phrase does."""
        start, stop = self.starts[piece], self.starts[piece + 1]
        if stop - start <= length:
            return start, stop
        choice = rng.random()
        if choice < START_SHARE:
            return start, start + length
        low, high = np.searchsorted(self.measures, (start, stop))
        measures = self.measures[low:high]
        is_end = choice < START_SHARE + END_SHARE
        first = int(rng.choice(measures[measures >= stop - length][:1] if is_end else self._borders(measures)))
        return first, min(stop, first + length)

    def _borders(self, measures: np.ndarray) -> np.ndarray:
        """Those of a piece's measures with which a section begins, or that follow a cadence; all of them where it has hardly any."""
        heads = self.steps[measures]
        begins = heads[:, C] > INDEX["section"][""]
        begins[1:] |= heads[:-1, D] > INDEX["cadence"][""]
        return measures[begins] if begins.sum() >= LEAST_BORDERS else measures

    def batch(
        self, pieces: np.ndarray, length: int, rng: np.random.Generator, *, is_training: bool, task: str | None = None,
        is_opening: bool = False,
    ) -> Batch:  # fmt: skip
        """One window of each piece; in training conditions and memories are dropped at random, and some windows have a task.

        task: of every window, a name of given_windows.TASKS or "" for none; None draws. is_opening: every window begins with its piece.
        """
        size = len(pieces)
        steps = np.zeros((size, length, 5), np.int64)
        before = np.zeros((size, length, 5), np.int64)
        contexts = np.zeros((size, length, self.contexts.shape[1] + len(FORESIGHT)), np.int64)
        weights = np.zeros((size, length), np.float32)
        for row, piece in enumerate(pieces):
            first, stop = self.window(piece, length, rng)
            if is_opening:
                first, stop = self.starts[piece], min(self.starts[piece] + length, self.starts[piece + 1])
            count = stop - first
            steps[row, :count] = self.steps[first:stop]
            before[row, 1:count] = self.steps[first : stop - 1]
            if first > self.starts[piece]:
                before[row, 0] = self.steps[first - 1]
            contexts[row, :count, : len(FEATURES)] = self.contexts[first:stop]
            weights[row, :count] = 1
            has_task = rng.random() < TASK_SHARE if task is None and is_training else bool(task)
            if has_task:
                is_whole = stop == self.starts[piece + 1]
                window = Window(self.steps[first:stop], self.contexts[first:stop, 0], is_whole=is_whole)
                contexts[row, :count, len(FEATURES) :], weights[row, :count] = window.shown(draw_template(window, rng, task))
        if is_training:
            is_forgetful = rng.random(size) < MEMORY_DROPOUT
            contexts[np.ix_(is_forgetful.nonzero()[0], np.arange(length), MEMORY)] = 0
        places = place_rows(before, contexts)
        if is_training:
            places[rng.random(places.shape, np.float32) < PLACE_DROPOUT] = PLACE_VALUES
        style, conditions = self._wishes(pieces, rng, is_training=is_training)
        return Batch(*(torch.from_numpy(array) for array in (steps, places, weights, style, conditions)))

    def _wishes(self, pieces: np.ndarray, rng: np.random.Generator, *, is_training: bool) -> tuple[np.ndarray, np.ndarray]:
        conditions = self.conditions[pieces].astype(np.int64)
        style = np.zeros((len(pieces), self.style_width), np.float32)
        if self.styles is not None:
            kinds = rng.integers(self.styles.shape[1] if is_training else 1, size=len(pieces))  # the first one is of words
            style = self.styles[pieces, kinds].astype(np.float32)
        if is_training:
            is_bare = rng.random(len(pieces)) < ALL_DROPOUT
            is_by_style = (rng.random(len(pieces)) < STYLE_ALONE) & style.any(1)
            conditions[(rng.random(conditions.shape) < AXIS_DROPOUT) | (is_bare | is_by_style)[:, None]] = 0
            style[is_bare | ((rng.random(len(pieces)) < STYLE_DROPOUT) & ~is_by_style)] = 0
        return style, conditions


def load_styles(path: Path | None, ids: np.ndarray) -> np.ndarray | None:
    """Style vectors in the order of `ids`, zeros where the file has none. File: ids [P], vectors [P, variants, S]."""
    if path is None or not path.is_file():
        return None
    data = np.load(path)
    rows = {str(id): number for number, id in enumerate(data["ids"])}
    vectors = data["vectors"]
    styles = np.zeros((len(ids), *vectors.shape[1:]), np.float16)
    for number, id in enumerate(ids):
        if str(id) in rows:
            styles[number] = vectors[rows[str(id)]]
    return styles
