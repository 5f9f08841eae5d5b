import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from django.core.management.base import BaseCommand

from compose.composing import load_composer
from compose.generation import peer
from compose.generation.plan import read_plan
from compose.music import engraving, musicxml
from compose.music.score import Score
from compose.music.tokenizer import decode

SENTENCE = "a calm piano piece in D minor, 32 bars, 4/4"
LONG_SENTENCE = "a calm piano piece in D minor, 64 bars, 4/4"
REPEATS = 5
STREAMS = 16
USUAL_PLACES = 512  # of a piece of 32 measures, on the way
FLAT_TOKENS_PER_NOTE = 6.3  # of the same music, one token a field (docs/model-card.md, survey)


class Command(BaseCommand):
    help = "Prints the benchmark figures of this machine, a JSON object a line."

    def handle(self, **options: object) -> None:
        self.decoded: dict[int, float] = {}  # notes a second, and steps, by the number of streams
        self.steps: dict[int, float] = {}
        self.set_up_size()
        composer = self.load()
        self.compose(composer)
        self.compose_many(composer)
        self.compare(composer)
        self.engrave(composer)

    def figure(self, name: str, value: float, unit: str, note: str = "") -> None:
        self.stdout.write(json.dumps({"name": name, "value": round(value, 4), "unit": unit, "note": note}))
        self.stdout.flush()

    def set_up_size(self) -> None:
        environment = Path(os.environ.get("VIRTUAL_ENV") or ".venv")
        if environment.is_dir():
            size = sum(path.stat().st_size for path in environment.rglob("*") if path.is_file() and not path.is_symlink())
            self.figure("set_up_size_mb", size / 1e6, "MB", "the virtual environment with torch")

    def load(self):
        started = time.perf_counter()
        composer = load_composer()
        parameters = sum(parameter.numel() for parameter in composer.generator.parameters())
        note = f"{parameters / 1e6:.1f} M parameters, checkpoint {composer.fingerprint}"
        self.figure("seconds_to_load_composer", time.perf_counter() - started, "s", note)
        return composer

    def compose(self, composer) -> None:
        """One stream, from the sentence to the last measure; the first run warms up and is not counted."""
        plan = composer.understand(read_plan(SENTENCE))
        firsts, totals, notes, steps = [], [], 0, 0
        for seed in range(REPEATS + 1):
            started = time.perf_counter()
            measures, first = [], 0.0
            for measure in composer.compose(plan, seed):
                first = first or time.perf_counter() - started
                measures.append(measure)
            if seed:
                firsts.append(first)
                totals.append(time.perf_counter() - started)
                notes += len(whole_score(plan, measures).notes)
                steps += sum(map(len, measures))
        self.figure("seconds_to_first_measure", statistics.median(firsts), "s", "median; from the finished plan to the first measure")
        self.figure("seconds_32_bars", statistics.median(totals), "s", "median of 5 seeds, 32 piano measures")
        self.decoded[1], self.steps[1] = notes / sum(totals), steps / sum(totals)
        self.figure("decode_notes_per_second_1", notes / sum(totals), "notes/s", "one stream")
        self.figure("decode_steps_per_second_1", steps / sum(totals), "steps/s", "one stream; notes, rests, planned chords, measures")

    def compose_many(self, composer) -> None:
        """As a worker does it: an engine with sixteen rows, every piece from its plan to its last measure."""
        plan = composer.understand(read_plan(SENTENCE))
        engine = composer.engine()
        started = time.perf_counter()
        firsts: dict[int, float] = {}
        pieces: dict[int, list] = {composer.begin(engine, plan, seed): [] for seed in range(STREAMS)}
        running = len(pieces)
        while running:
            for news in engine.advance():
                firsts.setdefault(news.key, time.perf_counter() - started)
                pieces[news.key].append(news.steps)
                running -= news.is_finished
        seconds = time.perf_counter() - started
        notes = sum(len(whole_score(plan, measures).notes) for measures in pieces.values())
        self.decoded[STREAMS] = notes / seconds
        self.steps[STREAMS] = sum(len(steps) for measures in pieces.values() for steps in measures) / seconds
        self.figure("decode_notes_per_second_16", notes / seconds, "notes/s", "sixteen streams in one batch")
        self.figure("seconds_to_first_measure_16", max(firsts.values()), "s", "the last of sixteen that began together")

    def compare(self, composer) -> None:
        """Against an ordinary model of the same size in the same run, and against what the memory allows."""
        bandwidth = peer.read_bytes_per_second()
        self.figure("memory_read_gb_per_second", bandwidth / 1e9, "GB/s", "one thread")
        for streams in (1, STREAMS):
            bound = streams * bandwidth / peer.step_bytes(composer.generator, streams, USUAL_PLACES)
            note = f"steps a second over those that reading weights and {USUAL_PLACES} places once a step would allow"
            self.figure(f"decode_share_of_roofline_{streams}", self.steps[streams] / bound, "share", note)
            if peer.has_library():
                theirs = peer.library_tokens_per_second(composer.generator, streams) / FLAT_TOKENS_PER_NOTE
                self.figure(f"decode_ratio_to_library_{streams}", self.decoded[streams] / theirs, "ratio",
                            f"our notes over {theirs:.1f} notes/s of a transformers GPT-2 as wide and deep, "
                            f"{FLAT_TOKENS_PER_NOTE} flat tokens a note, without masks or plan")  # fmt: skip
        if not peer.has_library():
            self.stderr.write("The comparison with a library model was left out: `make bench` installs what it needs.")

    def engrave(self, composer) -> None:
        """MusicXML included."""
        plan = composer.understand(read_plan(LONG_SENTENCE))
        score = whole_score(plan, list(composer.compose(plan, 1)))
        self.figure("musicxml_64_bars_ms", median_ms(lambda: musicxml.write(score)), "ms", f"{len(score.notes)} notes")
        self.figure("engrave_64_bars_ms", median_ms(lambda: engraving.draw(score)), "ms", "MusicXML and SVG")
        self.figure("engrave_4_bars_ms", median_ms(lambda: engraving.draw_system(score, 32, 36)), "ms", "MusicXML and SVG")


def whole_score(plan, measures: list) -> Score:
    return decode(plan.header(), [step for measure in measures for step in measure])


def median_ms(call: Callable[[], object]) -> float:
    call()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times)
