"""The templates a teacher starts from, and the exercises made from them: one, or a fresh and equally hard one for each pupil."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median

from ...music.criteria.catalogue import Criterion
from ...music.criteria.kinds import UNKNOWN_PARAMETER, Values
from ...music.criteria.parameters import CriterionError, JsonValue, Parameter
from ...music.criteria.work import Work
from ...music.saying import SaidError, gettext_noop
from . import chorales, dances, listening, periods, species_exercises
from .difficulty import difficulty_of
from .exercise import Draft, Exercise
from .four_parts import NoVoicing

ATTEMPTS = 60
SAMPLE = 24  # exercises from which a template's usual difficulty is read
SPREAD = 0.4  # how far from it an exercise for a class may be


class ExerciseError(SaidError):
    """A template that does not exist, or one whose settings leave nothing to make. The message is for the teacher."""

    code = "exercises.impossible"


@dataclass(frozen=True)
class Template:
    """code: stable. name, about: for the teacher. parameters: what may be set. make: a draft from cleaned parameters and chance."""

    code: str
    name: str
    about: str
    parameters: tuple[Parameter, ...]
    make: Callable[[Values, Random], Draft]

    def clean(self, values: Values) -> dict[str, JsonValue]:
        """The parameters in their usual form, defaults filled in. Raises CriterionError."""
        unknown = set(values) - {parameter.name for parameter in self.parameters}
        if unknown:
            raise CriterionError(UNKNOWN_PARAMETER, name=self.name, parameter=sorted(unknown)[0])
        return {parameter.name: parameter.clean(values.get(parameter.name, parameter.default)) for parameter in self.parameters}

    def to_json(self) -> dict:
        """What a form needs to offer this template."""
        return {"code": self.code, "name": self.name, "about": self.about, "parameters": [one.to_json() for one in self.parameters]}


TEMPLATES: dict[str, Template] = {
    template.code: template
    for template in (
        Template("period", gettext_noop("Period"), gettext_noop("Two phrases of four bars; the beginning is given."),
                 periods.PERIOD_PARAMETERS, periods.make_period),
        Template("harmonise", gettext_noop("Harmonise this melody"), gettext_noop("A tune is given; three voices are added."),
                 chorales.SHARED, chorales.harmonise_melody),
        Template("chorale", gettext_noop("Chorale"), gettext_noop("Four parts to a given soprano or bass."),
                 chorales.CHORALE_PARAMETERS, chorales.make_chorale),
        Template("species", gettext_noop("Two-part counterpoint"), gettext_noop("A line against a cantus firmus in one of four species."),
                 species_exercises.SPECIES_PARAMETERS, species_exercises.make_species),
        Template("variation", gettext_noop("Variation on a theme"), gettext_noop("A theme of eight bars is given; a variation follows."),
                 periods.VARIATION_PARAMETERS, periods.make_variation),
        Template("blues", gettext_noop("12-bar blues"), gettext_noop("The left hand is given; a tune is written over it."),
                 dances.BLUES_PARAMETERS, dances.make_blues),
        Template("waltz", gettext_noop("Waltz accompaniment"), gettext_noop("A tune with chords is given; the left hand is written."),
                 dances.WALTZ_PARAMETERS, dances.make_waltz),
        Template("style", gettext_noop("In the style of …"), gettext_noop("The beginning of a piece is given; the pupil goes on."),
                 dances.STYLE_PARAMETERS, dances.make_in_style),
        Template("sight_reading", gettext_noop("Sight-reading"), gettext_noop("Eight bars to play at a grade."),
                 listening.READING_PARAMETERS, listening.make_sight_reading),
        Template("cadences", gettext_noop("Spot the cadences"), gettext_noop("Say where the phrases end and how."),
                 listening.CADENCE_PARAMETERS, listening.make_cadences),
        Template("wrong_note", gettext_noop("Find the wrong note"), gettext_noop("One note of a chorale is wrong."),
                 listening.WRONG_NOTE_PARAMETERS, listening.make_wrong_note),
    )
}  # fmt: skip


def make(template: str, parameters: Values | None = None, seed: int = 1) -> Exercise:
    """The exercise of a template and a seed; the same arguments always give the same exercise.

    Its solution meets every hard criterion. Raises ExerciseError or CriterionError, with a sentence for the teacher.
    """
    if template not in TEMPLATES:
        raise ExerciseError(gettext_noop("There is no exercise called “%(template)s”."), template=template[:60])
    chosen = TEMPLATES[template]
    values = chosen.clean(parameters or {})
    for attempt in range(ATTEMPTS):
        rng = Random(f"{template} {sorted(values.items())} {seed} {attempt}")
        try:
            draft = chosen.make(values, rng)
        except (NoVoicing, ValueError):
            continue
        exercise = Exercise(template, values, seed, draft, difficulty_of(draft))
        if not missed(exercise):
            return exercise
    raise ExerciseError(gettext_noop("“%(name)s” cannot be made with these settings. Try an easier level."), name=chosen.name)


def missed(exercise: Exercise) -> list[Criterion]:
    """The hard criteria its own solution does not meet: none in an exercise that `make` gives out."""
    work = Work(exercise.solution, exercise.given, exercise.facts)
    return [criterion for criterion in exercise.criteria if criterion.is_hard and not criterion.verdict_on(work).met]


def make_many(template: str, parameters: Values | None = None, *, count: int, seed: int = 1) -> list[Exercise]:
    """A different exercise for each pupil, all about equally hard; a larger class begins with those of a smaller one.

    Exercises that are twins of an earlier one, or harder or easier than the template's usual by more than SPREAD, are left out.
    """
    found: list[Exercise] = []
    seen: set[object] = set()
    first = [make(template, parameters, seed * 100_003 + number) for number in range(SAMPLE)]
    usual = median(exercise.difficulty for exercise in first)
    for number in range(count * ATTEMPTS):
        exercise = first[number] if number < len(first) else make(template, parameters, seed * 100_003 + number)
        mark = fingerprint(exercise)
        if mark not in seen and abs(exercise.difficulty - usual) <= SPREAD:
            seen.add(mark)
            found.append(exercise)
        if len(found) == count:
            return found
    template = gettext_noop("With these settings there are only %(found)s different exercises, not %(count)s.")
    raise ExerciseError(template, found=len(found), count=count)


def fingerprint(exercise: Exercise) -> object:
    """What makes two exercises the same for pupils: the notes that are given, in whatever key, and what is asked."""
    tonic = exercise.given.key.tonic
    notes = tuple((note.onset, note.duration, note.staff, note.pitch.midi - tonic * 7 % 12) for note in exercise.given.notes)
    return notes, exercise.draft.answers
