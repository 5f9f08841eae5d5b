"""What a person may send to change a piece, each field checked before anything is touched."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from .changes import MACHINE_KINDS, MOST_CANDIDATES, MOST_MEASURES, Wanted
from .generation.description import MAX_CHARACTERS
from .music.edits import Edit, edits_from_json
from .music.errors import ComposeError
from .music.instruments import INSTRUMENTS
from .music.score import DYNAMICS

MOST_EDITS = 200
LONGEST_EDITS = 100_000


class OnAVersion(forms.Form):
    """Every change says which version it was made on."""

    base = forms.IntegerField(min_value=1)

    def sentence(self) -> str:
        """The first error, as one sentence for the person."""
        field, errors = next(iter(self.errors.items()))
        label = self.fields[field].label or field if field in self.fields else ""
        return f"{label}: {errors[0]}" if label else errors[0]


class EditsForm(OnAVersion):
    edits = forms.CharField(max_length=LONGEST_EDITS)

    def clean_edits(self) -> tuple[Edit, ...]:
        try:
            listed = json.loads(self.cleaned_data["edits"])
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("The edits could not be read.")) from error
        if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_EDITS:
            raise forms.ValidationError(_("Send 1 to %(most)s edits at once.") % {"most": MOST_EDITS})
        try:
            return edits_from_json(listed)
        except ComposeError as error:
            raise forms.ValidationError(str(error)) from error


class ChangeForm(OnAVersion):
    """What the machine is asked to change."""

    kind = forms.ChoiceField(label=_("Change"), choices=[(kind, kind) for kind in MACHINE_KINDS])
    first = forms.IntegerField(label=_("First bar"), min_value=1)
    last = forms.IntegerField(label=_("Last bar"), min_value=1)
    staff = forms.IntegerField(label=_("Staff"), min_value=0, required=False)
    distance = forms.IntegerField(label=_("How far"), min_value=0, max_value=100, required=False)
    count = forms.IntegerField(label=_("New bars"), min_value=1, max_value=MOST_MEASURES, required=False)
    player = forms.ChoiceField(label=_("Joined by"), choices=[(name, name) for name in INSTRUMENTS], required=False)
    words = forms.CharField(label=_("In words"), max_length=MAX_CHARACTERS, required=False)
    candidates = forms.IntegerField(label=_("Candidates"), min_value=1, max_value=MOST_CANDIDATES, required=False)

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        distance = 50 if data["distance"] is None else data["distance"]
        place = data["first"], data["last"], data["staff"]
        return Wanted(data["kind"], *place, distance / 100, data["count"] or 4, data["words"], data["player"])


class YesOrNo(forms.TypedChoiceField):
    """1 or 0; None where nothing was said."""

    def __init__(self, **options: object) -> None:
        super().__init__(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1", empty_value=None, **options)


class ReshapeForm(OnAVersion):
    """What is done to the piece as a whole or to its measures, without the machine. Which fields count depends on `op`."""

    OPS = ("insert", "delete", "key", "tempo", "instrument", "dynamics", "slurs", "hairpins", "paste")

    op = forms.ChoiceField(choices=[(op, op) for op in OPS])
    first = forms.IntegerField(label=_("First bar"), min_value=1, required=False)
    last = forms.IntegerField(label=_("Last bar"), min_value=1, required=False)
    after = forms.IntegerField(label=_("After bar"), min_value=0, required=False)
    count = forms.IntegerField(label=_("New bars"), min_value=1, max_value=MOST_MEASURES, required=False)
    fifths = forms.IntegerField(label=_("Key"), min_value=-7, max_value=7, required=False)
    tempo_qpm = forms.IntegerField(label=_("Tempo"), min_value=20, max_value=300, required=False)
    part = forms.IntegerField(label=_("Part"), min_value=0, required=False)
    instrument = forms.ChoiceField(label=_("Instrument"), choices=[(name, name) for name in INSTRUMENTS], required=False)
    dynamic = forms.ChoiceField(label=_("Dynamics"), choices=[(mark, mark) for mark in DYNAMICS], required=False)
    staff = forms.IntegerField(label=_("Staff"), min_value=0, required=False)
    is_legato = YesOrNo(label=_("Slurs"), required=False)
    has_hairpins = YesOrNo(label=_("Hairpins"), required=False)

    NEEDED = {
        "insert": ("after", "count"), "delete": ("first", "last"), "key": ("fifths",), "tempo": ("tempo_qpm",),
        "instrument": ("part", "instrument"), "dynamics": ("first", "last", "dynamic"), "paste": ("first", "last", "after"),
        "slurs": ("is_legato",), "hairpins": ("has_hairpins",),
    }  # fmt: skip

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in self.NEEDED.get(cleaned.get("op"), ()):
            if cleaned.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, _("This is needed here."))
        return cleaned


class LockForm(forms.Form):
    first = forms.IntegerField(label=_("First bar"), min_value=1)
    last = forms.IntegerField(label=_("Last bar"), min_value=1)
    staff = forms.IntegerField(label=_("Staff"), min_value=0, required=False)
    is_locked = YesOrNo()

    sentence = OnAVersion.sentence


class PointerForm(forms.Form):
    """Which version to show: a number, or a step back or forth."""

    version = forms.IntegerField(label=_("Version"), min_value=1, required=False)
    move = forms.ChoiceField(choices=[("undo", "undo"), ("redo", "redo")], required=False)

    sentence = OnAVersion.sentence

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and (cleaned.get("version") is None) == (not cleaned.get("move")):
            raise forms.ValidationError(_("Say which version to show, or “undo” or “redo”."))
        return cleaned
