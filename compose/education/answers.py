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

    def __init__(self, *args: object, words: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.words = {word.casefold(): word for word in words}
        if words:
            listed = _("One a line: the bar, a colon, and one of: %(words)s") % {"words": ", ".join(words)}
            self.fields["answers"].help_text = listed

    def clean_answers(self) -> list[list]:
        try:
            found = answers_of(self.cleaned_data["answers"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        for _measure, word in found:
            if self.words and word.casefold() not in self.words:
                asked = ", ".join(self.words.values())
                raise forms.ValidationError(_("“%(word)s” is none of: %(words)s") % {"word": word[:40], "words": asked})
        return [[measure, self.words.get(word.casefold(), word)] for measure, word in found]


def form_of(work: Work, data: object = None) -> AnswerForm | None:
    """None where the exercise asks for no answers."""
    if not any(criterion["code"] == "answers" for criterion in work.criteria):
        return None
    return AnswerForm(data, words=work.answer.get("words", []), initial={"answers": written_answers(work.answers)})
