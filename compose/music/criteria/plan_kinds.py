"""Criteria on the frame of a piece: metre, length, tempo, number of voices, dynamics."""

from ..playability import faults, grade
from ..saying import Saying, gettext_noop, say
from ..score import DYNAMICS, Score, Staff
from .kinds import Kind, Values
from .parameters import TIMES_BY_NAME, Number, time_parameter, voice_parameter
from .verdict import Evidence, Verdict, verdict
from .work import Work

FRAME = gettext_noop("Frame")


def _metre(work: Work, values: Values) -> Verdict:
    asked = TIMES_BY_NAME[str(values["time"])]
    wrong = [number + 1 for number, measure in enumerate(work.score.measures) if measure.time != asked]
    template = gettext_noop("Bar %(bar)s is in %(time)s")
    measures = work.score.measures
    found = [Evidence((number,), say(template, bar=work.bar(number), time=measures[number - 1].time.name)) for number in wrong]
    count = len(work.score.measures)
    return verdict(1 - len(wrong) / max(1, count) if count else 0.0, found)


def _length(work: Work, values: Values) -> Verdict:
    count, least, most = work.measure_count, int(values["least"]), int(values["most"])  # type: ignore[arg-type]
    if least <= count <= most:
        return verdict(1.0)
    edge = least if count < least else most
    sentence = say(gettext_noop("The piece has %(count)s bars"), count=count)
    measures = (len(work.score.measures),) if work.score.measures else ()
    return verdict(min(count, edge) / max(1, count, edge), [Evidence(measures, sentence)], met=False)


def _length_asks(values: Values) -> Saying:
    if values["least"] == values["most"]:
        return say(gettext_noop("Write exactly %(most)s bars."), most=values["most"])
    return say(gettext_noop("Write %(least)s to %(most)s bars."), least=values["least"], most=values["most"])


def _tempo(work: Work, values: Values) -> Verdict:
    tempo, least, most = work.score.tempo_qpm, float(values["least"]), float(values["most"])  # type: ignore[arg-type]
    if least <= tempo <= most:
        return verdict(1.0)
    edge = least if tempo < least else most
    found = Evidence((1,), say(gettext_noop("The tempo is %(tempo)s quarter notes a minute"), tempo=tempo))
    return verdict(min(tempo, edge) / max(tempo, edge), [found], met=False)


def sounding_voices(score: Score, measure: int) -> int:
    """How many voices have notes in a measure counted from 0; of a chord in one voice every note is one."""
    staves = score.measures[measure].staves
    return sum(max((len(chord.pitches) for chord in voice.chords), default=0) for staff in staves for voice in staff.voices)


def _voices(work: Work, values: Values) -> Verdict:
    asked = int(values["count"])  # type: ignore[arg-type]
    counts = [sounding_voices(work.score, number) for number in range(len(work.score.measures))]
    wrong = [number for number, count in enumerate(counts) if count != asked]
    template = gettext_noop("Bar %(bar)s has %(count)s voices")
    found = [Evidence((number + 1,), say(template, bar=work.bar(number + 1), count=counts[number])) for number in wrong]
    return verdict(1 - len(wrong) / max(1, len(counts)) if counts else 0.0, found)


def _filled(work: Work, values: Values) -> Verdict:
    share, voice = float(values["share"]), str(values["voice"])  # type: ignore[arg-type]
    staves = _staves(work.score, voice)
    measures = enumerate(work.score.measures, start=1)
    empty = [number for number, measure in measures if not all(_has_notes(measure.staves[staff]) for staff in staves)]
    filled = 1 - len(empty) / max(1, len(work.score.measures)) if staves and work.score.measures else 0.0
    if filled >= share:
        return verdict(1.0)
    found = [Evidence((number,), say(gettext_noop("Bar %(bar)s is still empty"), bar=work.bar(number))) for number in empty]
    return verdict(filled / share, found, met=False)


def _staves(score: Score, voice: str) -> list[int]:
    """The staves a value of `parameters.VOICES` means."""
    count = score.staff_count
    if voice in ("every", "top", "bottom"):
        return list({"every": range(count), "top": range(min(1, count)), "bottom": range(max(0, count - 1), count)}[voice])
    return [int(voice) - 1] if int(voice) <= count else []


