"""A commission: everything that was wished of one piece, checked once."""

from dataclasses import dataclass

from ...music.header import Header
from ...music.score import CADENCES, DYNAMICS, SECTIONS, TimeSignature
from ..conditions import AXES
from .errors import ProceduralError
from .metre import pulses
from .players import Players, cast
from .style import Style
from .styles import STYLES

MEASURES = (2, 128)
SLOW_TWO_FOUR = 84  # below it a 2/4 is felt as a 4/4 written in half values


@dataclass(frozen=True, slots=True)
class Commission:
    """header: as it is composed in; `is_halved` says that it is written down in 2/4 with half the values. asked: the header asked for."""

    style: Style
    asked: Header
    header: Header
    seed: int
    players: Players
    form: str
    cadence: str
    dynamic: str
    is_halved: bool
    course: dict[int, str] | None = None

    @property
    def name(self) -> str:
        """What every choice of this piece is drawn from."""
        return f"{self.style.name} {self.seed}"

    @property
    def is_even(self) -> bool:
        """Whether all pulses are quarters."""
        return all(size == 24 for _, size in pulses(self.header.time))


def accept(style: str, header: Header, seed: int, form: str, cadence: str, density: str, dynamic: str) -> Commission:
    """The commission, or ProceduralError with a sentence that says what is not possible."""
    if style not in STYLES:
        raise ProceduralError(f"I know no style {style!r}; I write {', '.join(STYLES)}.")
    chosen = STYLES[style]
    if header.time.name not in chosen.times:
        raise ProceduralError(f"I cannot write {style} in {header.time.name}; {', '.join(chosen.times)} are possible.")
    if not MEASURES[0] <= header.measure_count <= MEASURES[1]:
        raise ProceduralError(f"A piece has {MEASURES[0]} to {MEASURES[1]} measures, not {header.measure_count}.")
    if any(letter not in SECTIONS for letter in form):
        raise ProceduralError(f"A form is written with the letters {SECTIONS[0]} to {SECTIONS[-1]}, not {form!r}.")
    known = {"cadence": (cadence, CADENCES), "dynamic": (dynamic, DYNAMICS), "density": (density, ("", *AXES["density"]))}
    for name, (value, values) in known.items():
        if value not in values:
            raise ProceduralError(f"I know no {name} {value!r}; there are {', '.join(filter(None, values))}.")
    players = cast(header.instruments, style)
    is_halved = header.time.name == "2/4" and header.tempo_qpm <= SLOW_TWO_FOUR and chosen.has_slow_two
    composed = Header(header.instruments, header.key, TimeSignature(4, 4), header.tempo_qpm, header.measure_count,
                      header.has_chord_symbols) if is_halved else header
    return Commission(chosen, header, composed, seed, players, form, cadence, dynamic, is_halved)
