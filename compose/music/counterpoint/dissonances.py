"""Which dissonances of a counterpoint are none of those its species allows.

Sources: Fux, Gradus ad Parnassum, book I (passing notes, cambiata, ligatures); Jeppesen, Counterpoint, part II.
"""

from ..analysis.lines import LineNote
from .intervals import is_step
from .setting import Setting


def dissonances(setting: Setting) -> list[LineNote]:
    """The notes of the counterpoint that clash with the cantus and are not excused."""
    return [note for index, note in enumerate(setting.counter.notes) if not _is_right(setting, index)]


def _is_right(setting: Setting, index: int) -> bool:
    note = setting.counter.notes[index]
    if setting.species >= 4 and not _holds_well(setting, index):
        return False
    if setting.is_consonant_at(note, note.start):
        return True
    if setting.species == 1 or setting.is_downbeat(note.start):
        return False
    if setting.species == 2:
        return _is_passing(setting, index)
    if setting.species == 4:
        return False  # the weak half prepares the ligature
    return _is_stepwise(setting, index) or _is_cambiata(setting, index)


def _neighbours(setting: Setting, index: int) -> tuple[LineNote, LineNote, LineNote] | None:
    notes = setting.counter.notes
    if not 0 < index < len(notes) - 1:
        return None
    before, note, after = notes[index - 1 : index + 2]
    return (before, note, after) if before.end == note.start and note.end == after.start else None


def _is_stepwise(setting: Setting, index: int) -> bool:
    found = _neighbours(setting, index)
    return found is not None and is_step(found[0].pitch, found[1].pitch) and is_step(found[1].pitch, found[2].pitch)


def _is_passing(setting: Setting, index: int) -> bool:
    found = _neighbours(setting, index)
    return found is not None and _is_stepwise(setting, index) and (found[1].midi - found[0].midi) * (found[2].midi - found[1].midi) > 0


def _is_cambiata(setting: Setting, index: int) -> bool:
    """A step down into the dissonance, a third down, and then a step up."""
    found = _neighbours(setting, index)
    notes = setting.counter.notes
    if found is None or index + 2 >= len(notes):
        return False
    before, note, after = found
    is_down = is_step(before.pitch, note.pitch) and note.midi < before.midi
    is_third = note.pitch.diatonic - after.pitch.diatonic == 2
    rises = any(later.pitch.diatonic - after.pitch.diatonic == 1 for later in notes[index + 2 : index + 4])
    return is_down and is_third and rises


def _holds_well(setting: Setting, index: int) -> bool:
    """Whether a note held over a bar line agrees with the new note of the cantus, or steps down from it as a suspension."""
    note = setting.counter.notes[index]
    lines = [start for start in setting.starts if note.start < start < note.end]
    for start in lines:
        if not setting.is_consonant_at(note, start) and not (
            setting.is_consonant_at(note, note.start) and _resolves(setting, index, start)
        ):
            return False
    return True


def _resolves(setting: Setting, index: int, start: int) -> bool:
    """The next note, or in the fifth species the one on the second half, is a step lower and consonant."""
    note = setting.counter.notes[index]
    half = start + setting.measure_ticks // 2
    later = [other for other in setting.counter.notes[index + 1 :] if other.start <= half]
    choices = later[:1] if setting.species == 4 else later
    return any(
        is_step(note.pitch, other.pitch) and other.midi < note.midi and setting.is_consonant_at(other, other.start) for other in choices
    )
