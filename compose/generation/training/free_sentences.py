"""Sentences written freely, never used for training: what the style space and its attribute heads are measured on.

free_sentences.jsonl holds one a line: id, text and gold, axis -> the values a musician would accept, only for axes the writer meant.
They were written without the caption families in mind: scenes, tags, long paragraphs, teachers, game makers, slips, other tongues.
"""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("free_sentences.jsonl")


@dataclass(frozen=True, slots=True)
class FreeSentence:
    """gold: axis of conditions.AXES -> values that count as right."""

    id: str
    text: str
    gold: dict[str, tuple[str, ...]]


def free_sentences() -> list[FreeSentence]:
    """All of them, in the order of the file."""
    rows = map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
    return [FreeSentence(row["id"], row["text"], {axis: tuple(values) for axis, values in row["gold"].items()}) for row in rows]
