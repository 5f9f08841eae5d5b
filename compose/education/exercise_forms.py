"""The builder of exercises: the task in words, what is locked, the criteria with their points, the rubric."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compose.generation.exercises.templates import ExerciseError, Template
from compose.models import Piece
from compose.music.criteria.catalogue import CATALOGUE, MOST_POINTS, Criterion, CriterionError
from compose.music.header import Header
from compose.music.instruments import ENSEMBLES
from compose.music.score import KeySignature, Score, TimeSignature

from . import facts, material, stretches, templates
from .models import Exercise
from .parameter_fields import ParameterForm

MOST_CRITERIA = 24
MOST_RUBRIC_LINES = 12


class ExerciseForm(forms.ModelForm):
    locked = forms.CharField(
        label=gettext_lazy("Locked bars"), max_length=400, required=False,
        help_text=gettext_lazy("Nobody changes them, neither pupil nor machine: 1-4, 7, 9-12 staff 2"),
    )  # fmt: skip
    rubric_text = forms.CharField(
        label=gettext_lazy("What you judge yourself"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, with its points: Phrasing and dynamics: 4"),
    )  # fmt: skip

    class Meta:
        model = Exercise
        fields = ("title", "description", "locked", "rubric_text")
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["locked"] = stretches.write(self.instance.locks)
        self.initial["rubric_text"] = "\n".join(f"{line['name']}: {line['points']:g}" for line in self.instance.rubric)
        if self.instance.is_fresh:
            del self.fields["locked"]  # each has its own

    def clean_locked(self) -> list[list]:
        try:
            locks = stretches.read(self.cleaned_data["locked"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        count = len(self.instance.steps or ())
        staves = Header.from_json(self.instance.header).staff_count if self.instance.header else 0
        if any(last > count or (staff is not None and staff >= staves) for _first, last, staff in locks):
            facts = {"count": count, "staves": staves}
            raise forms.ValidationError(_("The given material has bars 1 to %(count)d and staves 1 to %(staves)d.") % facts)
        return locks

    def clean_rubric_text(self) -> list[dict]:
        lines = [line for line in self.cleaned_data["rubric_text"].splitlines() if line.strip()]
        if len(lines) > MOST_RUBRIC_LINES:
            raise forms.ValidationError(_("Up to %(count)d lines, please.") % {"count": MOST_RUBRIC_LINES})
        return [_rubric_line(line) for line in lines]

    def save(self, commit: bool = True) -> Exercise:
        self.instance.locks = self.cleaned_data.get("locked", self.instance.locks)
        self.instance.rubric = self.cleaned_data["rubric_text"]
        return super().save(commit)


def _rubric_line(line: str) -> dict:
    name, _colon, points = line.rpartition(":")
    try:
        worth = float(points.replace(",", "."))
    except ValueError:
        worth = -1
    if not name.strip() or not 0 < worth <= MOST_POINTS:
        raise forms.ValidationError(_("“%(line)s” has no points. Write it like: Phrasing and dynamics: 4") % {"line": line[:60]})
    return {"name": name.strip()[:120], "points": worth}


class CriterionForm(ParameterForm):
    """One criterion that was chosen."""

    points = forms.FloatField(label=gettext_lazy("Points"), min_value=0, max_value=MOST_POINTS)
    is_hard = forms.BooleanField(label=gettext_lazy("a must: all of the points or none"), required=False)
    words = forms.CharField(
        label=gettext_lazy("In your own words (optional)"), max_length=300, required=False,
        help_text=gettext_lazy("Pupils read this in place of our sentence."),
    )  # fmt: skip
    removed = forms.BooleanField(label=gettext_lazy("Remove"), required=False)

    def __init__(self, data: object = None, *, criterion: dict, **kwargs: object) -> None:
        self.code, self.kind = criterion["code"], CATALOGUE[criterion["code"]]
        initial = {"points": criterion["points"], "is_hard": criterion["is_hard"], "words": criterion.get("words", "")}
        super().__init__(data, parameters=self.kind.parameters, values=criterion["parameters"], initial=initial, **kwargs)
        if self.code == "style":
            written, names = self.fields["p_style"], [(name, _(name)) for name in facts.style_names()]
            self.fields["p_style"] = forms.ChoiceField(label=written.label, choices=names, initial=written.initial)

    @property
    def name(self) -> str:
        return _(self.kind.name)

    def parameter_fields(self) -> list[forms.BoundField]:
        return [self[f"p_{parameter['name']}"] for parameter in self.parameters]

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors or cleaned["removed"]:
            return cleaned
        values = self.values()
        if self.errors:
            return cleaned
        try:
            criterion = Criterion(self.code, values, cleaned["points"], cleaned["is_hard"])
        except CriterionError as error:
            raise forms.ValidationError(error.saying.translated(_)) from error
        cleaned["criterion"] = criterion.to_json() | {"words": " ".join(cleaned["words"].split())}
        return cleaned


class CriteriaForms:
    """All criteria of an exercise together, and one more from the catalogue."""

    def __init__(self, data: object, exercise: Exercise) -> None:
        self.forms = [CriterionForm(data, criterion=criterion, prefix=f"c{number}") for number, criterion in enumerate(exercise.criteria)]
        self.adding = AddForm(data)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in (*self.forms, self.adding)]  # all of them, so that every fault is shown at once
        return all(valid)

    def criteria(self) -> list[dict]:
        kept = [form.cleaned_data["criterion"] for form in self.forms if not form.cleaned_data["removed"]]
        if code := self.adding.cleaned_data["add"]:
            kept.append(new_criterion(code))
        return kept[:MOST_CRITERIA]


def new_criterion(code: str) -> dict:
    """With what the catalogue proposes; of answers, which only the teacher knows, one to be written over."""
    proposed = {"answers": {"expected": [[1, _("your answer")]]}}
    return Criterion(code, proposed.get(code, {}), points=2.0).to_json() | {"words": ""}


class AddForm(forms.Form):
    add = forms.ChoiceField(label=gettext_lazy("One more criterion"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for kind in CATALOGUE.values():
            groups.setdefault(_(kind.group), []).append((kind.code, _(kind.name)))
        self.fields["add"].choices = [("", "—"), *groups.items()]


class TemplateForm(ParameterForm):
    is_fresh = forms.BooleanField(
        label=gettext_lazy("A fresh one for each pupil: all different, equally hard"), required=False, initial=True,
        help_text=gettext_lazy("Otherwise the whole class gets the same."),
    )  # fmt: skip

    def exercise(self, template: Template) -> Exercise | None:
        """Of a valid form; None, with a sentence on the form, where these settings make nothing."""
        values = self.values()
        if self.errors:
            return None
        try:
            return templates.exercise_of(template, values, is_fresh=self.cleaned_data["is_fresh"])
        except (ExerciseError, CriterionError) as error:
            self.add_error(None, templates.sentence_of(error))
            return None


class BlankSheetForm(forms.Form):
    """An exercise from nothing: so many empty bars."""

    KEYS = {key.name: key for mode in ("major", "minor") for fifths in range(-7, 8) for key in [KeySignature(fifths, mode)]}
    TIMES = ("2/4", "3/4", "4/4", "2/2", "3/8", "6/8", "9/8", "12/8")

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    key = forms.ChoiceField(label=gettext_lazy("Key"), choices=[(name, name) for name in KEYS], initial="C major")
    time = forms.ChoiceField(label=gettext_lazy("Time"), choices=[(name, name) for name in TIMES], initial="4/4")
    tempo_qpm = forms.IntegerField(label=gettext_lazy("Tempo, quarter notes a minute"), min_value=30, max_value=240, initial=96)
    measure_count = forms.IntegerField(label=gettext_lazy("Empty bars"), min_value=1, max_value=64, initial=8)
    ensemble = forms.ChoiceField(label=gettext_lazy("Instruments"), choices=[(name, name) for name in ENSEMBLES], initial="solo piano")

    def score(self) -> Score:
        """Of a valid form."""
        data = self.cleaned_data
        time = TimeSignature(*map(int, data["time"].split("/")))
        return material.blank_score(self.KEYS[data["key"]], time, data["tempo_qpm"], data["measure_count"], data["ensemble"])


class FromPieceForm(forms.Form):
    """An exercise that begins with music of the teacher's own: composed from words, uploaded, or written."""

    piece = forms.ModelChoiceField(label=gettext_lazy("One of your pieces"), queryset=Piece.objects.none(), to_field_name="public_id")

    def __init__(self, *args: object, pieces: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["piece"].queryset = pieces
        self.fields["piece"].label_from_instance = lambda piece: piece.title
