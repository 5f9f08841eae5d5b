"""Draft → Score: what a notation file says, as far as a score can hold it. What cannot be held is counted in the draft's `changes`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from ..hairpins import hairpins
from ..harmony import annotate
from ..header import Header
from ..instruments import INSTRUMENTS, MAX_PARTS
from ..key_finding import find_key
from ..saying import gettext_noop as _
from ..score import TICKS_PER_QUARTER, Harmony, KeySignature, Measure, Score, Staff, Voice
from ..vocabulary import KEY_OFFSETS, MAX_STAVES
from ..voice_writing import clear_ties
from .draft import MOST_NOTES, Draft, DraftHarmony, DraftMeasure, DraftPart, Sound, UnreadableMusic
from .fitting_harmony import harmony_of, ticks_of
from .fitting_voices import voices_of
from .frame import Place, places_of
from .player_names import player_of

SLOWEST, FASTEST, USUAL = 20, 300, 100
MOST_STAVES_A_PART = 2


def fit(draft: Draft) -> Score:
    """Raises UnreadableMusic where there is no note, or more than a score can hold."""
    parts = _parts(draft)
    places = places_of(parts, draft.changes)
    players = [_player(part, draft.changes) for part in parts]
    key = _home_key(parts, places)
    measures, has_symbols = _measures(parts, players, places, key, draft.changes)
    measures = _with_ties_that_lead_somewhere(measures, draft.changes)
    tempo = round(min(FASTEST, max(SLOWEST, draft.tempo_qpm or USUAL)))
    header = Header(tuple(players), key, places[0].time, tempo, len(measures), has_symbols)
    is_legato = _is_legato(draft.changes, len(measures))
    facts = {"has_chord_symbols": has_symbols, "is_legato": is_legato}
    score = Score(header.parts, key, header.time, tempo, measures, draft.title, draft.composer, **facts)
    return _with_hairpins(with_harmony(score), draft.changes)


def _is_legato(changes: Counter[str], measure_count: int) -> bool:
    """Music with a slur a measure keeps slurs, drawn by our rule; a few single ones are left out."""
    if changes["slurs"] < measure_count:
        return False
    changes["slurs_drawn_anew"] = changes.pop("slurs")
    return True


def _with_hairpins(score: Score, changes: Counter[str]) -> Score:
    """Music with hairpins keeps those that lead to a dynamic, drawn by our rule. Music without any may mean its changes to be sudden."""
    found, drawn = changes.pop("hairpins", 0), replace(score, has_hairpins=True)
    count = sum(len(hairpins(drawn, part)) for part in range(len(score.parts))) if found else 0
    changes["hairpins_drawn_anew"] += min(found, count)
    changes["dynamics_left_out"] += max(0, found - count)
    return drawn if count else score


def with_harmony(score: Score) -> Score:
    """The score with the chords heard in it, where the file wrote none: what the machine changes later has to know them.

    Section letters stay those of the file, because they are printed.
    """
    if score.has_chord_symbols:
        return score
    heard = annotate(score)
    measures = tuple(replace(new, section=old.section) for new, old in zip(heard.measures, score.measures, strict=True))
    return replace(heard, measures=measures)


def _parts(draft: Draft) -> list[DraftPart]:
    """Those with notes, all of the same number of measures."""
    parts = [part for part in draft.parts if any(measure.lines for measure in part.measures)]
    note_count = sum(len(sound.pitches) for part in parts for measure in part.measures for line in measure.lines.values() for sound in line)
    if not note_count:
        raise UnreadableMusic(_("There is no note in this file."))
    if note_count > MOST_NOTES:
        raise UnreadableMusic(_("It has %(count)s notes; a piece here may have up to %(most)s. Upload a part of it."),
                              count=note_count, most=MOST_NOTES)  # fmt: skip
    if len(parts) > MAX_PARTS:
        raise UnreadableMusic(_("It has %(count)s parts; I can hold up to %(most)s. Leave some out in your notation program."),
                              count=len(parts), most=MAX_PARTS)  # fmt: skip
    longest = max(len(part.measures) for part in parts)
    for part in parts:
        part.measures += [DraftMeasure() for missing in range(longest - len(part.measures))]
    return parts


def _player(part: DraftPart, changes: Counter[str]) -> str:
    sounds = [sound for measure in part.measures for line in measure.lines.values() for sound in line]
    pitches = [pitch.midi for sound in sounds for pitch in sound.pitches]
    is_line = len(pitches) == len(sounds) and all(len(measure.lines) < 2 for measure in part.measures)
    if part.staff_count > MOST_STAVES_A_PART:
        changes["staves_joined"] += 1
    name, is_same = player_of(part, pitches, min(part.staff_count, MOST_STAVES_A_PART), is_line=is_line)
    changes["instruments_replaced"] += not is_same
    return name


def _home_key(parts: Sequence[DraftPart], places: Sequence[Place]) -> KeySignature:
    """The signature of the first measure, in the mode that the file says, else in the one that the notes sound like."""
    fifths = places[0].fifths
    mode = next((measure.mode for part in parts for measure in part.measures[:1] if measure.mode in ("major", "minor")), "")
    if mode:
        return KeySignature(fifths, mode)
    rows = []
    for place, start in zip(places, np.cumsum([0, *(place.length_ticks for place in places)]), strict=False):
        for part in parts:
            for line in part.measures[place.sources[0]].lines.values():
                for sound in line:
                    onset, end = (start + float(time) * TICKS_PER_QUARTER for time in (sound.onset, sound.end))
                    rows += [(onset, end, pitch.midi) for pitch in sound.pitches]
    found = find_key(np.array(rows), [fifths])
    return found if found.fifths == fifths else KeySignature(fifths)


def _measures(
    parts: Sequence[DraftPart], players: Sequence[str], places: Sequence[Place], key: KeySignature, changes: Counter[str]
) -> tuple[tuple[Measure, ...], bool]:
    """The measures, and whether chord symbols stand above them."""
    if sum(len(INSTRUMENTS[name].clefs) for name in players) > MAX_STAVES:
        raise UnreadableMusic(_("It has more than %(most)s staves. Leave some out in your notation program."), most=MAX_STAVES)
    measures: list[Measure] = []
    last: Harmony | None = None
    has_symbols = any(measure.harmony for part in parts for measure in part.measures)
    for place in places:
        staves: list[Staff] = []
        for part, name in zip(parts, players, strict=True):
            staves += _staves(part, name, place, key, changes)
        is_pickup = place.length_ticks < place.time.length_ticks
        symbols = _symbols(parts, place)
        harmony = () if is_pickup else harmony_of(symbols, place.length_ticks, key, last, changes)
        last = harmony[-1] if harmony else last
        section = "" if is_pickup else next((part.measures[place.sources[0]].section for part in parts), "")
        measures.append(Measure(_key(place, key, changes), place.time, tuple(staves), place.length_ticks, harmony, section))
    return tuple(measures), has_symbols


def _key(place: Place, home: KeySignature, changes: Counter[str]) -> KeySignature:
    if place.fifths - home.fifths not in KEY_OFFSETS:
        changes["key_signatures"] += 1
        return home
    return KeySignature(place.fifths, home.mode)


def _symbols(parts: Sequence[DraftPart], place: Place) -> list[tuple[int, DraftHarmony]]:
    """Of the first part that has any here."""
    for part in parts:
        pairs = zip(place.sources, place.starts, strict=True)
        found = [(start + ticks_of(symbol), symbol) for source, start in pairs for symbol in part.measures[source].harmony]
        if found:
            return sorted(found, key=lambda pair: pair[0])
    return []


def _staves(part: DraftPart, name: str, place: Place, key: KeySignature, changes: Counter[str]) -> list[Staff]:
    lines: dict[tuple[int, str], list[Sound]] = {}
    dynamics: dict[int, str] = {}
    for source, start in zip(place.sources, place.starts, strict=True):
        measure = part.measures[source]
        for (staff, voice), line in measure.lines.items():
            moved = [replace(sound, onset=sound.onset + Fraction(start, TICKS_PER_QUARTER)) for sound in line] if start else line
            lines.setdefault((min(staff, MOST_STAVES_A_PART - 1), voice), []).extend(moved)
        for staff, dynamic in measure.dynamics.items():
            dynamics.setdefault(staff, dynamic)
    return [
        Staff(voices_of(_in_order(lines, staff, _voices(part, staff)), place.length_ticks, key, changes), dynamics.get(staff, ""))
        for staff in range(len(INSTRUMENTS[name].clefs))
    ]


def _voices(part: DraftPart, staff: int) -> tuple[str, ...]:
    """The names of all voices that ever sound on a staff, the upper one first: 1, 2, 10."""
    if staff not in part.voices:
        names = {voice for measure in part.measures for (owner, voice), line in measure.lines.items()
                 if line and min(owner, MOST_STAVES_A_PART - 1) == staff}  # fmt: skip
        part.voices[staff] = tuple(sorted(names, key=lambda name: (len(name), name)))
    return part.voices[staff]


def _in_order(lines: dict[tuple[int, str], list[Sound]], staff: int, voices: Sequence[str]) -> list[list[Sound]]:
    """The lines of a staff. Of two voices the lower one stays the lower one where it sounds alone, so that its ties find it."""
    mine = [lines.get((staff, voice), []) for voice in voices]
    return mine if len(mine) == 2 and mine[1] else [line for line in mine if line]


def _with_ties_that_lead_somewhere(measures: tuple[Measure, ...], changes: Counter[str]) -> tuple[Measure, ...]:
    """A tie counts only where the same pitch comes next in the same voice."""
    result = []
    for measure, after in pairwise((*measures, None)):
        staves = []
        for number, staff in enumerate(measure.staves):
            following = after.staves[number].voices if after else ()
            firsts = [voice.chords[0] for voice in following] + [None, None]
            voices = tuple(clear_ties(voice, first) for voice, first in zip(staff.voices, firsts, strict=False))
            changes["ties"] += sum(_tie_count(voice) for voice in staff.voices) - sum(_tie_count(voice) for voice in voices)
            staves.append(replace(staff, voices=voices))
        result.append(replace(measure, staves=tuple(staves)))
    return tuple(result)


def _tie_count(voice: Voice) -> int:
    return sum(sum(chord.ties) for chord in voice.chords)
