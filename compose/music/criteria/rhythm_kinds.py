"""Criteria on rhythm: which note values, which rhythms in a measure."""

from ..saying import Saying, gettext_noop, listed, say
from ..score import Measure, Score
from .kinds import Kind, Values
from .parameters import Choice, Text, voice_parameter
from .verdict import Evidence, Verdict, verdict
from .work import Work

RHYTHM = gettext_noop("Rhythm")
NOTE_VALUES = {"whole": 96, "half": 48, "quarter": 24, "eighth": 12, "16th": 6, "32nd": 3, "double whole": 192}
LABELS = {
    "whole": gettext_noop("whole notes"), "half": gettext_noop("half notes"), "quarter": gettext_noop("quarter notes"),
    "eighth": gettext_noop("eighth notes"), "16th": gettext_noop("sixteenth notes"), "32nd": gettext_noop("thirty-second notes"),
    "double whole": gettext_noop("double whole notes"), "dotted": gettext_noop("dotted notes"), "triplet": gettext_noop("triplets"),
}  # fmt: skip


def value_name(ticks: int) -> tuple[str, str]:
    """The note value of a length, and "dotted", "triplet" or "" for its kind; ("", "") where it has no name."""
    for name, size in NOTE_VALUES.items():
        if ticks == size:
            return name, ""
        if ticks * 2 == size * 3 or ticks * 4 == size * 7:
            return name, "dotted"
        if ticks * 3 == size * 2:
            return name, "triplet"
    return "", ""


def _durations(work: Work, values: Values) -> Verdict:
    allowed = set(values["allowed"])  # type: ignore[arg-type]
    found, count = [], 0
    for number, measure in enumerate(work.score.measures, start=1):
        wrong = set()
        for staff in measure.staves:
            for chord in (chord for voice in staff.voices for chord in voice.chords if not chord.is_rest):
                count += 1
                name, kind = value_name(chord.duration_ticks)
                if name not in allowed or (kind and kind not in allowed):
                    wrong.add(kind if name in allowed else name)
        found += [Evidence((number,), _wrong_value(work.bar(number), name)) for name in sorted(wrong)]
    return verdict(1 - len(found) / max(1, len(work.score.measures), len(found)) if count else 0.0, found, met=bool(count) and not found)


def _wrong_value(bar: int, name: str) -> Saying:
    if not name:
        return say(gettext_noop("Bar %(bar)s has a note value that was not asked for"), bar=bar)
    return say(gettext_noop("Bar %(bar)s has %(value)s"), bar=bar, value=LABELS[name])


def read_rhythm(text: str) -> tuple[int, ...]:
    """ "4. 8 2" as lengths in ticks. Raises ValueError for anything else."""
    lengths = []
    for word in text.split():
        number = int(word.rstrip("."))
        if number not in (1, 2, 4, 8, 16, 32):
            raise ValueError(text)
        ticks, dots = 96 // number, word.count(".")
        lengths.append(ticks + sum(ticks // 2 ** (dot + 1) for dot in range(dots)))
    if not lengths:
        raise ValueError(text)
    return tuple(lengths)


def read_rhythms(text: str) -> list[tuple[int, ...]]:
    """Rhythms of a measure, separated by "|"."""
    return [read_rhythm(part) for part in text.split("|")]


def _rhythms(work: Work, values: Values) -> Verdict:
    allowed = set(read_rhythms(str(values["rhythms"])))
    staves = {line.staff for line in work.chosen(str(values["voice"]))}
    wrong = []
    for number, measure in enumerate(work.score.measures, start=1):
        if measure.length_ticks == measure.time.length_ticks and not all(_rhythm(measure, staff) in allowed for staff in staves):
            wrong.append(number)
    template = gettext_noop("The rhythm of bar %(bar)s is not one of those asked for")
    found = [Evidence((number,), say(template, bar=work.bar(number))) for number in wrong]
    return verdict(1 - len(wrong) / max(1, len(work.score.measures)) if staves else 0.0, found)


def _rhythm(measure: Measure, staff: int) -> tuple[int, ...]:
    """Lengths of the first voice of a staff; tied notes are one."""
    lengths: list[int] = []
    is_tied = False
    for chord in measure.staves[staff].voices[0].chords:
        if is_tied and lengths:
            lengths[-1] += chord.duration_ticks
        else:
            lengths.append(chord.duration_ticks)
        is_tied = any(chord.ties)
    return tuple(lengths)


def _durations_asks(values: Values) -> Saying:
    names = [LABELS[name] for name in values["allowed"]]  # type: ignore[union-attr]
    return say(gettext_noop("Use only these note values: %(values)s."), values=listed(names))


def durations_of(score: Score) -> list[str]:
    """The note values a score uses, as the parameter `allowed` takes them."""
    used = set()
    for measure in score.measures:
        for chord in (chord for staff in measure.staves for voice in staff.voices for chord in voice.chords if not chord.is_rest):
            used.update(filter(None, value_name(chord.duration_ticks)))
    return [name for name in LABELS if name in used]


KINDS = (
    Kind(
        "durations",
        RHYTHM,
        gettext_noop("Allowed note values"),
        _durations_asks,
        _durations,
        (Choice("allowed", gettext_noop("Note values"), LABELS, ["half", "quarter", "eighth"], is_many=True),),
    ),
    Kind(
        "rhythms",
        RHYTHM,
        gettext_noop("Allowed rhythms of a bar"),
        lambda v: say(
            gettext_noop("Every bar has one of these rhythms: %(rhythms)s (4 is a quarter note, 8 an eighth)."), rhythms=v["rhythms"]
        ),
        _rhythms,
        (Text("rhythms", gettext_noop("Rhythms"), read_rhythms, "4 4 2 | 4. 8 2", "4 4 4 4 | 2 2"), voice_parameter("top")),
    ),
)
