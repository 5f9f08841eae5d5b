"""What an engine tells about the pieces it writes. Loads no torch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class News:
    """What became of a piece: a finished measure, or the error that ended it. was_written: before, so that it tells no pace."""

    key: int
    steps: list[list[int]]
    is_finished: bool = False
    error: Exception | None = None
    was_written: bool = False
