"""Pieces composed without the site, as files: MusicXML, MIDI and a card of facts. Several may be written side by side."""

import json
import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from .composing import Composing, Engine
from .forms import title_of
from .generation.news import News
from .generation.plan import Plan, read_plan
from .jobs import Steps
from .music import midi, musicxml
from .music.errors import ComposeError
from .music.score import Score
from .music.tokenizer import decode
from .prompts import InputError, Prompt

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """path: folder and the beginning of the file names."""

    prompt: Prompt
    seed: int
    path: Path


@dataclass
class Writing:
    """A piece that is being written, and when what of it was there."""

    order: Order
    plan: Plan
    began_at: float
    measures: list[Steps] = field(default_factory=list)
    first_at: float | None = None

    def hear(self, news: News) -> None:
        if news.steps:
            self.first_at = self.first_at or time.monotonic()
            self.measures.append(news.steps)


def compose_files(composer: Composing, orders: Iterable[Order], at_once: int) -> Iterator[tuple[Order, Exception | None]]:
    """Each order as soon as its files are written, or with the error that stopped it; one that fails never stops the others."""
    engine, waiting = composer.engine(), deque(orders)
    writing: dict[int, Writing] = {}
    while waiting or writing:
        while waiting and len(writing) < at_once and (engine.room or not writing):
            order = waiting.popleft()
            try:
                _begin(composer, engine, order, writing)
            except Exception as error:
                yield order, error
        for news in engine.advance() if writing else ():
            piece = writing[news.key]
            piece.hear(news)
            if news.error is not None or news.is_finished:
                del writing[news.key]
                yield piece.order, news.error or _written(composer, piece)


def _begin(composer: Composing, engine: Engine, order: Order, writing: dict[int, Writing]) -> None:
    began_at = time.monotonic()
    if order.prompt.error:
        raise InputError(order.prompt.error)
    plan = composer.understand(read_plan(order.prompt.text))
    writing[composer.begin(engine, plan, order.seed)] = Writing(order, plan, began_at)


def _written(composer: Composing, piece: Writing) -> Exception | None:
    try:
        _write_files(composer, piece)
    except Exception as error:
        return error
    return None


def _write_files(composer: Composing, piece: Writing) -> None:
    ended_at = time.monotonic()
    plan, order = piece.plan, piece.order
    steps = [step for measure in piece.measures for step in measure]
    facts = (("checkpoint", composer.fingerprint), ("seed", str(order.seed)), ("description", plan.description))
    score: Score = replace(decode(plan.header(), steps, title=title_of(plan.description)), metadata=facts)
    card = {
        "description": plan.description,
        "plan": plan.to_json(),
        "seed": order.seed,
        "checkpoint": composer.fingerprint,
        "tokens": len(steps),
        "notes": len(score.notes),
        "measures": len(score.measures),
        "seconds_to_first_measure": round((piece.first_at or ended_at) - piece.began_at, 4),
        "seconds_total": round(ended_at - piece.began_at, 4),
        "report": composer.report(plan, score),
    }
    _write(order.path, ".musicxml", musicxml.write(score).encode())
    _write(order.path, ".mid", midi.write(score))
    _write(order.path, ".json", _json(card))


def write_error(order: Order, error: Exception) -> str:
    """Beside the files of the others, what became of this one; returns the sentence."""
    is_ours = isinstance(error, ComposeError)
    if not is_ours:
        log.error("%s: unexpected error", order.path.name, exc_info=error)
    message = str(error) if is_ours else "Something went wrong while composing this piece."
    code = getattr(error, "code", "generation.unexpected")
    _write(order.path, ".error.json", _json({"id": order.prompt.id, "seed": order.seed, "error": {"code": code, "message": message}}))
    return message


def make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(f"The folder {path} cannot be written to: {error.strerror}.") from error


def _json(data: dict) -> bytes:
    return json.dumps(data, indent=1, ensure_ascii=False).encode()


def _write(path: Path, suffix: str, content: bytes) -> None:
    target = path.with_name(path.name + suffix)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise InputError(f"The file {target} cannot be written: {error.strerror}.") from error
