"""Does the generator use what is given further on? `python -m compose.generation.training.evaluate_tasks --packed packed.npz`.

Prints a JSON line a task: hold-out bits a note of what has to be written, with everything in sight, with nothing, and without each
feature of the foresight; then how changed pieces compare with the real ones they were made from: clashes, chords, joins, endings.
"""

import json
import math
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import chain

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch

from ...music.figures import end_is_on_tonic, semitone_clash_share
from ...music.harmony import TEMPLATES
from ...music.header import Header
from ...music.score import Score
from ...music.tokenizer import decode, read_measures
from ...music.vocabulary import Kind
from ..batching import write_many
from ..brief import Brief
from ..checkpoint import load
from ..conditions import AXES
from ..context import FEATURES
from ..foresight import FORESIGHT
from ..generator import Generator
from ..places import FIELD_COUNT, FORESIGHT_OFFSETS, PITCH_CLASS_COUNT, PLACE_VALUES
from ..stream import Stream
from ..task_templates import brief_of, template_of
from ..tasks import NothingToChangeError, Task
from .checkpoint_options import add_corpus, checkpoint_parser, reading_files
from .given_windows import TASKS
from .windows import Batch, Corpus

VALIDATION = 1
MOST_MEASURES = 16
FIRST_COLUMN = FIELD_COUNT + len(FEATURES) - 1 + PITCH_CLASS_COUNT


def blinded(places: torch.Tensor, hidden: Sequence[str]) -> torch.Tensor:
    """Rows of places [B, T, PLACE_WIDTH] without these features of the foresight."""
    places = places.clone()
    for number, name in enumerate(FORESIGHT):
        if name in hidden and name != "later_sounding":
            places[..., FIRST_COLUMN + number] = int(FORESIGHT_OFFSETS[number])
        elif name in hidden:
            places[..., -PITCH_CLASS_COUNT:] = PLACE_VALUES
    return places


@torch.inference_mode()
def bits(generator: Generator, batches: Sequence[Batch], hidden: Sequence[str] = ()) -> float:
    """Bits a note of the steps that have to be written."""
    nats, notes = 0.0, 0
    for batch in batches:
        weights = (batch.weights == 1).float()
        states = generator(batch.style, batch.conditions, blinded(batch.places, hidden))
        nats += float(generator.losses(states, batch.steps, weights).sum() * weights.sum())
        is_note = (batch.steps[..., 0] == Kind.NOTE) | (batch.steps[..., 0] == Kind.CHORD)
        notes += int((is_note & (weights > 0)).sum())
    return nats / math.log(2) / max(1, notes)


def use_of_foresight(generator: Generator, corpus: Corpus, batch_count: int, length: int) -> Iterator[dict]:
    """A line a task: bits with everything in sight, with nothing, and without each feature."""
    chances = corpus.weights(VALIDATION)
    for task in TASKS:
        rng = np.random.default_rng(0)
        draws = [rng.choice(len(chances), 8, p=chances) for _ in range(batch_count)]
        batches = [corpus.batch(pieces, length, rng, is_training=False, task=task) for pieces in draws]
        without = {name: round(bits(generator, batches, [name]), 4) for name in FORESIGHT}
        yield {"task": task, "all": round(bits(generator, batches), 4), "none": round(bits(generator, batches, list(FORESIGHT)), 4),
               "without": without}  # fmt: skip


def sources(corpus: Corpus, count: int) -> Iterator[tuple[dict, dict[str, str]]]:
    """The first measures of held-out pieces, and what is known of them."""
    rng, chances = np.random.default_rng(1), corpus.weights(VALIDATION)
    for piece in rng.choice(len(chances), count, p=chances, replace=False):
        header = Header.from_json(json.loads(str(corpus.headers[piece])))
        steps = corpus.steps[corpus.starts[piece] : corpus.starts[piece + 1]].tolist()
        measures = [[list(step) for step in taken] for _, taken in read_measures(header, steps)][:MOST_MEASURES]
        conditions = {axis: ("", *AXES[axis])[value] for axis, value in zip(AXES, corpus.conditions[piece], strict=True)}
        yield {"header": header.to_json() | {"measure_count": len(measures)}, "steps": measures}, conditions


def stream_of(kind: str, source: dict, conditions: dict[str, str], seed: int) -> Stream | None:
    """The stream of a task on a piece; None where the piece has nothing that the task may change."""
    count = len(source["steps"])
    measures = [count // 3 + 1, min(count, count // 3 + 4)] if kind == "infill" else [1, count]
    task = Task.from_json({"kind": kind, "source": source, "measures": measures})
    brief = Brief(task.source.header, conditions)
    try:
        template = template_of(task, task.source.header)
    except NothingToChangeError:
        return None
    return Stream(brief_of(task, brief, template), seed, template=template)


def chord_share(score: Score) -> float:
    """Share of the onsets of the top staff whose highest note belongs to the chord of the plan."""
    inside = total = 0
    for measure in score.measures:
        spans, start = [], 0
        for harmony in measure.harmony:
            spans.append((start, start + harmony.duration_ticks, harmony))
            start += harmony.duration_ticks
        for onset, chord in measure.staves[0].voices[0].timed():
            harmony = next((each for begin, end, each in spans if begin <= onset < end), None)
            if harmony and harmony.root is not None and chord.pitches:
                tones = {(harmony.root * 7 + tone) % 12 for tone in TEMPLATES[harmony.quality]}
                inside += chord.pitches[-1].midi % 12 in tones
                total += 1
    return inside / max(1, total)


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """Means over scores."""
    rows = [(semitone_clash_share(score), chord_share(score), end_is_on_tonic(score)) for score in scores]
    clashes, chords, ends = np.mean(rows, 0).tolist()
    return {"clashes": round(clashes, 4), "melody in chord": round(chords, 4), "ends on tonic": round(ends, 4)}


def results(generator: Generator, corpus: Corpus, count: int) -> Iterator[dict]:
    """A line a task: figures of what was changed, and of the real pieces it was made from."""
    pieces = list(sources(corpus, count))
    for kind in ("infill", "accompany", "melody", "bass", "reharmonise", "vary", "simplify"):
        pairs = [(source, stream_of(kind, source, conditions, seed)) for seed, (source, conditions) in enumerate(pieces)]
        pairs = [(source, stream) for source, stream in pairs if stream is not None]
        if not pairs:
            continue
        streams = [stream for _, stream in pairs]
        changed = [
            decode(stream.brief.header, [step for measure in measures for step in measure])
            for stream, measures in zip(streams, write_many(generator, streams, 8), strict=True)
        ]
        real = [decode(stream.brief.header, [step for measure in source["steps"] for step in measure]) for source, stream in pairs]
        yield {"task": kind, "pieces": len(pairs), "changed": figures(changed), "real": figures(real)}


def main(arguments: list[str] | None = None) -> int:
    parser = checkpoint_parser(__doc__)
    add_corpus(parser)
    parser.add_argument("--batches", type=int, default=4)
    parser.add_argument("--length", type=int, default=384)
    parser.add_argument("--pieces", type=int, default=20)
    options = parser.parse_args(arguments)
    with reading_files(parser):
        generator, _ = load(options.weights)
        corpus = Corpus(options.packed, options.styles)
    for line in chain(use_of_foresight(generator, corpus, options.batches, options.length), results(generator, corpus, options.pieces)):
        print(json.dumps(line), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
