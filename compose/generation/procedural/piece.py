"""A whole piece by rule: chords, melody and accompaniment put together."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from random import Random

from ...music.figures import onsets_per_quarter
from ...music.header import Header
from ...music.score import SECTIONS, Score
from ..conditions import AXES, density_class
from .arranging import Arranger
from .articulating import articulated
from .chords import ChordSpan
from .commission import Commission, accept
from .embellishing import crushed, embellished
from .form import Phrase, Section, choruses, sections
from .harmonising import harmonise
from .lines import Line, halved, swung
from .marking import marks, short_end, with_fermata
from .metre import pulses
from .notating import Notator
from .players import comfortable
from .themes import Singer

ACTIVITY = {"sparse": 0.15, "moderate": 0.5, "busy": 0.85}
ATTEMPTS = 5
ORNAMENT = 0.1  # share of the notes embellished when music comes back
CRUSH = 0.4  # share of the long major thirds of the blues that are slid into
GUITAR_LINE = (60, 78)


def compose(style: str, header: Header, seed: int, *, form: str = "", cadence: str = "authentic", density: str = "",
            dynamic: str = "mf", course: dict[int, str] | None = None) -> Score:
    """A piece with exactly the header's key, metre, tempo, length and instruments; the same wishes and seed give the same piece.

    style: a name of STYLES. form: section letters, "" for a usual one. cadence: how it ends, of CADENCES. density: a value of that axis
    or "". dynamic: how it begins, of DYNAMICS. course: {measure index: dynamic} of all later ones, None for the style's own. Raises
    ProceduralError, one sentence, for what cannot be written.
    """
    wish = replace(accept(style, header, seed, form, cadence, density, dynamic), course=course)
    activity = ACTIVITY.get(density, Random(f"{wish.name} activity").uniform(*wish.style.activity))
    if not density:
        return _draft(wish, activity, 0.0)
    order, sparkle, drafts = AXES["density"], 0.0, []
    for _ in range(ATTEMPTS):
        score = _draft(wish, activity, sparkle)
        missing = order.index(density) - order.index(density_class(onsets_per_quarter(score)))
        drafts.append((abs(missing), len(drafts), score))
        if missing == 0:
            break
        # Where no busier pattern is left, the melody is broken up.
        sparkle = min(0.9, sparkle + 0.3) if missing > 0 and activity > 0.75 else 0.0
        activity = max(0.0, min(1.0, activity + (0.22 if missing > 0 else -0.22)))
    return min(drafts)[2]


def _draft(wish: Commission, activity: float, sparkle: float) -> Score:
    """One attempt. activity: 0 to 1. sparkle: share of the melody's notes to embellish."""
    rng = Random(wish.name)
    parts = _sections(wish, rng)
    chords, phrases = harmonise(wish.style, wish.header, parts, wish.cadence, wish.name)
    lively = _activities(wish, phrases, activity)
    arranger = Arranger(wish.style, wish.header, chords, phrases, wish.name, lively)
    is_swung = wish.is_even and rng.random() < wish.style.swing and not sparkle
    melody = _melody(wish, chords, phrases, lively, arranger.bass_notes(wish.players), 0.0 if is_swung else sparkle or -1.0)
    staves = arranger.staves(wish.players, melody)
    if is_swung:
        flat = iter(swung([line for voices in staves for line in voices]))
        staves = [[next(flat) for _ in voices] for voices in staves]
    staves = _with_leader(wish, staves, lambda line: articulated(line, wish.style.articulation, wish.header.time, rng))
    if wish.style.manner.colour == "blues":
        find, tonic, crush = chord_finder(chords), wish.header.key.tonic, 8 if is_swung else 6
        staves = _with_leader(wish, staves, lambda line: crushed(line, find, tonic, CRUSH, rng, crush))
    final = (wish.header.measure_count - 1) * wish.header.time.length_ticks
    hits = _final_hits(wish, rng)
    if hits:
        staves = [[short_end(line, final, hits) for line in voices] for voices in staves]
    elif wish.style.arc in ("fade", "arch"):
        staves = [[with_fermata(line, final) for line in voices] for voices in staves]
    written = marks(wish, parts, phrases, chords)
    if wish.is_halved:
        staves = [[halved(line) for line in voices] for voices in staves]
        chords = [chord.halved() for chord in chords]
    return Notator(wish.asked, chords, written).score(staves, rng.choice(wish.style.titles))


