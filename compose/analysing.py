"""The analysis of a piece as a table, from which the page also draws its layer over the score."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from . import exports
from .music.analysis.analyse import Analysis, analyse
from .music.score import TICKS_PER_QUARTER, Score
from .reading import NO_MEASURE
from .restraints import Deed, refusal
from .visitors import named_version, visible_piece, visitor_of

CADENCES = {("authentic", "perfect"): "PAC", ("authentic", "imperfect"): "IAC", ("half", ""): "HC", ("half", "phrygian"): "HC (Phryg.)",
            ("plagal", ""): "PC", ("deceptive", ""): "DC"}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """One thing that a teacher would draw. kind: key, section, chord, cadence, fault or hint. seconds: when, for the layer.

    short: what stands over the score. text: what it means. notes: ids of the noteheads it is about.
    """

    kind: str
    measure: int
    bar: int
    beat: str
    seconds: float
    short: str
    text: str
    why: str = ""
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def analysis_of(score: Score) -> Analysis:
    return analyse(score)


def marks_of(score: Score) -> list[Mark]:
    """Every mark in order of time, in the language of whoever asks."""
    found = analysis_of(score)
    marks = [_mark(score, "key", region.first, region.key.name, gettext(region.kind)) for region in found.keys]
    for section in found.sections:
        onset = score.measure_onsets_ticks[section.first - 1]
        marks.append(Mark("section", section.first, section.first, "1", _seconds(score, onset), section.letter, gettext("section")))
    marks += [_mark(score, "chord", chord.place, chord.numeral, chord.symbol) for chord in found.chords]
    for cadence in found.cadences:
        short = CADENCES.get((cadence.kind, cadence.detail), cadence.kind)
        marks.append(_mark(score, "cadence", cadence.place, short, cadence.saying.translated(gettext)))
    for each in found.findings:
        text, why = each.sentence.translated(gettext), each.explanation.translated(gettext)
        marks.append(_mark(score, each.severity, each.first, "!" if each.severity == "fault" else "?", text, why, each.notes))
    order = ("key", "section", "chord", "cadence", "fault", "hint")
    return sorted(marks, key=lambda mark: (mark.seconds, order.index(mark.kind)))


def _mark(score: Score, kind: str, place, short: str, text: str, why: str = "", notes: tuple[str, ...] = ()) -> Mark:
    return Mark(kind, place.measure, place.bar, f"{float(place.beat):g}", _seconds(score, place.onset_ticks), short, text, why, notes)


def _seconds(score: Score, onset_ticks: int) -> float:
    return round(onset_ticks * 60 / score.tempo_qpm / TICKS_PER_QUARTER, 4)


@require_safe
def analysis(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a teacher would draw in pencil, as a page that can be read aloud."""
    piece = visible_piece(request, public_id)
    if visitor_of(request).has_made(piece) and (why := refusal(piece, Deed.EXPLAIN)):
        return render(request, "compose/not_explained.html", {"piece": piece, "why": why}, status=403)
    version = named_version(request, piece)
    score = exports.score_of(piece, version)
    if score is None:
        return HttpResponse(NO_MEASURE, status=409, content_type="text/plain; charset=utf-8")
    found = analysis_of(score)
    context = {"piece": piece, "version": version, "marks": marks_of(score), "home": found.home.name, "form": found.form,
               "texture": found.texture_saying.translated(gettext), "ranges": found.ranges, "grade": found.grade}  # fmt: skip
    return render(request, "compose/analysis.html", context)
