"""What a teacher may write on a submission."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .marking import Sheet
from .models import Feedback, ReadyPhrase, Submission


class MarkingForm(forms.ModelForm):
    """The check's points stand where a field is left as it is."""

    class Meta:
        model = Submission
        fields = ("remark",)
        widgets = {"remark": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: object, sheet: Sheet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for mark in sheet.marks:
            number = mark.row.number
            self.fields[f"points_{number}"] = _points(mark.row.words, mark.row.available, mark.points, required=not mark.row.is_pending)
            self.fields[f"reason_{number}"] = forms.CharField(label=_("Why"), max_length=300, required=False, initial=mark.reason)
        for line in sheet.rubric:
            self.fields[f"rubric_{line.number}"] = _points(line.name, line.most, line.points, required=False)

    def lines(self) -> list[dict]:
        """For the page: a mark and its two fields."""
        numbers = [(mark, mark.row.number) for mark in self.sheet.marks]
        return [{"mark": mark, "points": self[f"points_{number}"], "reason": self[f"reason_{number}"]} for mark, number in numbers]

    def rubric_lines(self) -> list[dict]:
        return [{"line": line, "points": self[f"rubric_{line.number}"]} for line in self.sheet.rubric]

    def overrides(self) -> dict[str, dict]:
        """Where the teacher's points are not the check's, or a reason is given."""
        found = {}
        for row in (mark.row for mark in self.sheet.marks):
            points, reason = self.cleaned_data[f"points_{row.number}"], self.cleaned_data[f"reason_{row.number}"]
            if points is not None and (points != row.earned or reason or row.is_pending):
                found[str(row.number)] = {"points": points, "reason": reason, "met": points >= row.available}
        return found

    def rubric_points(self) -> dict[str, float]:
        given = {line.number: self.cleaned_data[f"rubric_{line.number}"] for line in self.sheet.rubric}
        return {str(number): points for number, points in given.items() if points is not None}


def _points(label: str, most: float, initial: float | None, required: bool = True) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"class": "points", "step": "any"})
    initial = int(initial) if initial is not None and initial == int(initial) else initial
    return forms.FloatField(label=label, min_value=0, max_value=most, required=required, initial=initial, widget=widget)


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = ("measure", "text", "reaction")
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "reaction": forms.RadioSelect}

    def __init__(self, *args: object, measure_count: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.measure_count = measure_count
        self.fields["measure"].widget.attrs |= {"min": 1, "max": measure_count}
        self.fields["reaction"].choices = [("", _("none")), *Feedback.reaction.field.choices]

    def clean_measure(self) -> int | None:
        measure = self.cleaned_data["measure"]
        if measure is not None and not 1 <= measure <= self.measure_count:
            raise ValidationError(_("This piece has bars 1 to %(count)d.") % {"count": self.measure_count})
        return measure

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("text", "").strip() and not cleaned.get("reaction"):
            raise ValidationError(_("Write something or choose a sign."))
        return cleaned


class PhraseForm(forms.ModelForm):
    class Meta:
        model = ReadyPhrase
        fields = ("text",)
