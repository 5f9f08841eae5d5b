"""A whole piece by rule: the wishes checked, then chords, melody and accompaniment put together."""

from dataclasses import replace
from random import Random

from ...music.header import Header
from ...music.score import CADENCES, DYNAMICS, SECTIONS, Score
from ..conditions import AXES, density_class
from .arranging import Arranger
from .chords import ChordSpan
from .density import onsets_per_quarter
from .embellishing import crushed, embellished
from .errors import ProceduralError
from .form import Phrase, Section, choruses, sections
from .harmonising import harmonise
from .lines import Line, swung
from .metre import pulses
from .notating import Notator
from .players import Players, cast, comfortable
from .progressions import cadence_of
from .style import Style
from .styles import STYLES
from .themes import Singer

MEASURES = (4, 128)
ACTIVITY = {"sparse": 0.15, "moderate": 0.5, "busy": 0.85}
ATTEMPTS = 5
ORNAMENT = 0.1  # share of the notes embellished when music comes back
GUITAR_LINE = (60, 78)


def compose(style: str, header: Header, seed: int, *, form: str = "", cadence: str = "authentic", density: str = "",
            dynamic: str = "mf") -> Score:
    """A piece with exactly the header's key, metre, tempo, length and instruments; the same wishes and seed give the same piece.

    style: a name of STYLES. form: section letters, "" for a usual one. cadence: how it ends, of CADENCES. density: a value of that axis
    or "". dynamic: how it begins, of DYNAMICS. Raises ProceduralError, one sentence, for what cannot be written.
    """
    chosen = _checked(style, header, form, cadence, density, dynamic)
    players = cast(header.instruments, style)
    activity = ACTIVITY.get(density, Random(f"{style} {seed} activity").uniform(*chosen.activity))
    best: tuple[float, Score] | None = None
    sparkle = 0.0
    for _ in range(ATTEMPTS):
        score = _attempt(chosen, header, seed, players, form, cadence, dynamic, activity, sparkle)
        if not density:
            return score
        measured = onsets_per_quarter(score)
        distance = abs(AXES["density"].index(density_class(measured)) - AXES["density"].index(density))
        if best is None or distance < best[0]:
            best = (distance, score)
        if distance == 0:
            break
        is_thin = density_index(measured) < density_index(density)
        sparkle = min(0.9, sparkle + 0.3) if is_thin and activity > 0.75 else 0.0  # no busier pattern is left: break up the melody
        activity = max(0.0, min(1.0, activity + (0.22 if is_thin else -0.22)))
    return best[1]


def density_index(value: float | str) -> int:
    """Place of a density on its axis."""
    return AXES["density"].index(value if isinstance(value, str) else density_class(value))


def _checked(style: str, header: Header, form: str, cadence: str, density: str, dynamic: str) -> Style:
    if style not in STYLES:
        raise ProceduralError(f"I know no style {style!r}; I write {', '.join(STYLES)}.")
    chosen = STYLES[style]
    if header.time.name not in chosen.times:
        raise ProceduralError(f"I cannot write {style} in {header.time.name}; {', '.join(chosen.times)} are possible.")
    if not MEASURES[0] <= header.measure_count <= MEASURES[1]:
        raise ProceduralError(f"A piece has {MEASURES[0]} to {MEASURES[1]} measures, not {header.measure_count}.")
    if any(letter not in SECTIONS for letter in form):
        raise ProceduralError(f"A form is written with the letters {SECTIONS[0]} to {SECTIONS[-1]}, not {form!r}.")
    for value, known, name in ((cadence, CADENCES, "cadence"), (dynamic, DYNAMICS, "dynamic"), (density, ("", *AXES["density"]), "density")):
        if value not in known:
            raise ProceduralError(f"I know no {name} {value!r}; there are {', '.join(filter(None, known))}.")
    return chosen


def _attempt(style: Style, header: Header, seed: int, players: Players, form: str, cadence: str, dynamic: str, activity: float,
             sparkle: float) -> Score:
    named = f"{style.name} {seed}"
    rng = Random(named)
    parts = _sections(style, header, form, rng)
    chords, phrases = harmonise(style, header, parts, cadence, named)
    lively = _activities(style, phrases, header.measure_count, activity)
    arranger = Arranger(style, header, chords, phrases, named, lambda phrase: lively[phrase.start])
    melody = _melody(style, header, players, chords, phrases, lively, arranger.bass_notes(players), named, sparkle)
    staves = arranger.staves(players, melody)
    is_even = all(size == 24 for _, size in pulses(header.time))
    if is_even and rng.random() < style.swing and not sparkle:
        flat = iter(swung([line for voices in staves for line in voices]))
        staves = [[next(flat) for _ in voices] for voices in staves]
    if style.arc in ("fade", "arch"):
        staves = [[_with_fermata(line, header) for line in voices] for voices in staves]
    marks = _marks(style, header, parts, phrases, chords, cadence, dynamic)
    return Notator(header, chords, marks).score(staves, rng.choice(style.titles))


