"""The music on a piece's page, drawn by the server: all of it when it is finished, the systems so far while it grows."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from . import drawing, exports, sheets
from .models import EventKind, Generation, Piece, Status, Version
from .music.spoken import describe
from .music.transposing import WRITTEN
from .player_forms import SOUNDS, mixer_of, view_of
from .progress import stream_of


def shown_music(piece: Piece, version: Version, settings: dict) -> dict:
    """Template context. The drawings are safe: verovio makes them from our own MusicXML, in which the title is escaped.

    settings: how whoever asks wants to read it (player_forms.py).
    """
    music = _finished(piece, version, settings) if version.is_finished else _growing(version.generation)
    parts = (music["note_times"] or {}).get("parts", [])
    return music | {"mixer": mixer_of(parts, settings), "programs": SOUNDS.items()}


def failure_message(generation: Generation | None) -> str:
    """The sentence a failed piece ended with, else ""."""
    if generation is None or generation.status != Status.FAILED:
        return ""
    event = generation.events.filter(kind=EventKind.FAILED).first()
    return event.payload["message"] if event else ""


def _finished(piece: Piece, version: Version, settings: dict) -> dict:
    score = exports.score_of(piece, version)
    last_seq = version.generation.last_seq if version.work_order else 0
    if score is None:
        return {"svg": "", "systems": [], "note_times": None, "last_seq": last_seq}
    sounding = drawing.sounding(score)
    times = vars(sounding) | {"measure_count": len(score.measures)}
    reading = {
        "keys": sheets.keys_of(score),
        "parts": sounding.parts,
        "shows_chords": score.has_chord_symbols if settings["chords"] is None else settings["chords"],
        "is_transposing": any(part.instrument.name in WRITTEN for part in score.parts),
    }
    drawn = sheets.sheet(score, view_of(settings))
    return {
        "svg": drawn,
        "systems": [],
        "note_times": times,
        "last_seq": last_seq,
        "reading": reading,
        "bar_words": describe(score, gettext),
    }


def _growing(generation: Generation) -> dict:
    stream = stream_of(generation.pk)
    stream.refresh()
    frames = [body for frame in stream.frames if frame.event == "measures" for body in (*frame.body.get("redrawn", ()), frame.body)]
    systems = [{"number": body["system"], "svg": mark_safe(body["svg"])} for body in frames]
    notes = {note["id"]: note for body in frames for note in body["notes"]}  # a later frame may lengthen a tied note
    times = None
    if frames:
        bars = [bar for body in frames for bar in body["bars"]]
        times = {"notes": list(notes.values()), "bars": bars, **{name: frames[-1][name] for name in ("parts", "seconds", "measure_count")}}
    return {"svg": _joined(systems), "systems": systems, "note_times": times, "last_seq": stream.last_seq}


def _joined(systems: list[dict]) -> SafeString:
    pairs = ((system["number"], system["svg"]) for system in systems)
    return format_html("{}", format_html_join("\n", '<div data-system="{}">{}</div>', pairs)) if systems else SafeString("")
