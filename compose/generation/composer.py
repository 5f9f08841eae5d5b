"""The composer: a plan goes in, finished measures come out. What the worker and the command line use."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import torch

from ..music.errors import ComposeError
from ..music.playability import playability
from ..music.report import report
from ..music.score import DYNAMICS, Score
from ..music.tokenizer import decode
from . import checkpoint
from .batching import write_measures
from .brief import Brief
from .by_rule import is_by_rule, measures_by_rule
from .encoder import TextEncoder
from .originality import Originality
from .plan import Plan, asked_softly, complete, conditions
from .ranked import RankedEngine
from .ranking import best, candidate_seed, merit
from .recognition import Recogniser
from .sampling import Sampling
from .steering import wished_style
from .stream import Stream
from .style import MusicEncoder
from .style_map import style_map
from .swelling import course
from .task_templates import brief_of, template_of
from .tasks import Task

DEVICES = ("auto", "cpu", "cuda")
UNDERSTANDING_SEED = 0  # the same words are understood the same way; the seed of the piece only moves the notes


class DeviceError(ComposeError):
    """A device that is not here."""

    code = "generation.device"


def choose_device(name: str) -> torch.device:
    """The device of a setting. Raises DeviceError for a GPU that is not here and for names we do not know."""
    if name not in DEVICES:
        raise DeviceError(f"The device {name!r} is unknown; write {', '.join(DEVICES)}.")
    if name == "cuda" and not torch.cuda.is_available():
        raise DeviceError("torch finds no GPU here (or is a build for CPUs). Set COMPOSE_DEVICE to auto or cpu.")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


class Composer:
    """Text encoder and generator, loaded once a process.

    weights: folder of the checkpoint, the committed one by default. slots: pieces written at once. places: of the cache for all pieces
    together, 0 for as many as they can fill. device: "cpu", "cuda", or "auto" for a GPU where there is one; a GPU calculates in bfloat16.
    candidates: pieces written of each wish, the best of which comes out (ranking.py); more than one tells nothing before all are finished.
    Raises CheckpointError, EncoderError or DeviceError, one sentence each.
    """

    def __init__(
        self,
        weights: Path | None = None,
        sampling: Sampling | None = None,
        slots: int = 16,
        device: str = "cpu",
        candidates: int = 1,
        places: int = 0,
    ) -> None:
        self.slots, self.candidates, self.places = slots, candidates, places
        chosen = choose_device(device)
        self.encoder, self.music_encoder = TextEncoder(weights), MusicEncoder(weights)
        self.generator, self.fingerprint = checkpoint.load(weights)
        if chosen.type == "cuda":
            self.generator.use(chosen, torch.bfloat16)
        self.originality = Originality.load(weights)
        self.recogniser = Recogniser(self.encoder, self.music_encoder, self.originality)
        self.sampling = sampling or Sampling()

    def understand(self, plan: Plan) -> Plan:
        """The plan with every field filled: said, inferred from the style of the words, or chosen."""
        return complete(plan, self.encoder.infer_styles(wished_style(self.encoder, plan)[None])[0], UNDERSTANDING_SEED)

    def brief(self, plan: Plan) -> Brief:
        """What the sampler has to keep of a complete plan."""
        style = wished_style(self.encoder, plan).numpy()
        form = plan.form.value if plan.form else ""
        cadence = plan.cadence.value if plan.cadence else "authentic"
        dynamic = plan.dynamics.value if plan.dynamics and plan.dynamics.value in DYNAMICS else "mf"
        touch = plan.articulation.value if plan.articulation else ""
        element = plan.element.value if plan.element else ""
        header = plan.header()
        later = course(plan.swell.value, dynamic, header.measure_count) if plan.swell else None
        return Brief(
            header, conditions(plan), style, form, cadence, dynamic, later, plan.limits(), articulation=touch, element=element
        )

    def compose(
        self, plan: Plan, seed: int, given_steps: Sequence[Sequence[Sequence[int]]] = (), task: Task | None = None
    ) -> Iterator[list[list[int]]]:
        """The steps of each measure as soon as it is finished.

        given_steps: measures already written, read instead of drawn and not yielded again: how a piece goes on after a crash.
        task: what is asked of a piece that exists; all measures of the result come out, those that stay too. Raises TaskError.
        """
        if self._writes_candidates(given_steps, task):
            yield from self._compose_candidates(plan, seed)
            return
        written = None if task and task.has_source else measures_by_rule(self.brief(plan), seed, given_steps)
        if written is not None:
            yield from written
            return
        for steps in write_measures(self.generator, self._stream(plan, seed, given_steps, task)):
            yield [list(step) for step in steps]

    def _writes_candidates(self, given_steps: Sequence, task: Task | None) -> bool:
        """A piece that goes on after a crash keeps what it has, and candidates of a change are for a person to choose from."""
        return self.candidates > 1 and not given_steps and not (task and task.has_source)

    def _compose_candidates(self, plan: Plan, seed: int) -> Iterator[list[list[int]]]:
        engine, is_finished = self.engine(), False
        self.begin(engine, plan, seed)
        while not is_finished:
            for news in engine.advance():
                if news.error is not None:
                    raise news.error
                is_finished = news.is_finished
                yield news.steps

    def _choose(self, plan: Plan, candidates: Sequence[list[list[list[int]]]]) -> int:
        """The place of the best of finished candidates."""
        wished = wished_style(self.encoder, plan)
        merits = []
        for measures in candidates:
            score = decode(plan.header(), [step for steps in measures for step in steps])
            likeness = float(self.music_encoder.music([score])[0] @ wished) if score.notes else None
            merits.append(merit(self.report(plan, score), likeness))
        return best(merits)

    def _stream(self, plan: Plan, seed: int, given_steps: Sequence[Sequence[Sequence[int]]], task: Task | None) -> Stream:
        if not (task and task.has_source):
            return Stream(self.brief(plan), seed, self.sampling, given_steps)
        brief = self.brief(task.fit(plan))
        template = template_of(task, brief.header)
        return Stream(brief_of(task, brief, template), seed, self.sampling, given_steps, template)

    def engine(self) -> RankedEngine:
        """For many pieces at once; each is taken in by `begin`."""
        return RankedEngine(self.generator, self.slots, places=self.places)

    def begin(
        self, engine: RankedEngine, plan: Plan, seed: int, given_steps: Sequence[Sequence[Sequence[int]]] = (), task: Task | None = None
    ) -> int:
        """Take a piece into the engine; returns the key of its news. given_steps and task as in `compose`."""
        written = None if task and task.has_source else measures_by_rule(self.brief(plan), seed, given_steps)
        if written is not None:
            return engine.add_written(written)
        if self._writes_candidates(given_steps, task):
            seeds = (candidate_seed(seed, number) for number in range(self.candidates))
            return engine.add_candidates([self._stream(plan, each, (), None) for each in seeds], partial(self._choose, plan))
        return engine.add(self._stream(plan, seed, given_steps, task))

    def report(self, plan: Plan, score: Score, task: Task | None = None) -> dict:
        """Asked against measured, from the notes of the finished score; can it be played; how much of it others wrote."""
        facts = report(score, plan.header(), plan.cadence.value if plan.cadence else "authentic", **asked_softly(plan))
        facts["playability"] = playability(score)
        facts["is_by_rule"] = not (task and task.has_source) and is_by_rule(self.brief(plan))
        facts["candidates"] = self.candidates
        if self.originality is not None:
            facts["originality"] = self.originality.report(score)
        if score.notes:
            facts["style_map"] = style_map(self.encoder, self.music_encoder.music([score])[0])
        return facts

    def style(self, score: Score) -> bytes | None:
        """Where the music lies in the style space: 256 little-endian numbers of two bytes; None for a score without notes."""
        if not score.notes:
            return None
        return self.music_encoder.music([score])[0].numpy().astype("<f2").tobytes()

    def recognise(self, score: Score) -> tuple[bytes, dict] | None:
        """What somebody else's score sounds like: its style, and facts about it; None for a score without notes."""
        return self.recogniser.recognise(score)


def use_threads(count: int) -> None:
    """How many threads torch may use in this process."""
    torch.set_num_threads(max(1, count))
