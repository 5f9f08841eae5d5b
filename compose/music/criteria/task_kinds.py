"""Criteria on the task: form, given material, style, originality, answers."""

from collections.abc import Mapping

from ..saying import gettext_noop, say
from ..score import Measure, Score
from .kinds import Kind, Values
from .parameters import Answers, Number, Regions, Text, read_form
from .verdict import Evidence, Verdict, pending, verdict
from .work import Work

TASK = gettext_noop("The task")


def _form(work: Work, values: Values) -> Verdict:
    asked, heard = str(values["form"]), work.analysis.form
    sections = work.analysis.sections
    right = sum(one == two for one, two in zip(asked, heard, strict=False))
    found = []
    for number, section in enumerate(sections):
        letter = section.letter.rstrip("'")
        if number >= len(asked) or letter != asked[number]:
            sentence = say(gettext_noop("The part from bar %(bar)s sounds like %(letter)s"), bar=work.bar(section.first), letter=letter)
            found.append(Evidence(tuple(range(section.first, section.last + 1)), sentence))
    if len(heard) < len(asked):
        found.append(Evidence((), say(gettext_noop("I hear only %(count)s parts: %(form)s"), count=len(heard), form=heard or "–")))
    return verdict(right / max(len(asked), len(heard)), found, met=asked == heard)


def _untouched(work: Work, values: Values) -> Verdict:
    if work.given is None:
        return verdict(0.0, [Evidence((), say(gettext_noop("There is nothing given to compare with")))], met=False)
    regions = list(values["regions"]) or [[1, len(work.given.measures), None]]  # type: ignore[arg-type]
    wanted = [
        (number, staff)
        for first, last, chosen in regions
        for number in range(first, last + 1)
        for staff in (range(work.given.staff_count) if chosen is None else (chosen,))
    ]
    wrong = sorted({number for number, staff in wanted if not _is_same(work.score, work.given, number - 1, staff)})
    template = gettext_noop("Bar %(bar)s is no longer what was given")
    found = [
        Evidence((number,) if number <= len(work.score.measures) else (), say(template, bar=number - _shift(work))) for number in wrong
    ]
    return verdict(1 - len(wrong) / max(1, len({number for number, _ in wanted})), found)


def _shift(work: Work) -> int:
    return len(work.score.measures) - work.measure_count


def _is_same(score: Score, given: Score, index: int, staff: int) -> bool:
    if index >= len(score.measures) or index >= len(given.measures) or staff >= min(score.staff_count, given.staff_count):
        return False
    return _content(score.measures[index], staff) == _content(given.measures[index], staff)


def _content(measure: Measure, staff: int) -> tuple:
    """Pitches, lengths and ties; marks may be added to what was given."""
    voices = measure.staves[staff].voices
    return measure.time, tuple(tuple((chord.duration_ticks, chord.pitches, chord.ties) for chord in voice.chords) for voice in voices)


def _fact(work: Work, name: str) -> object:
    return work.facts.get(name)


def _style(work: Work, values: Values) -> Verdict:
    least, style = float(values["least"]), str(values["style"])  # type: ignore[arg-type]
    measured = _fact(work, "style")
    likeness = measured.get(style) if isinstance(measured, Mapping) else None
    if not isinstance(likeness, int | float):
        return pending(say(gettext_noop("It is being listened to")))
    template = gettext_noop("It sounds %(percent)s of 100 like “%(style)s”; asked: %(least)s")
    found = [Evidence((), say(template, percent=round(100 * likeness), style=style, least=round(100 * least)))]
    return verdict(1.0, found) if likeness >= least else verdict(likeness / least, found, met=False)


def _originality(work: Work, values: Values) -> Verdict:
    least = float(values["least"])  # type: ignore[arg-type]
    measured = _fact(work, "originality")
    if not isinstance(measured, int | float):
        return pending(say(gettext_noop("The originality has not been measured yet")))
    if measured >= least:
        return verdict(1.0)
    copied = _fact(work, "copied_measures")
    measures = tuple(sorted({int(number) for number in copied})) if isinstance(copied, list | tuple) else ()
    sentence = say(gettext_noop("%(percent)s per cent is your own; the rest follows something that exists"), percent=round(100 * measured))
    return verdict(measured / least, [Evidence(measures, sentence)], met=False)


def _answers(work: Work, values: Values) -> Verdict:
    expected = {(measure, word) for measure, word in values["expected"]}  # type: ignore[union-attr]
    given = _fact(work, "answers")
    said = {(int(measure), str(word)) for measure, word in given} if isinstance(given, list | tuple) else set()
    right = expected & said
    wrong = [Evidence((measure,), say(gettext_noop("Listen to bar %(bar)s again"), bar=work.bar(measure)))
             for measure, _ in sorted(said - expected) if 1 <= measure <= len(work.score.measures)]  # fmt: skip
    if len(right) < len(expected):
        wrong.append(Evidence((), say(gettext_noop("%(right)s of %(count)s found"), right=len(right), count=len(expected))))
    return verdict(len(right) / max(1, len(expected | said)), wrong, met=said == expected)


KINDS = (
    Kind(
        "form",
        TASK,
        gettext_noop("Form"),
        lambda v: say(gettext_noop("The form is %(form)s (equal letters sound alike)."), form=v["form"]),
        _form,
        (Text("form", gettext_noop("Form"), read_form, "AABA", "AABA"),),
        "Caplin, Classical Form",
    ),
    Kind(
        "given_untouched",
        TASK,
        gettext_noop("Given material untouched"),
        lambda v: say(gettext_noop("Leave what was given as it is.")),
        _untouched,
        (Regions("regions", gettext_noop("Stretches"), []),),
        needs="given",
    ),
    Kind(
        "style",
        TASK,
        gettext_noop("Style"),
        lambda v: say(
            gettext_noop("It should sound like “%(style)s”: at least %(percent)s of 100."),
            percent=round(100 * float(v["least"])),
            style=v["style"],
        ),
        _style,
        (
            Text("style", gettext_noop("Style"), str, "waltz", "waltz"),
            Number("least", gettext_noop("At least"), 0, 1, 0.7, is_share=True),
        ),
        needs="style",
    ),
    Kind(
        "originality",
        TASK,
        gettext_noop("Originality"),
        lambda v: say(gettext_noop("At least %(percent)s per cent should be your own idea."), percent=round(100 * float(v["least"]))),
        _originality,
        (Number("least", gettext_noop("At least"), 0, 1, 0.8, is_share=True),),
        needs="originality",
    ),
    Kind(
        "answers",
        TASK,
        gettext_noop("Right answers"),
        lambda v: say(gettext_noop("Find all %(count)s places."), count=len(v["expected"])),
        _answers,
        (Answers("expected", gettext_noop("Expected answers")),),
        needs="answers",
    ),
)
