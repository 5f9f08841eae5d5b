"""Stored events become frames for the browser: the same frames on the socket and on its plain HTTP twin (docs/progress.md).

A stream is what this process knows of one piece. It draws each system of measures once, however many people look on.
"""

import json
import logging
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from . import drawing, exports, understanding, waiting
from .generation.plan import Plan
from .models import EventKind, Generation, GenerationEvent, Status, Version
from .music.hairpins import hairpins
from .music.header import Header
from .music.score import Score
from .music.tokenizer import decode

log = logging.getLogger(__name__)

SYSTEM_MEASURES = 4
STREAMS_KEPT = 48


@dataclass(frozen=True, slots=True)
class Frame:
    """One object for the browser, kept as the text that all sockets send, packed: a drawing takes a sixth, and two hundred watched pieces
    stay in a small process. Unpacking takes less time than sending.

    seq: of the last stored event it tells of. system: the one it draws, None where it draws none.
    """

    seq: int
    event: str
    packed: bytes
    system: int | None

    @classmethod
    def of(cls, seq: int, event: str, body: dict) -> "Frame":
        text = json.dumps({"seq": seq, "event": event, **body}, separators=(",", ":"))
        return cls(seq, event, zlib.compress(text.encode(), level=1), body.get("system"))

    @property
    def text(self) -> str:
        return zlib.decompress(self.packed).decode()

    @property
    def body(self) -> dict:
        return {name: value for name, value in json.loads(self.text).items() if name not in ("seq", "event")}

    @property
    def is_final(self) -> bool:
        return self.event in (EventKind.DONE, EventKind.CANCELLED, EventKind.FAILED)

    def together_with(self, earlier: list["Frame"]) -> "Frame":
        """One event may change the end of an earlier system, too: a cursor cannot stand between the two."""
        return Frame.of(self.seq, self.event, self.body | {"redrawn": [frame.body for frame in earlier]}) if earlier else self


def queue_frame(seq: int, place: waiting.Place) -> Frame:
    return Frame.of(seq, "queue", {"position": place.position, "eta_seconds": place.eta_seconds})