def _has_notes(staff: Staff) -> bool:
    return any(chord.pitches for voice in staff.voices for chord in voice.chords)


def _dynamics(work: Work, values: Values) -> Verdict:
    asked = int(values["count"])  # type: ignore[arg-type]
    marks = {staff.dynamic for measure in work.score.measures for staff in measure.staves if staff.dynamic}
    if len(marks) >= asked:
        return verdict(1.0)
    shown = ", ".join(mark for mark in DYNAMICS if mark in marks) or "–"
    found = Evidence((1,), say(gettext_noop("Dynamic marks so far: %(marks)s"), marks=shown))
    return verdict(len(marks) / asked, [found], met=False)


HINTS = {
    "range": gettext_noop("A note in bar %(bar)s lies outside the instrument"),
    "span": gettext_noop("A chord in bar %(bar)s is too wide for a hand"),
    "fingers": gettext_noop("A chord in bar %(bar)s has more notes than fingers"),
    "leap": gettext_noop("A leap in bar %(bar)s leaves no time to move"),
    "speed": gettext_noop("The notes in bar %(bar)s are too fast"),
}


def _playable(work: Work, values: Values) -> Verdict:
    asked, is_grade = int(values["grade"]), grade(work.score)  # type: ignore[arg-type]
    found = [Evidence((fault.measure,), say(HINTS[fault.what], bar=work.bar(fault.measure))) for fault in faults(work.score)]
    if is_grade > asked:
        measures = (_busiest(work.score),) if work.score.measures else ()
        found.append(Evidence(measures, say(gettext_noop("The piece is about grade %(grade)s; this bar is the busiest"), grade=is_grade)))
    bad = len({measure for item in found for measure in item.measures})
    share = min(1.0, asked / is_grade) * (1 - bad / max(1, len(work.score.measures)) * bool(found))
    return verdict(share, found, met=not found)


def _busiest(score: Score) -> int:
    counts = [0] * len(score.measures)
    for note in score.notes:
        counts[note.measure] += 1
    return counts.index(max(counts)) + 1


KINDS = (
    Kind(
        "metre",
        FRAME,
        gettext_noop("Metre"),
        lambda v: say(gettext_noop("Write in %(time)s."), time=v["time"]),
        _metre,
        (time_parameter(),),
    ),
    Kind(
        "length",
        FRAME,
        gettext_noop("Length"),
        _length_asks,
        _length,
        (Number("least", gettext_noop("At least (bars)"), 1, 400, 8), Number("most", gettext_noop("At most (bars)"), 1, 400, 8)),
    ),
    Kind(
        "tempo",
        FRAME,
        gettext_noop("Tempo"),
        lambda v: say(gettext_noop("Keep the tempo between %(least)s and %(most)s quarter notes a minute."), **v),
        _tempo,
        (Number("least", gettext_noop("Slowest"), 20, 300, 60), Number("most", gettext_noop("Fastest"), 20, 300, 120)),
    ),
    Kind(
        "voices",
        FRAME,
        gettext_noop("Number of voices"),
        lambda v: say(gettext_noop("Write for %(count)s voices all the way through."), **v),
        _voices,
        (Number("count", gettext_noop("Voices"), 1, 12, 4),),
    ),
    Kind(
        "filled",
        FRAME,
        gettext_noop("No empty bars"),
        lambda v: say(gettext_noop("Write something in every bar.")),
        _filled,
        (voice_parameter(), Number("share", gettext_noop("Share of the bars"), 0.1, 1, 1, is_share=True)),
    ),
    Kind(
        "dynamics",
        FRAME,
        gettext_noop("Dynamics"),
        lambda v: say(gettext_noop("Use at least %(count)s different dynamic marks (such as p and f)."), **v),
        _dynamics,
        (Number("count", gettext_noop("Different marks"), 1, 8, 2),),
    ),
    Kind(
        "playable",
        FRAME,
        gettext_noop("Playable"),
        lambda v: say(gettext_noop("Somebody who plays at grade %(grade)s should be able to play it."), **v),
        _playable,
        (Number("grade", gettext_noop("Grade"), 1, 8, 3),),
    ),
)
