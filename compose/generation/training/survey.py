"""What the score model keeps of a corpus: `python -m compose.generation.training.survey --corpus DIR`.

Reads every piece of the manifest, writes it as steps, reads the steps back and compares, and prints per style bucket how
many pieces can be written, what the grid moved, how long pieces are in steps, and how fast it went.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path

from ...music.errors import ComposeError
from ...music.tokenizer import decode, encode
from ...music.transcription import read_midi
from ...music.vocabulary import KIND_FIELDS
from .prepare import each_row, read_manifest


@dataclass
class Tally:
    """Sums over pieces. fields: what flat tokens would need, one a kind and one a used slot."""

    pieces: int = 0
    identical: int = 0
    notes: int = 0
    moved: int = 0
    moved_ticks: float = 0.0
    relengthened: int = 0
    ties_lost: int = 0
    drums_left_out: int = 0
    steps: int = 0
    flat_tokens: int = 0
    measures: int = 0

    def add(self, other: "Tally") -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def summary(self) -> dict[str, float]:
        """Shares and ratios for a person to read."""
        notes, measures = max(1, self.notes), max(1, self.measures)
        return {
            **asdict(self),
            "moved_ticks": round(self.moved_ticks, 1),
            "moved_share": round(self.moved / notes, 5),
            "relengthened_share": round(self.relengthened / notes, 5),
            "ties_lost_share": round(self.ties_lost / notes, 5),
            "steps_per_note": round(self.steps / notes, 3),
            "flat_tokens_per_note": round(self.flat_tokens / notes, 3),
            "steps_per_measure": round(self.steps / measures, 2),
        }


def survey_piece(corpus: Path, manifest: dict) -> tuple[str, Tally | str]:
    """The bucket of a piece and its tally, or the reason it cannot be written."""
    bucket = manifest.get("style_bucket") or "unknown"
    if not manifest.get("file"):
        return bucket, "the manifest names no file"
    try:
        score, losses = read_midi(corpus / manifest["file"])
        header, steps = encode(score)
        is_identical = decode(header, steps.tolist()).measures == score.measures
    except ComposeError as error:
        return bucket, f"{error.code}: {error}"
    flat = sum(1 + sum(map(bool, KIND_FIELDS[kind])) for kind in steps[:, 0].tolist())
    return bucket, Tally(1, int(is_identical), losses.note_count, losses.moved, losses.moved_ticks, losses.relengthened, losses.ties,
                         losses.drums, len(steps), flat, len(score.measures))


def survey(corpus: Path, rows: Iterable[dict], processes: int) -> tuple[dict[str, Tally], Counter[str]]:
    """Tallies by bucket ("all" is every piece), and the reasons of what cannot be written."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    reasons: Counter[str] = Counter()
    for bucket, result in each_row(partial(survey_piece, corpus), rows, processes):
        if isinstance(result, str):
            reasons[result[:70]] += 1
        else:
            tallies[bucket].add(result)
            tallies["all"].add(result)
    return tallies, reasons


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the unpacked pieces")
    parser.add_argument("--manifest", type=Path, help="if it lies elsewhere")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args(arguments)
    try:
        rows = read_manifest(options.corpus, options.manifest)[: options.limit]
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    started = time.perf_counter()
    tallies, reasons = survey(options.corpus, rows, options.processes)
    seconds = time.perf_counter() - started
    for bucket, tally in sorted(tallies.items(), key=lambda item: -item[1].pieces):
        print(json.dumps({"bucket": bucket, **tally.summary()}, ensure_ascii=False))
    print(json.dumps({"pieces_read": len(rows), "not_representable": sum(reasons.values()), "reasons": dict(reasons.most_common(20)),
                      "pieces_per_second": round(len(rows) / seconds, 2)}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
