"""How a score sounds: one list of played notes for the frames of a stream, for MIDI and for audio."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from .dynamics import VELOCITIES, dynamics_in_force
from .hairpins import hairpins
from .score import TICKS_PER_QUARTER, Chord, Measure, Score
from .ties import Place, tie_targets

DOWNBEAT_ACCENT, BEAT_ACCENT, OFFBEAT_ACCENT = 5, 1, -3
ARTICULATION_ACCENT = {"accent": 14, "tenuto": 4, "staccato": 2}
TOP_NOTE_ACCENT = 4  # the melody: the top note of the first voice of a part's first staff
STACCATO_LENGTH = 0.5


@dataclass(frozen=True, slots=True)
class PlayedNote:
    """A note as it is played, ties merged into their first note.

    id: the notehead it belongs to, see `note_id`.
    onset_ticks, duration_ticks: as notated, from the start of the score. onset_seconds, duration_seconds: as played.
    pitch: MIDI, 0-127. velocity: MIDI, 1-127. part, staff, measure: indices from 0.
    """

    id: str
    onset_ticks: int
    duration_ticks: int
    onset_seconds: float
    duration_seconds: float
    pitch: int
    velocity: int
    part: int
    staff: int
    measure: int

    def to_frame(self) -> dict[str, object]:
        """The note as a progress frame carries it."""
        return {
            "id": self.id,
            "onset_seconds": round(self.onset_seconds, 4),
            "duration_seconds": round(self.duration_seconds, 4),
            "pitch": self.pitch,
            "velocity": self.velocity,
            "part": self.part,
            "measure": self.measure,
        }


def note_id(measure: int, staff: int, voice: int, chord: int, pitch: int) -> str:
    """The name of one notehead, the same in MusicXML, SVG, frames and time map. All indices from 0 in the score."""
    return f"n{measure}-{staff}-{voice}-{chord}-{pitch}"


def rest_id(measure: int, staff: int, voice: int, onset_ticks: int) -> str:
    """The name of one printed rest: how rests are split is the engraver's choice, so it goes by its place in the measure."""
    return f"r{measure}-{staff}-{voice}-{onset_ticks}"


def perform(score: Score, first: int = 0, last: int | None = None) -> tuple[PlayedNote, ...]:
    """The notes that begin in measures `first` to `last` (indices from 0, `last` not included), in order of time.

    The same score always gives the same notes, and a slice gives exactly the notes the whole would give.
    """
    last = len(score.measures) if last is None else min(last, len(score.measures))
    played = [note for staff in range(score.staff_count) for note in _staff_notes(score, staff, first, last)]
    return tuple(sorted(played, key=lambda note: (note.onset_ticks, note.part, note.staff, note.pitch)))


def levels(score: Score, staff: int) -> list[tuple[int, int]]:
    """The velocity at the beginning and at the end of each measure: of the dynamic in force, and under a hairpin on the way to the next."""
    found = [(VELOCITIES[dynamic],) * 2 for dynamic in dynamics_in_force(score, staff)]
    onsets = score.measure_onsets_ticks
    for each in hairpins(score, score.staff_parts[staff]):
        start, end, goal = onsets[each.first], onsets[each.last + 1], VELOCITIES[each.after]
        rise = (goal - VELOCITIES[each.before]) / (end - start)
        for index in range(each.first, each.last + 1):
            found[index] = tuple(round(goal - rise * (end - onsets[edge])) for edge in (index, index + 1))
    return found


def playable(notes: tuple[PlayedNote, ...]) -> list[PlayedNote]:
    """The same notes as one keyboard can play them: keys 0 to 127, and none struck while its last stroke still sounds."""
    by_key = sorted((note for note in notes if 0 <= note.pitch <= 127), key=lambda note: (note.part, note.pitch, note.onset_ticks))
    played = []
    for _, same_key in groupby(by_key, key=lambda note: (note.part, note.pitch)):
        strokes = [list(stroke) for _, stroke in groupby(same_key, key=lambda note: note.onset_ticks)]
        for number, stroke in enumerate(strokes):
            length = max(note.duration_seconds for note in stroke)
            if number + 1 < len(strokes):
                length = min(length, strokes[number + 1][0].onset_seconds - stroke[0].onset_seconds)
            played += [replace(note, duration_seconds=length) for note in stroke]
    return played


def _staff_notes(score: Score, staff: int, first: int, last: int) -> Iterator[PlayedNote]:
    targets = tie_targets(score, staff, max(first - 1, 0))
    continued = set(targets.values())
    loudness = levels(score, staff)
    for index in range(first, last):
        measure = score.measures[index]
        for voice_index, voice in enumerate(measure.staves[staff].voices):
            for number, (onset_ticks, chord) in enumerate(voice.timed()):
                for place in range(len(chord.pitches)):
                    start = (voice_index, index, number, place)
                    if start not in continued:
                        velocity = _velocity(score, measure, staff, start, onset_ticks, chord, loudness[index])
                        yield _played(score, staff, start, onset_ticks, targets, velocity)


def _played(score: Score, staff: int, start: Place, onset_ticks: int, targets: dict[Place, Place], velocity: int) -> PlayedNote:
    chain = [start]
    while chain[-1] in targets:
        chain.append(targets[chain[-1]])
    chords = [score.measures[measure].staves[staff].voices[voice].chords[number] for voice, measure, number, _ in chain]
    voice, measure, number, place = start
    onset_ticks += score.measure_onsets_ticks[measure]
    duration_ticks = sum(chord.duration_ticks for chord in chords)
    length = STACCATO_LENGTH if chords[0].articulation == "staccato" and len(chords) == 1 else 1
    seconds_per_tick = 60 / score.tempo_qpm / TICKS_PER_QUARTER
    return PlayedNote(
        id=note_id(measure, staff, voice, number, place),
        onset_ticks=onset_ticks,
        duration_ticks=duration_ticks,
        onset_seconds=onset_ticks * seconds_per_tick,
        duration_seconds=duration_ticks * length * seconds_per_tick,
        pitch=chords[0].pitches[place].midi,
        velocity=velocity,
        part=score.staff_parts[staff],
        staff=staff,
        measure=measure,
    )


def _velocity(score: Score, measure: Measure, staff: int, start: Place, onset_ticks: int, chord: Chord, level: tuple[int, int]) -> int:
    voice, _, _, place = start
    beat_ticks = onset_ticks + measure.time.length_ticks - measure.length_ticks  # a pickup ends on the bar line
    accent = OFFBEAT_ACCENT if beat_ticks % measure.time.beat_ticks else BEAT_ACCENT if beat_ticks else DOWNBEAT_ACCENT
    is_melody = voice == 0 and score.staff_parts.index(score.staff_parts[staff]) == staff and place == len(chord.pitches) - 1
    before, after = level
    velocity = before + round((after - before) * onset_ticks / measure.length_ticks)
    velocity += accent + ARTICULATION_ACCENT.get(chord.articulation, 0) + is_melody * TOP_NOTE_ACCENT
    return min(max(velocity, 1), 127)
