"""Standard MIDI files a sequencer can open as they are: named tracks, programmes, tempo, metres and keys."""

from io import BytesIO

import mido
import pretty_midi

from .marking import SOFTWARE, mark_fields, mark_sentence
from .performance import perform, playable
from .pitch import fifths_name
from .score import TICKS_PER_QUARTER, KeySignature, Measure, Score

RESOLUTION = 480  # MIDI ticks per quarter note
SCALE = RESOLUTION // TICKS_PER_QUARTER


HANDS = {1: ("",), 2: (" RH", " LH")}


def write(score: Score, *, by_staff: bool = False) -> bytes:
    """The score as a Standard MIDI file of type 1, one track a part, with the notes of `performance.perform`.

    by_staff: a track for each hand of a keyboard instead, as in the training corpus, so that a reader finds the staves again.
    A key struck while it is still down (two voices on one staff) ends the earlier note; keys struck together end together.
    """
    midi = pretty_midi.PrettyMIDI(resolution=RESOLUTION, initial_tempo=score.tempo_qpm)
    for part, name in zip(score.parts, track_names(score), strict=True):
        for hand in HANDS[part.staff_count] if by_staff else ("",):
            midi.instruments.append(pretty_midi.Instrument(part.instrument.program, name=name + hand))
    for note in playable(perform(score)):
        end = note.onset_seconds + note.duration_seconds
        track = midi.instruments[note.staff if by_staff else note.part]
        track.notes.append(pretty_midi.Note(note.velocity, note.pitch, note.onset_seconds, end))
    buffer = BytesIO()
    midi.write(buffer)
    return _with_conductor(buffer.getvalue(), score)


def track_names(score: Score) -> list[str]:
    """One name a part: "Violin 1", "Violin 2", "Piano"."""
    labels = [part.label for part in score.parts]
    names = []
    for index, part in enumerate(score.parts):
        number = f" {labels[: index + 1].count(part.label)}" if labels.count(part.label) > 1 else ""
        names.append(part.label + number)
    return names


def _with_conductor(midi: bytes, score: Score) -> bytes:
    """Replace the first track by ours: pretty_midi would write Gb major as F# major, and no title."""
    file = mido.MidiFile(file=BytesIO(midi))
    track = mido.MidiTrack()
    now_ticks = 0
    for onset_ticks, message in _conductor_messages(score):
        track.append(message.copy(time=onset_ticks - now_ticks))
        now_ticks = onset_ticks
    track.append(mido.MetaMessage("end_of_track", time=max(score.measure_onsets_ticks[-1] * SCALE - now_ticks, 0)))
    file.tracks[0] = track
    buffer = BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def _conductor_messages(score: Score) -> list[tuple[int, mido.MetaMessage]]:
    text = [mark_sentence(score), f"software: {SOFTWARE}", *(f"{name}: {value}" for name, value in mark_fields(score).items())]
    messages = [(0, mido.MetaMessage("track_name", name=_latin(score.title or "Untitled")))]
    messages += [(0, mido.MetaMessage("text", text=_latin(line))) for line in text]
    messages.append((0, mido.MetaMessage("set_tempo", tempo=round(60e6 / score.tempo_qpm))))
    key = metre = None
    for onset_ticks, measure in zip(score.measure_onsets_ticks, score.measures, strict=False):
        if _metre(measure) not in (None, metre):
            metre = _metre(measure)
            messages.append((onset_ticks * SCALE, mido.MetaMessage("time_signature", numerator=metre[0], denominator=metre[1])))
        if measure.key != key:
            key = measure.key
            messages.append((onset_ticks * SCALE, mido.MetaMessage("key_signature", key=_key_name(key))))
    return messages


def _metre(measure: Measure) -> tuple[int, int] | None:
    """The time signature to write; a pickup gets its own short one so that the bar lines after it fall right."""
    if measure.length_ticks == measure.time.length_ticks:
        return measure.time.beats, measure.time.beat_type
    whole = 4 * TICKS_PER_QUARTER
    return next(((measure.length_ticks * unit // whole, unit) for unit in (4, 8, 16, 32) if measure.length_ticks * unit % whole == 0), None)


def _key_name(key: KeySignature) -> str:
    return fifths_name(key.tonic) + ("m" if key.mode == "minor" else "")


def _latin(text: str) -> str:
    """MIDI texts are Latin-1; other letters are kept as UTF-8 bytes, which sequencers show right or not at all."""
    return text.encode().decode("latin-1") if any(ord(letter) > 255 for letter in text) else text
