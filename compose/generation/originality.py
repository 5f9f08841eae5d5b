"""How much of a piece stands in the training set: the longest run of measures that one staff shares with a training piece.

The index holds a hash of every two successive measures of every staff of the training pieces. Rhythm and the steps between the
notes count, not the key or the octave; measures without a note share nothing. It never decides: it tells.
"""

import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np

from ..music.errors import ComposeError
from ..music.score import Score

FILE_NAME = "originality.npz"
WEIGHTS = Path(__file__).parent / "weights"
LEAST_NOTES = 6  # in two measures; fewer are everybody's

Shape = tuple[tuple[int, int, int], ...]  # of a measure: onset, duration, MIDI pitch of each note


class DamagedIndexError(ComposeError):
    """An index that is damaged."""

    code = "generation.originality"


@dataclass(frozen=True)
class Likeness:
    """The longest run shared with one training piece. measures: 0 where nothing is shared. title: of that piece."""

    measures: int = 0
    notes: int = 0
    first_measure: int = 0
    title: str = ""

    def to_json(self) -> dict:
        return {"measures": self.measures, "notes": self.notes, "first_measure": self.first_measure + 1, "title": self.title}


def staff_shapes(score: Score) -> list[list[Shape]]:
    """The notes of each measure of each staff, highest of a chord only, so that a melody is found under another harmony."""
    lines = []
    for staff in range(score.staff_count):
        shapes = []
        for measure in score.measures:
            notes = []
            for onset, chord in measure.staves[staff].voices[0].timed() if measure.staves[staff].voices else ():
                if not chord.is_rest:
                    notes.append((onset, chord.duration_ticks, max(pitch.midi for pitch in chord.pitches)))
            shapes.append(tuple(notes))
        lines.append(shapes)
    return lines


def pair_hash(first: Shape, second: Shape) -> int | None:
    """32 bits for two successive measures, the same in every key and octave; None where too little happens."""
    if len(first) + len(second) < LEAST_NOTES or not first or not second:
        return None
    low = first[0][2]
    text = repr([[(onset, duration, pitch - low) for onset, duration, pitch in shape] for shape in (first, second)])
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


def pairs(score: Score) -> Iterator[tuple[int, int, int]]:
    """Staff, number of the first measure, hash: of every two successive measures in which enough happens."""
    for staff, shapes in enumerate(staff_shapes(score)):
        for number, (first, second) in enumerate(pairwise(shapes)):
            value = pair_hash(first, second)
            if value is not None:
                yield staff, number, value


class Originality:
    """hashes: sorted uint32 [N]; pieces: uint16 [N], the piece of each; titles: of the pieces.

    usual_measures: the run that only one in twenty pieces by other people exceeds, so that a reader can judge a figure.
    """

    def __init__(self, hashes: np.ndarray, pieces: np.ndarray, titles: list[str], usual_measures: int = 0) -> None:
        self.hashes, self.pieces, self.titles, self.usual_measures = hashes, pieces, titles, usual_measures

    def measure_people(self, scores: Iterable[Score]) -> None:
        """Set `usual_measures` from pieces by people that are not in the index."""
        runs = [self.likeness(score).measures for score in scores]
        self.usual_measures = int(np.quantile(runs, 0.95, method="lower")) if runs else 0

    def report(self, score: Score) -> dict:
        """For a report: the longest shared run, and what is usual between people."""
        return {**self.likeness(score).to_json(), "usual_measures": self.usual_measures}

    def likeness(self, score: Score) -> Likeness:
        """The longest run of measures of one staff that also stands in one training piece."""
        shapes = staff_shapes(score)
        best = Likeness()
        running: dict[tuple[int, int], int] = {}  # (staff, piece) -> pairs in a row up to the measure before
        before = -1
        for staff, number, value in pairs(score):
            low, high = np.searchsorted(self.hashes, (value, value + 1))
            found = set(self.pieces[low:high].tolist())
            is_next = number == before + 1
            running = {(staff, piece): 1 + (running.get((staff, piece), 0) if is_next else 0) for piece in found}
            before = number
            for (_, piece), count in running.items():
                if count + 1 > best.measures:
                    first = number + 1 - count
                    notes = sum(len(shapes[staff][measure]) for measure in range(first, number + 2))
                    best = Likeness(count + 1, notes, first, self.titles[piece])
        return best

    def save(self, path: Path) -> None:
        """Write the index; titles are packed, because they are most of what can be packed."""
        titles = np.frombuffer(lzma.compress(json.dumps(self.titles, ensure_ascii=False).encode()), np.uint8)
        with path.open("wb") as file:
            np.savez(file, hashes=self.hashes, pieces=self.pieces, titles=titles, usual=self.usual_measures)

    @classmethod
    def load(cls, folder: Path | None = None) -> "Originality | None":
        """The index of a folder of weights, None if it has none. Raises DamagedIndexError if it is damaged."""
        path = (folder or WEIGHTS) / FILE_NAME
        if not path.is_file():
            return None
        try:
            with np.load(path) as data:
                titles = json.loads(lzma.decompress(data["titles"].tobytes()))
                return cls(data["hashes"], data["pieces"], titles, int(data["usual"]))
        except (OSError, KeyError, ValueError, EOFError, lzma.LZMAError) as error:
            raise DamagedIndexError(f"The index {path.name} is damaged ({error}); check out the file again.") from error


def index(scores: Iterable[tuple[str, Score]]) -> Originality:
    """The index of pieces, each with its title."""
    titles, rows = [], set()
    for number, (title, score) in enumerate(scores):
        titles.append(title)
        rows.update((value, number) for _, _, value in pairs(score))
    table = np.array(sorted(rows), np.uint32).reshape(-1, 2)
    return Originality(table[:, 0], table[:, 1].astype(np.uint16), titles)
