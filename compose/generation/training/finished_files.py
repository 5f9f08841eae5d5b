"""What programs that are not ours read in a finished MusicXML and MIDI file. Needs the packages of the tests."""

import contextlib
import io
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np


class Unreadable(Exception):
    """A file that is missing or that a parser refuses. `str()` says which and why."""


@dataclass(frozen=True)
class ReadNote:
    """onset, duration: quarter notes. pitch: MIDI. part: index from 0, top first."""

    onset: float
    duration: float
    pitch: int
    part: int


@dataclass(frozen=True)
class FinishedPiece:
    """key: by the printed signature and the last bass note, as a reader names it; heard_key: by key-finding on the notes alone.

    players: part names without numbers. durations: written note values in quarters. dynamics: the first mark, "" for none.
    articulations: how often each stands.
    slurs: how many. spans: semitones that one staff strikes at once, each chord. seconds: by the MIDI file.
    """

    key: str
    heard_key: str
    times: frozenset[str]
    tempo_qpm: float
    measure_count: int
    players: tuple[str, ...]
    notes: tuple[ReadNote, ...]
    durations: frozenset[float]
    dynamics: str
    articulations: Counter
    slurs: int
    spans: tuple[int, ...]
    seconds: float
    parsers_agree: bool
    are_measures_full: bool

    def of_part(self, part: int) -> list[ReadNote]:
        return [note for note in self.notes if note.part == part]

    @property
    def last_bass(self) -> int:
        """The lowest pitch that sounds at the end."""
        end = max(note.onset + note.duration for note in self.notes)
        return min(note.pitch for note in self.notes if note.onset + note.duration > end - 1e-6)


def read_files(path: Path) -> FinishedPiece:
    """path: of the files without their ending. Raises Unreadable."""
    stream = _music21(path.with_name(path.name + ".musicxml"))
    second = _partitura(path.with_name(path.name + ".musicxml"))
    midi, seconds = _midi(path.with_name(path.name + ".mid"))
    notes = _notes(stream)
    if not notes:
        raise Unreadable("it holds no note")
    first = Counter((round(note.onset, 3), note.pitch) for note in notes)
    marks = list(stream.recurse().getElementsByClass("Dynamic"))
    elements = list(stream.recurse().notes)
    return FinishedPiece(
        key=_printed_key(stream, notes), heard_key=_key_name(stream.analyze("key")),
        times=frozenset(mark.ratioString for mark in stream.recurse().getElementsByClass("TimeSignature")),
        tempo_qpm=_tempo(stream), measure_count=max(len(part.getElementsByClass("Measure")) for part in stream.parts),
        players=_players(stream), notes=tuple(notes),
        durations=frozenset(float(element.quarterLength) for element in elements),
        dynamics=marks[0].value if marks else "",
        articulations=Counter(each.name for element in elements for each in element.articulations),
        slurs=len(stream.recurse().getElementsByClass("Slur")),
        spans=tuple(max(element.pitches).midi - min(element.pitches).midi for element in elements if len(element.pitches) > 1),
        seconds=seconds, parsers_agree=first == second == midi, are_measures_full=_are_full(stream),
    )  # fmt: skip


def _music21(path: Path):
    from music21 import converter

    try:
        return converter.parse(path, forceSource=True)
    except Exception as error:  # whatever a parser raises, the file cannot be used
        raise Unreadable(f"music21: {type(error).__name__}: {error}") from error


def _partitura(path: Path) -> Counter:
    """Onset in quarters and pitch of every struck note."""
    import partitura

    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            score = partitura.load_musicxml(path)
            arrays = [part.note_array() for part in score.parts]
    except Exception as error:
        raise Unreadable(f"partitura: {type(error).__name__}: {error}") from error
    starts = [array["onset_quarter"].min() for array in arrays if len(array)]
    zero = min(0.0, *starts) if starts else 0.0  # a pickup begins before zero there
    return Counter((round(float(note["onset_quarter"] - zero), 3), int(note["pitch"])) for array in arrays for note in array)


def _midi(path: Path) -> tuple[Counter, float]:
    import pretty_midi

    try:
        midi = pretty_midi.PrettyMIDI(str(path))
    except Exception as error:
        raise Unreadable(f"pretty_midi: {type(error).__name__}: {error}") from error
    ticks = [(midi.time_to_tick(note.start), note.pitch) for each in midi.instruments for note in each.notes]
    return Counter((round(tick / midi.resolution, 3), pitch) for tick, pitch in ticks), midi.get_end_time()


def _notes(stream) -> list[ReadNote]:
    notes = []
    for number, part in enumerate(_joined_parts(stream)):
        for staff in part:
            for element in staff.stripTies().flatten().notes:
                if element.isRest or element.duration.isGrace or "ChordSymbol" in element.classes:
                    continue
                onset, duration = float(Fraction(element.offset)), float(element.quarterLength)
                notes += [ReadNote(onset, duration, pitch.midi, number) for pitch in element.pitches]
    return notes


def _joined_parts(stream) -> list[list]:
    """Staves by part: music21 reads a piano as two parts with one name, grouped by a brace."""
    groups, taken = [], set()
    for group in stream.getElementsByClass("StaffGroup"):
        staves = [staff for staff in group.getSpannedElements() if "PartStaff" in staff.classes]
        if len(staves) > 1:
            groups.append(staves)
            taken.update(id(staff) for staff in staves)
    singles = [[part] for part in stream.parts if id(part) not in taken]
    order = {id(part): place for place, part in enumerate(stream.parts)}
    return sorted((*groups, *singles), key=lambda staves: order[id(staves[0])])


def _players(stream) -> tuple[str, ...]:
    names = [(staves[0].partName or "").strip() for staves in _joined_parts(stream)]
    return tuple(name.rstrip("0123456789").strip() for name in names)


def _key_name(key) -> str:
    return f"{key.tonic.name.replace('-', 'b')} {key.mode}"


def _printed_key(stream, notes: list[ReadNote]) -> str:
    """The signature names two keys; the last bass note says which."""
    from music21.key import KeySignature

    signature = next(iter(stream.recurse().getElementsByClass(KeySignature)), KeySignature(0))
    major, minor = signature.asKey("major"), signature.asKey("minor")
    end = max(note.onset + note.duration for note in notes)
    bass = min(note.pitch for note in notes if note.onset + note.duration > end - 1e-6) % 12
    near = {major.tonic.pitchClass: major, minor.tonic.pitchClass: minor}
    return _key_name(near.get(bass) or signature.asKey(getattr(signature, "mode", None) or "major"))


def _tempo(stream) -> float:
    marks = list(stream.recurse().getElementsByClass("MetronomeMark"))
    return float(marks[0].getQuarterBPM()) if marks else 0.0


def _are_full(stream) -> bool:
    for part in stream.parts:
        for number, measure in enumerate(part.getElementsByClass("Measure")):
            wanted = measure.barDuration.quarterLength
            lengths = [_length(voice) for voice in list(measure.voices) or [measure]]
            is_pickup = number == 0 and len(set(lengths)) == 1 and lengths[0] < wanted
            if not is_pickup and any(not np.isclose(float(length), float(wanted)) for length in lengths):
                return False
    return True


def _length(voice) -> Fraction:
    return sum((element.quarterLength for element in voice.notesAndRests if "ChordSymbol" not in element.classes), Fraction())
