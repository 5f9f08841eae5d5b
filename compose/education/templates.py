"""Ready exercises: what `compose.generation.exercises` makes as an exercise of a teacher, one for all or a fresh one for each pupil."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from compose.generation.exercises.exercise import Exercise as Made
from compose.generation.exercises.listening import KINDS as CADENCES
from compose.generation.exercises.templates import Template, make, make_many
from compose.models import new_seed
from compose.music.analysis.lines import FOUR_NAMES
from compose.music.errors import ComposeError

from .models import Exercise
from .stored_scores import steps_by_measure

A_CLASS = 32
ANSWERS = {"cadences": CADENCES, "wrong_note": FOUR_NAMES}  # the words a pupil may answer with


def sentence_of(error: ComposeError) -> str:
    saying = getattr(error, "saying", None)
    return saying.translated(gettext) if saying else str(error)


def exercise_of(template: Template, values: Mapping, *, is_fresh: bool) -> Exercise:
    """Not saved. Raises ExerciseError or CriterionError."""
    seed = new_seed()
    made = make_many(template.code, values, count=A_CLASS, seed=seed) if is_fresh else [make(template.code, values, seed)]
    title = gettext(template.name) if is_fresh else made[0].draft.title.translated(gettext)
    exercise = Exercise(title=title[:120], template=template.code, parameters=dict(made[0].parameters), seed=seed, is_fresh=is_fresh)
    exercise.description, exercise.locks = made[0].draft.task.translated(gettext), locks_of(made[0])
    exercise.header, exercise.steps = steps_by_measure(made[0].given)
    exercise.criteria, exercise.answer = criteria_of(made[0]), answer_of(made[0])
    exercise.class_seeds = [each.seed for each in made]
    return exercise


def fresh(exercise: Exercise, number: int) -> Made:
    """The exercise of the class's pupil `number`, from 0: all different, about equally hard. A class larger than thought gets more."""
    if number >= len(exercise.class_seeds):
        made = make_many(exercise.template, exercise.parameters, count=number + A_CLASS, seed=exercise.seed)
        exercise.class_seeds = [each.seed for each in made]
        exercise.save(update_fields=["class_seeds"])
    return make(exercise.template, exercise.parameters, exercise.class_seeds[number])


def locks_of(made: Made) -> list[list]:
    return [list(lock) for lock in made.draft.locks]


def criteria_of(made: Made) -> list[dict]:
    return [each.to_json() | {"words": ""} for each in made.criteria]


def merged(made: Sequence[dict], chosen: Sequence[dict]) -> list[dict]:
    """The criteria as the teacher arranged them, with what is this pupil's own, such as the key, from the fresh exercise."""
    rest = list(made)
    criteria = []
    for criterion in chosen:
        own = next((each for each in rest if each["code"] == criterion["code"]), None)
        if own:
            rest.remove(own)
        criteria.append(criterion | {"parameters": own["parameters"]} if own else criterion)
    return criteria


def answer_of(made: Made) -> dict:
    """The answer key: its notes, unless what is given is all there is, its sentences, and the words that pupils may answer with."""
    lines = [note.translated(gettext) for note in made.draft.key_notes]
    words = list(ANSWERS.get(made.template, ()))
    header, steps = steps_by_measure(made.solution) if made.solution != made.given else ({}, [])
    return {"header": header, "steps": steps, "lines": lines, "words": words}
