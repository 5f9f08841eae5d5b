"""Judge a checkpoint by its finished scores: `python -m compose.generation.training.evaluate --pieces 100 [--packed packed.npz]`.

Every figure is read from the MusicXML-ready score alone. Rows: generated pieces by ensemble; what the same masks write with
random weights; and, with the packed corpus, the hold-out of real music and the same with its pitches shuffled, so that no number stands
without its control.
"""

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch

from ...music.figures import end_is_on_tonic, measure_repetition, rhythm_repetition, semitone_clash_share, share_in_scale
from ...music.header import Header
from ...music.instruments import ENSEMBLES
from ...music.report import heard_key
from ...music.score import Chord, KeySignature, Pitch, Score, TimeSignature
from ...music.tokenizer import decode
from ..batching import write_many
from ..brief import Brief
from ..checkpoint import load
from ..conditions import ensemble_class, length_class, tempo_class
from ..generator import Generator
from ..sampling import Sampling
from ..stream import Stream
from .checkpoint_options import checkpoint_parser, reading_files

FIGURES: dict[str, Callable[[Score], float]] = {
    "in_scale": share_in_scale,
    "key_heard": lambda score: float(heard_key(score) == score.key.name),
    "ends_on_tonic": lambda score: float(end_is_on_tonic(score)),
    "semitone_clashes": semitone_clash_share,
    "rhythm_repetition": rhythm_repetition,
    "measure_repetition": measure_repetition,
    "notes_per_measure": lambda score: len(score.notes) / max(1, len(score.measures)),
}
ENSEMBLE_NAMES = ("solo piano", "solo violin", "choir (SATB)", "voice and piano", "string quartet")
TIMES = (TimeSignature(4, 4), TimeSignature(3, 4), TimeSignature(6, 8), TimeSignature(2, 4))
TEMPOS = (60, 76, 96, 120, 144)


def briefs(count: int, measure_count: int = 16) -> Iterator[tuple[str, Brief]]:
    """Plain wishes that go round all 24 keys, the ensembles and the metres, without a sentence."""
    for number in range(count):
        mode = ("major", "minor")[number % 2]
        key = KeySignature((number * 5) % 12 - 5, mode)
        ensemble = ENSEMBLE_NAMES[number % len(ENSEMBLE_NAMES)]
        time_signature, tempo = TIMES[number % len(TIMES)], TEMPOS[number // 2 % len(TEMPOS)]
        header = Header(ENSEMBLES[ensemble], key, time_signature, tempo, measure_count)
        conditions = {"mode": mode, "time": time_signature.name, "tempo_class": tempo_class(tempo),
                      "ensemble": ensemble_class(header.instruments), "length_class": length_class(measure_count)}
        yield ensemble, Brief(header, conditions)


def hold_out(packed: Path, limit: int) -> Iterator[Score]:
    """Real pieces of the validation split, whole."""
    data = np.load(packed)
    chosen = np.flatnonzero(data["splits"] == 1)[:limit]
    for piece in chosen:
        steps = data["steps"][data["starts"][piece] : data["starts"][piece + 1]]
        yield decode(Header.from_json(json.loads(str(data["headers"][piece]))), steps.tolist())


def shuffled(score: Score, rng: np.random.Generator) -> Score:
    """The same rhythm with every pitch replaced by a random one of its staff's range: what chance would give."""
    measures = []
    for measure in score.measures:
        staves = []
        for staff in measure.staves:
            voices = tuple(replace(voice, chords=tuple(_random_pitches(chord, rng) for chord in voice.chords)) for voice in staff.voices)
            staves.append(replace(staff, voices=voices))
        measures.append(replace(measure, staves=tuple(staves)))
    return replace(score, measures=tuple(measures))


def _random_pitches(chord: Chord, rng: np.random.Generator) -> Chord:
    names = (0, 7, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5)
    pitches = []
    for pitch in chord.pitches:
        midi = pitch.midi + int(rng.integers(-6, 6))
        pitches.append(Pitch.from_midi(midi, names[midi % 12]))
    return Chord(chord.duration_ticks, tuple(sorted(set(pitches), key=lambda pitch: pitch.midi)), (False,) * len(set(pitches)))


def compose_all(generator: Generator, wishes: Sequence[Brief], sampling: Sampling | None = None) -> list[Score]:
    """One piece a wish, its number the seed."""
    pieces = write_many(generator, [Stream(brief, seed, sampling) for seed, brief in enumerate(wishes)])
    steps = [[step for measure in measures for step in measure] for measures in pieces]
    return [decode(brief.header, each) for brief, each in zip(wishes, steps, strict=True)]


def interval(values: list[float], rng: np.random.Generator) -> tuple[float, float, float]:
    """Mean and its bootstrapped 95 % interval."""
    means = rng.choice(values, (500, len(values))).mean(1)
    return float(np.mean(values)), float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def print_row(name: str, scores: list[Score], **more: object) -> None:
    """One JSON line of the table."""
    rng = np.random.default_rng(0)
    row: dict[str, object] = {"row": name, "pieces": len(scores)}
    for figure, measure in FIGURES.items():
        row[figure] = [round(value, 3) for value in interval([measure(score) for score in scores], rng)]
    print(json.dumps({**row, **more}), flush=True)


def print_controls(real: list[Score]) -> None:
    """The rows of real music, and of the same with its pitches shuffled."""
    if not real:
        print("the packed file has no piece held out, so there are no rows of real music", file=sys.stderr)
        return
    rng = np.random.default_rng(0)
    print_row("real hold-out", real)
    print_row("real hold-out, pitches shuffled", [shuffled(score, rng) for score in real])


def main(arguments: list[str] | None = None) -> int:
    parser = checkpoint_parser(__doc__)
    parser.add_argument("--pieces", type=int, default=100)
    parser.add_argument("--measures", type=int, default=16)
    parser.add_argument("--packed", type=Path, help="packed.npz, for the rows of real music")
    parser.add_argument("--untrained", action="store_true", help="also what the masks alone write, with random weights")
    options = parser.parse_args(arguments)
    with reading_files(parser):
        generator, fingerprint = load(options.weights)
    wishes = list(briefs(options.pieces, options.measures))
    started = time.perf_counter()
    scores = compose_all(generator, [brief for _, brief in wishes])
    notes_per_second = sum(len(score.notes) for score in scores) / (time.perf_counter() - started)
    print_row("generated", scores, checkpoint=fingerprint, notes_per_second=round(notes_per_second, 1))
    by_ensemble: dict[str, list[Score]] = defaultdict(list)
    for (ensemble, _), score in zip(wishes, scores, strict=True):
        by_ensemble[ensemble].append(score)
    for ensemble, group in by_ensemble.items():
        print_row(f"generated, {ensemble}", group)
    if options.untrained:
        torch.manual_seed(0)
        print_row("untrained, same masks", compose_all(Generator(generator.config).eval(), [brief for _, brief in wishes]))
    if options.packed:
        print_controls(list(hold_out(options.packed, options.pieces)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
