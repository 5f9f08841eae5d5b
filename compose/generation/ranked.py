"""An engine that writes several candidates of a piece side by side and lets out the best, measure by measure.

Nothing of the piece is heard before all of them are finished, so a site that streams on two cores writes one and needs no choice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .engine import Engine
from .news import News
from .stream import Stream

Measures = list[list[list[int]]]


@dataclass
class Round:
    """The candidates of one piece: what each has written so far, by its key in the engine."""

    choose: Callable[[Sequence[Measures]], int]
    written: dict[int, Measures] = field(default_factory=dict)
    open_keys: set[int] = field(default_factory=set)


class RankedEngine(Engine):
    """As Engine, and `add_candidates` for a piece of which several are written."""

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)
        self.rounds: dict[int, Round] = {}
        self._round_of: dict[int, int] = {}

    def add_candidates(self, streams: Sequence[Stream], choose: Callable[[Sequence[Measures]], int]) -> int:
        """Take in all candidates of a piece; returns the one key its news will carry. choose: the place of the best of finished ones."""
        self._keys += 1
        key, entry = self._keys, Round(choose)
        for stream in streams:
            candidate = self.add(stream)
            entry.written[candidate] = []
            entry.open_keys.add(candidate)
            self._round_of[candidate] = key
        self.rounds[key] = entry
        return key

    def remove(self, key: int) -> None:
        """As in Engine; with a piece go its candidates."""
        entry = self.rounds.pop(key, None)
        for candidate in entry.written if entry else ():
            self._round_of.pop(candidate, None)
            super().remove(candidate)
        super().remove(key)

    def advance(self) -> list[News]:
        """As in Engine. A piece whose candidates are all lost ends with the error of the last one."""
        told = []
        for news in super().advance():
            key = self._round_of.get(news.key)
            told += [news] if key is None else self._collect(key, news)
        return told

    def _collect(self, key: int, news: News) -> list[News]:
        entry = self.rounds[key]
        if news.steps:
            entry.written[news.key].append(news.steps)
        if not news.is_finished and news.error is None:
            return []
        entry.open_keys.discard(news.key)
        del self._round_of[news.key]
        if news.error is not None:
            del entry.written[news.key]
        if entry.open_keys:
            return []
        del self.rounds[key]
        if not entry.written:
            return [News(key, [], error=news.error)]
        finished = list(entry.written.values())
        self.written[key] = list(finished[entry.choose(finished)])
        return []
