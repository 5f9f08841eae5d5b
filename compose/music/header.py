"""What is known of a piece before its first step: the hard fields of the plan."""

from dataclasses import dataclass

from .errors import ScoreError
from .instruments import INSTRUMENTS, MAX_PARTS
from .score import TICKS_PER_QUARTER, KeySignature, Part, Score, TimeSignature


@dataclass(frozen=True)
class Header:
    """instruments: names of INSTRUMENTS in page order. measure_count: with the pickup. Other fields as in Score.

    Raises ScoreError for an unknown instrument, no part, more than MAX_PARTS parts, or no measure.
    """

    instruments: tuple[str, ...]
    key: KeySignature
    time: TimeSignature
    tempo_qpm: int
    measure_count: int
    has_chord_symbols: bool = False
    is_legato: bool = False
    has_hairpins: bool = False

    def __post_init__(self) -> None:
        unknown = [name for name in self.instruments if name not in INSTRUMENTS]
        if unknown:
            raise ScoreError(f"unknown instrument: {unknown[0]}")
        if not 1 <= len(self.instruments) <= MAX_PARTS:
            raise ScoreError(f"a score has 1 to {MAX_PARTS} parts, not {len(self.instruments)}")
        if self.measure_count < 1:
            raise ScoreError("a score has at least one measure")

    @property
    def parts(self) -> tuple[Part, ...]:
        """One part an instrument; two of a kind are numbered."""
        numbers: dict[str, int] = {}
        parts = []
        for name in self.instruments:
            numbers[name] = numbers.get(name, 0) + 1
            label = f"{name} {numbers[name]}" if self.instruments.count(name) > 1 else ""
            parts.append(Part(INSTRUMENTS[name], label))
        return tuple(parts)

    @property
    def staff_count(self) -> int:
        return sum(len(INSTRUMENTS[name].clefs) for name in self.instruments)

    @property
    def measure_seconds(self) -> float:
        """How long a whole measure sounds at this tempo."""
        return self.time.length_ticks / TICKS_PER_QUARTER * 60 / self.tempo_qpm

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {
            "instruments": list(self.instruments),
            "key": [self.key.fifths, self.key.mode],
            "time": [self.time.beats, self.time.beat_type],
            "tempo_qpm": self.tempo_qpm,
            "measure_count": self.measure_count,
            "has_chord_symbols": self.has_chord_symbols,
            "is_legato": self.is_legato,
            "has_hairpins": self.has_hairpins,
        }

    @classmethod
    def from_json(cls, data: dict) -> "Header":
        """The inverse of `to_json`."""
        return cls(
            instruments=tuple(data["instruments"]),
            key=KeySignature(*data["key"]),
            time=TimeSignature(*data["time"]),
            tempo_qpm=data["tempo_qpm"],
            measure_count=data["measure_count"],
            has_chord_symbols=data["has_chord_symbols"],
            is_legato=data.get("is_legato", False),  # older ones know nothing of it
            has_hairpins=data.get("has_hairpins", False),
        )

    @classmethod
    def of(cls, score: Score) -> "Header":
        """The header of a finished score."""
        instruments = tuple(part.instrument.name for part in score.parts)
        marks = score.has_chord_symbols, score.is_legato, score.has_hairpins
        return cls(instruments, score.key, score.time, score.tempo_qpm, len(score.measures), *marks)
