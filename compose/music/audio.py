"""Sound: a score played by a SoundFont, as WAV or MP3 with the AI mark in the file."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from math import log2
from pathlib import Path

import numpy as np

from .errors import ComposeError
from .feel import humanise
from .marking import SOFTWARE, mark_fields, mark_sentence
from .performance import perform, playable
from .score import Score

SAMPLE_RATE = 44100
CHUNK_SAMPLES = SAMPLE_RATE  # encoders and memory like a second at a time
TAIL_SECONDS = 2.5  # for the last notes to ring
GAIN_DB, GAIN_DB_A_DOUBLING = 8.0, -3.0  # for one player, and for each doubling of the players
DRUM_CHANNEL = 9
PAN, VOLUME = 10, 7  # MIDI controllers


class AudioError(ComposeError):
    """Sound could not be made."""

    code = "audio.failed"


@lru_cache(maxsize=1)
def default_soundfont() -> Path:
    """TimGM6mb (GPL-2), inside the pretty_midi wheel."""
    spec = find_spec("pretty_midi")
    for folder in spec.submodule_search_locations if spec else ():
        for path in sorted(Path(folder).rglob("TimGM6mb.sf2")):
            return path
    raise AudioError("no SoundFont is installed")


def render(score: Score, format: str = "mp3", soundfont: Path | None = None) -> bytes:
    """The sound file of a score. format: "mp3" or "wav". Raises AudioError for another format or a missing SoundFont."""
    writers = {"mp3": render_mp3, "wav": render_wav}
    if format not in writers:
        raise AudioError(f"sound is written as {' or '.join(writers)}, not {format}")
    return writers[format](score, soundfont)


def render_wav(score: Score, soundfont: Path | None = None) -> bytes:
    """16 bit stereo WAV, 44.1 kHz, with title, software and AI mark in its INFO list."""
    samples = b"".join(chunk.tobytes() for chunk in pcm(score, soundfont))
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 2, SAMPLE_RATE, SAMPLE_RATE * 4, 4, 16)
    info = b"INFO" + _info(b"INAM", score.title) + _info(b"ISFT", SOFTWARE) + _info(b"ICMT", _comment(score))
    body = b"WAVE" + form + b"LIST" + struct.pack("<I", len(info)) + info + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def render_mp3(score: Score, soundfont: Path | None = None, bit_rate: int = 128, part: int | None = None) -> bytes:
    """Stereo MP3 with title, software and AI mark in its ID3 tag. part: that one alone, as it sounds in the whole."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bit_rate)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_channels(2)
    encoder.set_quality(7)
    encoded = [bytes(encoder.encode(chunk.tobytes())) for chunk in pcm(score, soundfont, part)]
    return _id3(score) + b"".join(encoded) + bytes(encoder.flush())


def pcm(score: Score, soundfont: Path | None = None, part: int | None = None) -> Iterator[np.ndarray]:
    """The sound as chunks of about a second: int16 [samples, 2]. part: the others are silent, so that the parts add up to the whole."""
    synth = _synth(score, soundfont or default_soundfont())
    done = 0
    for at, events in _events(score, part):
        yield from _generate(synth, at - done)
        done = max(done, at)
        for is_on, channel, pitch, velocity in events:
            if is_on:
                synth.noteon(channel, pitch, velocity)
            else:
                synth.noteoff(channel, pitch)
    yield from _generate(synth, round(TAIL_SECONDS * SAMPLE_RATE))


def _synth(score: Score, soundfont: Path):
    import tinysoundfont

    synth = tinysoundfont.Synth(samplerate=SAMPLE_RATE)
    try:
        font = synth.sfload(str(soundfont), gain=GAIN_DB + GAIN_DB_A_DOUBLING * log2(len(score.parts)))
    except Exception as error:
        raise AudioError(f"the SoundFont {soundfont.name} cannot be read") from error
    part_count = len(score.parts)
    for staff, part in enumerate(score.staff_parts):
        channel = _channel(staff)
        synth.program_select(channel, font, 0, score.parts[part].instrument.program)
        # The players sit side by side; alone, one sits in the middle.
        place = 64 if part_count == 1 else 64 + round(56 * (part / (part_count - 1) - 0.5))
        synth.control_change(channel, PAN, place)
        synth.control_change(channel, VOLUME, 100)
    return synth


def _channel(staff: int) -> int:
    return staff if staff < DRUM_CHANNEL else staff + 1


def _events(score: Score, part: int | None = None) -> Iterator[tuple[int, list[tuple[bool, int, int, int]]]]:
    """(sample, [(is a note-on, channel, pitch, velocity)]) in order; note-offs come before note-ons of the same moment."""
    moments: dict[int, list[tuple[bool, int, int, int]]] = {}
    for note in playable(humanise(score, perform(score))):
        start = round(note.onset_seconds * SAMPLE_RATE)
        end = max(round((note.onset_seconds + note.duration_seconds) * SAMPLE_RATE), start + 1)
        if part is not None and note.part != part:
            moments.setdefault(end, [])  # its silence is as long as the music
            continue
        channel = _channel(note.staff)
        moments.setdefault(start, []).append((True, channel, note.pitch, note.velocity))
        moments.setdefault(end, []).append((False, channel, note.pitch, 0))
    for at in sorted(moments):
        yield at, sorted(moments[at])


def _generate(synth, count: int) -> Iterator[np.ndarray]:
    while count > 0:
        size = min(count, CHUNK_SAMPLES)
        floats = np.frombuffer(synth.generate(size), dtype=np.float32).reshape(-1, 2)
        yield (_limit(floats) * 32767).astype("<i2")
        count -= size


def _limit(samples: np.ndarray) -> np.ndarray:
    """Leave what is below 0.8 alone and bend the rest so that it never reaches 1."""
    excess = np.abs(samples) - 0.8
    return np.where(excess > 0, np.sign(samples) * (0.8 + 0.19 * np.tanh(excess / 0.19)), samples)


def _comment(score: Score) -> str:
    return "; ".join([mark_sentence(score), *(f"{name}={value}" for name, value in mark_fields(score).items())])


def _info(name: bytes, text: str) -> bytes:
    data = text.encode() + b"\0"
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _id3(score: Score) -> bytes:
    """An ID3v2.4 tag. Source: https://id3.org/id3v2.4.0-structure"""
    frames = _text_frame(b"TIT2", score.title or "Untitled") + _text_frame(b"TSSE", SOFTWARE)
    frames += _text_frame(b"TPE1", score.composer) if score.composer else b""
    frames += _frame(b"COMM", b"\x03eng\x00" + _comment(score).encode())
    for name, value in mark_fields(score).items():
        frames += _frame(b"TXXX", b"\x03" + name.encode() + b"\x00" + value.encode())
    return b"ID3\x04\x00\x00" + _synchsafe(len(frames)) + frames


def _text_frame(name: bytes, text: str) -> bytes:
    return _frame(name, b"\x03" + text.encode())


def _frame(name: bytes, data: bytes) -> bytes:
    return name + _synchsafe(len(data)) + b"\0\0" + data


def _synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