class Stream:
    """The frames of one piece so far: one for each system of measures, redrawn while it grows, and one for each other event."""

    def __init__(self, generation_id: int) -> None:
        self.generation_id = generation_id
        self.frames: tuple[Frame, ...] = ()  # one a seq; replaced as a whole, so that readers need no lock
        self._drawn: dict[int, Frame] = {}  # by system
        self.last_seq = 0
        self._version = self._read_version()
        self._header: Header | None = None
        self._steps = packed([])
        self._measure_seqs: list[int] = []
        self._lock = threading.Lock()

    @property
    def is_final(self) -> bool:
        return bool(self.frames) and self.frames[-1].is_final

    @property
    def measures_done(self) -> int:
        return len(self._measure_seqs)

    def after(self, seq: int) -> list[Frame]:
        """What somebody who has seen everything up to `seq` still needs. A cursor from a future that never came starts again."""
        if seq > self.last_seq:
            seq = 0
        return [frame for frame in self.frames if frame.seq > seq]

    def refresh(self) -> bool:
        """Reads new events and draws them. True where there were any. Slow: call it from a thread."""
        with self._lock:
            events = list(
                GenerationEvent.objects.filter(generation=self.generation_id, seq__gt=self.last_seq)
                .order_by("seq")
                .values_list("seq", "kind", "payload")
            )
            if events and events[0][0] != self.last_seq + 1:  # numbers have no holes: the log was folded into the piece
                self._take_snapshot(events[0][0] - 1)
            if events:
                self._take(events)
            return bool(events)

    def waiting_frame(self) -> Frame | None:
        """Place in the queue, told but not stored: only while nobody composes the piece."""
        generation = Generation.objects.get(pk=self.generation_id)
        if generation.status != Status.QUEUED:
            return None
        return queue_frame(self.last_seq, waiting.place_of(generation))

    def _read_version(self) -> Version:
        return Version.objects.select_related("piece").get(generation=self.generation_id)

    def _take_snapshot(self, seq: int) -> None:
        """Everything up to `seq` in one frame, made from the piece. It replaces whatever was known before."""
        self._version = self._read_version()
        told = self._understood(self._version.plan, self._version.header)
        measures = exports.steps_of(self._version)
        steps, seqs = [step for steps in measures for step in steps], [seq] * len(measures)
        systems = [frame.body for frame in self._draw(steps, seqs, {}).values()] if steps else []
        self.frames = (Frame.of(seq, "snapshot", told | {"title": self._version.piece.title, "systems": systems}),)
        self._steps, self._measure_seqs, self._drawn, self.last_seq = packed(steps), seqs, {}, seq

    def _take(self, events: Iterable[tuple[int, str, dict]]) -> None:
        """All or nothing: where drawing fails, the next try begins from the same place."""
        steps, measure_seqs, others, last_seq = self._steps.tolist(), list(self._measure_seqs), [], self.last_seq
        for seq, kind, payload in events:
            last_seq = seq
            if kind == EventKind.MEASURE:
                measure_seqs.append(seq)
                steps.extend(payload["steps"])
            else:
                others.append(self._frame(seq, EventKind(kind), payload))
        has_grown = len(measure_seqs) > self.measures_done
        drawn = self._draw(steps, measure_seqs, self._drawn) if has_grown else self._drawn
        kept = [frame for frame in self.frames if frame.system is None]
        self.frames = tuple(one_a_seq([*kept, *others, *drawn.values()]))
        self._steps, self._measure_seqs, self._drawn, self.last_seq = packed(steps), measure_seqs, drawn, last_seq

    def _frame(self, seq: int, kind: EventKind, payload: dict) -> Frame:
        if kind == EventKind.PLAN:
            payload = self._understood(payload["plan"], payload["header"])
        elif kind == EventKind.DONE:
            payload = payload | {"downloads": exports.downloads(self._version.piece)}
        return Frame.of(seq, kind.value, payload)

    def _understood(self, plan: dict, header: dict) -> dict:
        self._header = Header.from_json(header)
        wishes = Plan.from_json(plan)
        return {"fields": understanding.fields(wishes), "notes": list(wishes.notes), "measure_count": self._header.measure_count}

    def _draw(self, steps: list[list[int]], measure_seqs: list[int], before: dict[int, Frame]) -> dict[int, Frame]:
        """Every system as it stood at the newest measure that changed it: one of its own, or that to which a hairpin leads out of it.

        before: what is drawn already; a system that did not change is taken from there.
        """
        assert self._header is not None, "measures are stored after the plan"
        score = decode(self._header, steps)
        swells = [each for part in range(len(score.parts)) for each in hairpins(score, part)]
        drawn = {}
        for system, first in enumerate(range(0, len(measure_seqs), SYSTEM_MEASURES)):
            last = min(first + SYSTEM_MEASURES, len(measure_seqs))
            known = max([last, *(each.last + 2 for each in swells if each.first < last)])
            drawn[system] = before.get(system)
            if drawn[system] is None or drawn[system].seq != measure_seqs[known - 1]:
                so_far = replace(score, measures=score.measures[:known])  # a frame depends on nothing after it, whenever it is drawn
                drawn[system] = Frame.of(measure_seqs[known - 1], "measures", self._system(so_far, first, last))
        return drawn

    def _system(self, score: Score, first: int, last: int) -> dict:
        """Measures first to last, counted from 0, the last one excluded; the body counts from 1 and includes it."""
        measure_count = self._header.measure_count
        sounding = drawing.sounding(score, first, last)
        return {
            "first": first + 1,
            "last": last,
            "system": first // SYSTEM_MEASURES,
            "svg": self._svg(score, first, last, is_last=last == measure_count),
            "notes": sounding.notes,
            "parts": sounding.parts,
            "bars": sounding.bars,
            "measure_count": measure_count,
            "seconds": sounding.seconds,
        }

    def _svg(self, score: Score, first: int, last: int, *, is_last: bool) -> str:
        """A system that cannot be drawn is left empty: the piece still sounds, and comes to its end."""
        try:
            return drawing.system_svg(score, first, last, is_last=is_last)
        except Exception:
            log.exception("piece %s: measures %d to %d could not be drawn", self._version.piece.public_id, first + 1, last)
            return ""


def one_a_seq(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The frames in order. The system that grew takes along an earlier one that changed with it."""
    for _seq, frames_of_seq in groupby(sorted(frames, key=lambda frame: (frame.seq, frame.system or 0)), key=lambda frame: frame.seq):
        *earlier, newest = frames_of_seq
        yield newest.together_with(earlier)


def packed(steps: list[list[int]]) -> np.ndarray:
    """uint8 [steps, 5], as the tokenizer writes them: as lists of numbers they would take twenty times the memory."""
    return np.array(steps, np.uint8).reshape(-1, 5)


_streams: OrderedDict[int, Stream] = OrderedDict()
_streams_lock = threading.Lock()


def stream_of(generation_id: int) -> Stream:
    """This process's one stream of a piece."""
    with _streams_lock:
        stream = _streams.get(generation_id)
        if stream is None:
            stream = _streams[generation_id] = Stream(generation_id)
        _streams.move_to_end(generation_id)
        while len(_streams) > STREAMS_KEPT:
            _streams.popitem(last=False)
    return stream


def frames_after(generation: Generation | None, cursor: int) -> str:
    """What a client that asks instead of listening gets, as JSON. Where a person wrote the version, nothing was ever streamed."""
    if generation is None:
        return json.dumps({"frames": [], "last_seq": 0, "is_final": True})
    stream = stream_of(generation.pk)
    stream.refresh()
    frames = stream.after(cursor)
    if not stream.frames and (waiting_frame := stream.waiting_frame()):
        frames = [waiting_frame]
    facts = json.dumps({"last_seq": stream.last_seq, "is_final": stream.is_final})
    return f'{{"frames": [{",".join(frame.text for frame in frames)}], {facts[1:]}'
