"""The chords of a whole piece: progressions chosen for its sections, brought to the cadence that was asked for."""

from collections.abc import Sequence
from random import Random

from ...music.header import Header
from .chords import ChordSpan
from .form import Phrase, Section, phrases
from .progressions import closed, fitted, spans
from .style import Style


def harmonise(style: Style, header: Header, parts: Sequence[Section], cadence: str, seed: str) -> tuple[list[ChordSpan], list[Phrase]]:
    """Chords end to end and the phrases they make. seed: the same for pieces with the same chords."""
    chords: list[ChordSpan] = []
    listed: list[Phrase] = []
    ending = style.endings[header.key.mode][cadence]
    for section in parts:
        own = phrases(section, header.measure_count)
        measures = _section_bars(style, header.key.mode, section, own, seed)
        if own[-1].is_last:
            measures = closed(measures, ending)
        chords += spans(measures, section.start, header.time)
        listed += own
    return joined(chords, header.time.length_ticks), listed


def _section_bars(style: Style, mode: str, section: Section, own: Sequence[Phrase], seed: str) -> list[str]:
    table = style.chords[mode]
    rng = Random(f"{seed} chords {section.letter}")
    if table.chorus and section.measure_count >= 12 and section.letter == "A":
        return _choruses(table.chorus, section, seed, rng)
    is_contrast = section.letter != "A"
    usual = table.bridge if is_contrast else table.opening
    closing = rng.choice(table.closing)
    tunes: dict[int, tuple[str, ...]] = {}
    measures: list[str] = []
    for phrase in own:
        is_home = phrase.is_last_of_section and (not is_contrast or phrase.is_last)
        tune = phrase.number % 2 + 2 * (phrase.number // 4)  # two progressions take turns, others after four phrases
        if is_home and (len(own) > 1 or section.occurrence):
            choice = closing
        elif table.chorus and phrase.number == 1:
            choice = rng.choice(table.bridge)
        else:
            other = table.opening if tune % 2 and len(own) <= 2 else usual
            choice = tunes.setdefault(tune, rng.choice(other))
        measures += fitted(choice, phrase.measure_count, rng)
    return measures


def _choruses(table: Sequence[tuple[str, ...]], section: Section, seed: str, rng: Random) -> list[str]:
    """As many choruses as the section holds, each perhaps with other changes; what is left over makes the last one longer."""
    first = rng.choice(table)
    length = len(first)
    measures: list[str] = []
    for number in range(section.measure_count // length):
        choice = first
        if number + section.occurrence and rng.random() < 0.5:
            choice = Random(f"{seed} chorus {section.occurrence} {number}").choice(table)
        measures += choice
    rest = section.measure_count % length
    return measures[:-length] + fitted(measures[-length:], length + rest, rng)


def joined(chords: list[ChordSpan], measure_ticks: int) -> list[ChordSpan]:
    """Equal neighbours inside one measure as one chord; over a bar line they stay two, so that the bass is struck again."""
    result: list[ChordSpan] = []
    for chord in chords:
        last = result[-1] if result else None
        is_same = last and last.sounds_like(chord)
        if is_same and last.start_ticks // measure_ticks == chord.start_ticks // measure_ticks:
            result[-1] = ChordSpan(last.start_ticks, chord.end_ticks, last.root, last.quality, last.has_sixth, last.inversion)
        else:
            result.append(chord)
    return result
