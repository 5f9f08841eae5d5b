"""The sheet on a page: the systems or pages of a drawing with their heads and marks, as HTML."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from .music.marking import mark_sentence
from .music.score import Score
from .music.transposing import interval_of, transpose
from .music.view import View, draw

KEY_CHOICES = (*range(-6, 7),)


def sheet(score: Score, view: View, version: int | None = None) -> SafeString:
    """The drawings are safe: verovio makes them from our own MusicXML, in which every text is escaped.

    version: the number of one that was asked for by name.
    """
    drawn = [mark_safe(svg) for svg in draw(score, view)]
    has_chords = score.has_chord_symbols if view.chords is None else view.chords
    context = {"score": score, "view": view, "drawn": drawn, "mark": mark_sentence(score), "has_chords": has_chords, "version": version}
    return render_to_string("compose/_sheet.html", context)


def keys_of(score: Score) -> list[tuple[int, str]]:
    """Semitones and the name of the key they lead to, for the choice of another key."""
    bare = replace(score, measures=())
    return [(semitones, transpose(bare, interval_of(semitones, score.key)).key.name) for semitones in KEY_CHOICES]
