"""The report of a piece: what was asked, and what is measured on the notes."""

import numpy as np

from .analysis.texture_class import texture_class
from .figures import end_is_on_tonic, onsets_per_quarter, semitone_clash_share, share_in_scale
from .header import Header
from .key_finding import find_key
from .playability import grade
from .score import Score


def report(
    score: Score, asked: Header, cadence: str = "authentic", *, texture: str = "", grades: tuple[int, int] | None = None,
    density: tuple[float, float | None] | None = None,
) -> dict:  # fmt: skip
    """A line a field: {"field", "asked", "measured", "is_met"}, and the figures that describe the notes.

    texture: of TEXTURES, "" where none was asked. grades: the lowest and the highest one that are as asked, None where none was.
    density: onsets of the busiest staff a quarter note, from the first number on and below the second, if there is one.
    """
    lines = [
        _line("key", asked.key.name, heard_key(score)),
        _line("time", asked.time.name, _only({measure.time.name for measure in score.measures})),
        _line("tempo_qpm", asked.tempo_qpm, score.tempo_qpm),
        _line("measure_count", asked.measure_count, len(score.measures)),
        _line("instruments", list(asked.instruments), [part.instrument.name for part in score.parts]),
    ]
    if cadence in ("authentic", "plagal"):
        lines.append(_line("cadence", "ends on the tonic", "ends on the tonic" if end_is_on_tonic(score) else "ends elsewhere"))
    if texture:
        lines.append(_line("texture", texture, texture_class(score)))
    if grades:
        measured = grade(score)
        lines.append({"field": "difficulty", "asked": list(grades), "measured": measured, "is_met": grades[0] <= measured <= grades[1]})
    if density:
        lines.append(_density_line(density, round(onsets_per_quarter(score), 1)))
    return {
        "fields": lines,
        "met_share": round(sum(line["is_met"] for line in lines) / len(lines), 3),
        "in_scale_share": round(share_in_scale(score), 3),
        "clash_share": round(semitone_clash_share(score), 3),
        "note_count": len(score.notes),
        "seconds": round(score.duration_seconds, 1),
    }


def _line(field: str, asked: object, measured: object) -> dict:
    return {"field": field, "asked": asked, "measured": measured, "is_met": asked == measured}


def _density_line(asked: tuple[float, float | None], measured: float) -> dict:
    least, below = asked
    is_met = least <= measured and (below is None or measured < below)
    return {"field": "density", "asked": list(asked), "measured": measured, "is_met": is_met}


def _only(values: set[str]) -> str:
    return values.pop() if len(values) == 1 else ", ".join(sorted(values))


def heard_key(score: Score) -> str:
    """The key heard in the notes alone, spelled as the score is."""
    notes = np.array([(float(note.onset) * 24, float(note.onset + note.duration) * 24, note.pitch.midi) for note in score.notes])
    if not len(notes):
        return ""
    return find_key(notes, [measure.key.fifths for measure in score.measures[:1]]).name
