"""Where answers are asked for beside or instead of notes, "spot the cadence": what the pupil has found, bar by bar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Work
from .parameter_fields import answers_of, written_answers


class AnswerForm(forms.Form):
    answers = forms.CharField(
        label=_("What you have found"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: the bar, a colon, and what it is."),
    )  # fmt: skip

    def clean_answers(self) -> list[list]:
        try:
            return answers_of(self.cleaned_data["answers"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def form_of(work: Work, data: object = None) -> AnswerForm | None:
    """None where the exercise asks for no answers."""
    if not any(criterion["code"] == "answers" for criterion in work.criteria):
        return None
    return AnswerForm(data, initial={"answers": written_answers(work.answers)})