def _sections(wish: Commission, rng: Random) -> list[Section]:
    count = wish.header.measure_count
    if wish.form:
        return sections(wish.header, wish.form)
    if wish.style.chorus_length:
        return choruses(wish.header, wish.style.chorus_length)
    usual = [one for one in wish.style.forms if len(one) * 4 <= count] or ["A" if count < 8 else "AB"]
    return sections(wish.header, rng.choice((usual[0], *usual)))


def _activities(wish: Commission, phrases: list[Phrase], activity: float) -> dict[int, float]:
    """How busy each phrase is, by its first measure."""
    shift = {
        "build": lambda share: 0.45 * share - 0.2,
        "arch": lambda share: 0.2 - abs(share - 0.55) * 0.5,
        "fade": lambda share: 0.05 - 0.15 * share,
    }.get(wish.style.arc, lambda share: 0.0)
    contrast = {"A": 0.0, "B": 0.08, "C": -0.08}
    total = wish.header.measure_count
    return {
        phrase.start: min(1.0, max(0.0, activity + shift(phrase.start / total) + contrast.get(phrase.letter, 0.0))) for phrase in phrases
    }


def _melody(wish: Commission, chords: list[ChordSpan], phrases: list[Phrase], lively: dict[int, float], bass: dict[int, int],
            sparkle: float) -> Line:
    """The leading line. sparkle: share of notes embellished, 0 for none, below 0 for a few where music comes back."""
    low, high = _line_range(wish)
    chord_at = chord_finder(chords)
    header = wish.header
    singer = Singer(header.time, header.key.tonic, header.key.mode, chord_at, bass.get, wish.style.manner, low, high, 0.5)
    rng = Random(f"{wish.name} lifts")
    lifts = {letter: (0.0 if letter == "A" else rng.choice((2.0, 3.0, -2.0, 4.0))) for letter in SECTIONS}
    line: Line = []
    for phrase in phrases:
        singer.activity = lively[phrase.start]
        if phrase.start == 0 and _has_intro(wish, phrase, rng):
            continue
        sung = singer.phrase(phrase, wish.name, _tune(wish, phrase), lifts[phrase.letter])
        comes_back = phrase.occurrence > 0 or phrase.number > 1
        share = sparkle if sparkle >= 0 else ORNAMENT if comes_back and not wish.is_halved else 0.0
        line += embellished(sung, singer.scale_at, share, rng, phrase.end * header.time.length_ticks)
    return line


def _final_hits(wish: Commission, rng: Random) -> tuple[int, ...]:
    """Where in the last measure short chords end the piece; nowhere in half of the pieces and in most styles."""
    places = tuple(start for start, _ in pulses(wish.header.time))[: wish.style.final_hits]
    return places if rng.random() < 0.5 else ()


def _tune(wish: Commission, phrase: Phrase) -> int:
    """Which tune a phrase sings: two that take turns, others after four phrases; in the blues line, line again, answer."""
    if not wish.style.chorus_length:
        return phrase.number % 2 + 2 * (phrase.number // 4)
    chorus = phrase.occurrence + phrase.number // 3
    return (0, 0, 1)[phrase.number % 3] + 2 * (chorus - chorus % 2 if chorus < 2 else chorus)


def _has_intro(wish: Commission, phrase: Phrase, rng: Random) -> bool:
    is_possible = not wish.players.is_solo and wish.header.measure_count >= 24 and phrase.measure_count <= 4
    return is_possible and rng.random() < wish.style.intro


def _line_range(wish: Commission) -> tuple[int, int]:
    """The MIDI range of the leading line."""
    players = wish.players
    if players.is_solo and players.names[players.accompanist] == "Guitar":
        return GUITAR_LINE
    who = players.accompanist if players.is_solo else players.leader
    return comfortable(players.instrument(who), *wish.style.line_range)


def _with_leader(wish: Commission, staves: list[list[Line]], change: Callable[[Line], Line]) -> list[list[Line]]:
    """The staves with the leading line changed."""
    leader = 0 if wish.players.is_solo else wish.players.leader
    staff = sum(len(wish.players.instrument(part).clefs) for part in range(leader))
    return [[change(voices[0]), *voices[1:]] if number == staff else voices for number, voices in enumerate(staves)]


def chord_finder(chords: list[ChordSpan]) -> Callable[[int], ChordSpan]:
    """A function from a tick to the chord that holds there."""
    starts = [chord.start_ticks for chord in chords]
    return lambda tick: chords[max(0, bisect_right(starts, tick) - 1)]