def _sections(style: Style, header: Header, form: str, rng: Random) -> list[Section]:
    if form:
        return sections(header, form)
    if style.chorus_length:
        return choruses(header, style.chorus_length)
    usual = [one for one in style.forms if len(one) * 4 <= header.measure_count] or ["A" if header.measure_count < 8 else "AB"]
    return sections(header, rng.choice((usual[0], *usual)))


def _activities(style: Style, phrases: list[Phrase], total: int, activity: float) -> dict[int, float]:
    """How busy each phrase is, by its first measure."""
    shift = {"build": lambda share: 0.45 * share - 0.2, "arch": lambda share: 0.2 - abs(share - 0.55) * 0.5,
             "fade": lambda share: 0.05 - 0.15 * share}.get(style.arc, lambda share: 0.0)
    contrast = {"A": 0.0, "B": 0.08, "C": -0.08}
    return {phrase.start: min(1.0, max(0.0, activity + shift(phrase.start / total) + contrast.get(phrase.letter, 0.0))) for phrase in phrases}


def _melody(style: Style, header: Header, players: Players, chords: list[ChordSpan], phrases: list[Phrase], lively: dict[int, float],
            bass: dict[int, int], named: str, sparkle: float) -> Line:
    low, high = style.line_range
    if players.is_solo and header.instruments[players.accompanist] == "Guitar":
        low, high = GUITAR_LINE
    else:
        who = players.accompanist if players.is_solo else players.leader
        low, high = comfortable(players.instrument(who), low, high)
    tonic = header.key.tonic

    def chord_at(tick: int) -> ChordSpan:
        return chords[max(0, _place(chords, tick))]

    singer = Singer(header.time, tonic, header.key.mode, chord_at, bass.get, style.manner, low, high, 0.5)
    rng = Random(f"{named} lifts")
    lifts = {letter: (0.0 if letter == "A" else rng.choice((2.0, 3.0, -2.0, 4.0))) for letter in SECTIONS}
    line: Line = []
    for phrase in phrases:
        singer.activity = lively[phrase.start]
        sung = singer.phrase(phrase, f"{named} {phrase.letter} {phrase.number % 2}", lifts[phrase.letter])
        richer = ORNAMENT if phrase.occurrence or phrase.number > 1 else 0.0
        line += embellished(sung, singer.scale_at, max(richer, sparkle), rng, phrase.end * header.time.length_ticks)
    if style.manner.colour == "blues":
        line = crushed(line, chord_at, tonic, 0.4, rng)
    return line


def _place(chords: list[ChordSpan], tick: int) -> int:
    low, high = 0, len(chords)
    while low < high:
        middle = (low + high) // 2
        if chords[middle].start_ticks <= tick:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _with_fermata(line: Line, header: Header) -> Line:
    if line and line[-1].onset_ticks >= (header.measure_count - 1) * header.time.length_ticks:
        return [*line[:-1], replace(line[-1], articulation="fermata")]
    return line


def _marks(style: Style, header: Header, parts: list[Section], phrases: list[Phrase], chords: list[ChordSpan], cadence: str,
           dynamic: str) -> list[tuple[str, str, str]]:
    """(section, cadence, dynamic) of each measure."""
    letters = {section.start: section.letter for section in parts}
    loudness = _loudness(style, parts, dynamic)
    length = header.time.length_ticks
    endings = {}
    for phrase in phrases:
        inside = [chord for chord in chords if chord.start_ticks < phrase.end * length]
        endings[phrase.end - 1] = cadence_of(inside[-2:])
    endings[header.measure_count - 1] = cadence
    return [(letters.get(number, ""), endings.get(number, ""), loudness.get(number, "")) for number in range(header.measure_count)]


def _loudness(style: Style, parts: list[Section], dynamic: str) -> dict[int, str]:
    base = DYNAMICS.index(dynamic)
    found = {}
    for number, section in enumerate(parts):
        is_last = number == len(parts) - 1
        step = {"build": round(2.5 * section.share), "arch": 1 if 0.3 < section.share < 0.75 else 0, "fade": -1 if is_last and number else 0}
        shift = step.get(style.arc, 0 if section.letter == "A" else 1 if number % 2 else -1)
        found[section.start] = DYNAMICS[min(len(DYNAMICS) - 2, max(1, base + (shift if number else 0)))] if number else dynamic
    return found
