"""The rules of the five species of two-part counterpoint, as far as notes alone decide them.

Sources: Fux, Gradus ad Parnassum (1725), book I, exercises I to V; Jeppesen, Counterpoint (1939), part II. Where they differ (unisons,
repeated notes, how many thirds in a row) the milder rule is kept.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from ..analysis.findings import FAULT, Finding, finding
from ..analysis.lines import Line, LineNote
from ..saying import gettext_noop
from ..score import Pitch, Score
from .dissonances import dissonances
from .intervals import IMPERFECT, PERFECT, interval, is_singable, is_step
from .rhythms import rhythm_faults
from .setting import Setting

WIDEST_LINE = 16  # semitones: a major tenth
WIDE_LEAP = 8
MOST_ALIKE = 3  # equal thirds or sixths in a row
FOURTH = 5

Rule = Callable[[Setting], Iterator[tuple[str, str, tuple[LineNote, ...]]]]
TEXTS = {
    "species-cantus": gettext_noop("The given voice no longer has one note in each bar"),
    "species-rhythm": gettext_noop("The rhythm at %(first)s does not belong to this species"),
    "species-dissonance": gettext_noop("At %(first)s the two voices clash"),
    "species-opening": gettext_noop("The first notes should make a unison, a fifth or an octave"),
    "species-opening-below": gettext_noop("The first notes should make a unison or an octave"),
    "species-ending": gettext_noop("The last notes should make a unison or an octave"),
    "species-clausula": gettext_noop("The voices should step into the last notes in opposite directions"),
    "species-parallels": gettext_noop("The voices move in parallel %(interval)s into %(last)s"),
    "species-direct": gettext_noop("Both voices move the same way into a perfect interval at %(last)s"),
    "species-unison": gettext_noop("The voices meet on the same note at %(first)s"),
    "species-crossing": gettext_noop("The voices cross at %(first)s"),
    "species-leap": gettext_noop("The step or leap into %(last)s is not allowed in this style"),
    "species-repeat": gettext_noop("A note is repeated at %(last)s"),
    "species-recovery": gettext_noop("After the wide leap at %(first)s the line should turn back"),
    "species-range": gettext_noop("The line is wider than a tenth"),
    "species-chromatic": gettext_noop("The note at %(first)s does not belong to the key"),
    "species-alike": gettext_noop("The same interval comes more than three times in a row before %(last)s"),
}
NAMES = {(0, 0): gettext_noop("octaves"), (7, 4): gettext_noop("fifths")}


def species_findings(score: Score, cantus: Line, counter: Line, species: int, *, is_above: bool) -> list[Finding]:
    """Every broken rule of a species, in the order of the score. species: 1 to 5."""
    setting = Setting(score, cantus, counter, species, is_above)
    faults = list(_cantus(setting))
    if not faults:
        faults = [fault for rule in RULES for fault in rule(setting)]
    lines = (counter, cantus) if is_above else (cantus, counter)
    found = []
    for code, text, notes in faults:
        span = (notes[0].start, notes[-1].start)
        shown = NAMES.get(interval(notes[-1].pitch, _against(setting, notes[-1])), "") if code == "species-parallels" else ""
        found.append(finding(score, code, FAULT, lines, notes, text, span, **({"interval": shown} if shown else {})))
    return sorted(found, key=lambda item: (item.first.onset_ticks, item.code))


def _against(setting: Setting, note: LineNote) -> Pitch:
    other = setting.below(note)
    return note.pitch if other is None else other.pitch


def _fault(code: str, *notes: LineNote, text: str = "") -> tuple[str, str, tuple[LineNote, ...]]:
    return code, TEXTS[text or code], notes


def _cantus(setting: Setting) -> Iterator[tuple]:
    notes = setting.cantus.notes
    is_right = [note.start for note in notes] == setting.starts and all(note.end - note.start == setting.measure_ticks for note in notes)
    if not is_right:
        yield _fault("species-cantus", notes[0])


def _rhythm(setting: Setting) -> Iterator[tuple]:
    for number in rhythm_faults(setting):
        yield _fault("species-rhythm", _near(setting, number))


def _near(setting: Setting, number: int) -> LineNote:
    """The counterpoint's first note in a measure, the cantus's where it is silent."""
    start, end = setting.starts[number], setting.starts[number] + setting.measure_ticks
    return next((note for note in setting.counter.notes if start <= note.start < end), setting.cantus.notes[number])


def _dissonance(setting: Setting) -> Iterator[tuple]:
    for note in dissonances(setting):
        yield _fault("species-dissonance", note)


def _frame(setting: Setting) -> Iterator[tuple]:
    first, last = setting.counter.notes[0], setting.counter.notes[-1]
    opening, ending = setting.below(first), setting.below(last)
    if opening is not None:
        found = interval(first.pitch, opening.pitch)
        if found not in PERFECT:
            yield _fault("species-opening", first)
        elif not setting.is_above and found == (7, 4):
            yield _fault("species-opening", first, text="species-opening-below")
    if ending is not None and interval(last.pitch, ending.pitch) != (0, 0):
        yield _fault("species-ending", last)


def _clausula(setting: Setting) -> Iterator[tuple]:
    if len(setting.counter.notes) < 2 or len(setting.cantus.notes) < 2:
        return
    (before, last), (under, final) = setting.counter.notes[-2:], setting.cantus.notes[-2:]
    is_contrary = (last.midi - before.midi) * (final.midi - under.midi) < 0
    if not (is_step(before.pitch, last.pitch) and is_contrary):
        yield _fault("species-clausula", before, last)


def _motion(setting: Setting) -> Iterator[tuple]:
    """Parallel and direct motion into perfect consonances where both voices move at once."""
    for first, second in setting.moves:
        before, after = setting.cantus.note_at(first.end - 1), setting.cantus.note_at(second.start)
        if before is None or after is None or before is after or first.midi == second.midi:
            continue
        arrival = interval(second.pitch, after.pitch)
        if arrival not in PERFECT or (second.midi - first.midi) * (after.midi - before.midi) <= 0:
            continue
        is_parallel = interval(first.pitch, before.pitch) == arrival
        yield _fault("species-parallels" if is_parallel else "species-direct", first, second)


def _accents(setting: Setting) -> Iterator[tuple]:
    """Fifths and octaves on neighbouring downbeats of the second species, and octaves on neighbouring weak beats of the fourth."""
    if setting.species == 2:
        for (one, under), (two, over) in pairwise(setting.downbeats):
            same = interval(one.pitch, under.pitch)
            leap = max((abs(b.midi - a.midi) for a, b in setting.moves if one.start <= a.start < two.start), default=0)
            goes_along = (two.midi - one.midi) * (over.midi - under.midi) > 0
            between = [note for note in setting.counter.notes if one.start < note.start < two.start]
            if between and same in PERFECT and same == interval(two.pitch, over.pitch) and goes_along and leap < FOURTH:
                yield _fault("species-parallels", one, two)
    if setting.species == 4:
        half = setting.measure_ticks // 2
        weak = [(note, setting.below(note)) for start in setting.starts if (note := setting.counter.note_at(start + half))]
        for (one, under), (two, over) in pairwise(weak):
            if under and over and one.midi != two.midi and interval(one.pitch, under.pitch) == interval(two.pitch, over.pitch) == (0, 0):
                yield _fault("species-parallels", one, two)


def _unisons(setting: Setting) -> Iterator[tuple]:
    first, last = setting.starts[0], setting.starts[-1]
    for note in setting.counter.notes:
        other = setting.below(note)
        is_weak = setting.species > 1 and not setting.is_downbeat(note.start)
        if (
            other is not None
            and other.midi == note.midi
            and note.start < last
            and note.start >= first + setting.measure_ticks
            and not is_weak
        ):
            yield _fault("species-unison", note)


def _crossing(setting: Setting) -> Iterator[tuple]:
    for note in setting.counter.notes:
        others = [setting.cantus.note_at(tick) for tick in (note.start, note.end - 1)]
        if any(other is not None and (note.midi < other.midi) == setting.is_above and note.midi != other.midi for other in others):
            yield _fault("species-crossing", note)


def _line(setting: Setting) -> Iterator[tuple]:
    repeats = 0
    for first, second in setting.moves:
        repeats = repeats + 1 if first.midi == second.midi else 0
        if repeats:
            if setting.species in (2, 3) or repeats > 1:
                yield _fault("species-repeat", first, second)
        elif not is_singable(first.pitch, second.pitch):
            yield _fault("species-leap", first, second)
    for (first, second), (_, third) in pairwise(setting.moves):
        leap = second.midi - first.midi
        if abs(leap) >= WIDE_LEAP and (third.midi - second.midi) * leap > 0:
            yield _fault("species-recovery", first, second)
    if setting.counter.high - setting.counter.low > WIDEST_LINE:
        yield _fault("species-range", max(setting.counter.notes, key=lambda note: note.midi))


def _chromatic(setting: Setting) -> Iterator[tuple]:
    for note in setting.counter.notes:
        if note.midi % 12 not in setting.score.key.scale:
            yield _fault("species-chromatic", note)


def _alike(setting: Setting) -> Iterator[tuple]:
    run: list[LineNote] = []
    kind = 0
    for note, other in setting.downbeats if setting.species == 1 else ():
        found = interval(note.pitch, other.pitch)
        run = [*run, note] if found in IMPERFECT and found[1] == kind else [note]
        kind = found[1]
        if len(run) == MOST_ALIKE + 1:
            yield _fault("species-alike", run[0], note)


RULES: tuple[Rule, ...] = (
    _rhythm, _dissonance, _frame, _clausula, _motion, _accents, _unisons, _crossing, _line, _chromatic, _alike,
)  # fmt: skip
