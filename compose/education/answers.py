"""Where answers are asked for beside or instead of notes, "spot the cadence": what the pupil has found, bar by bar."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compose.music.analysis.lines import FOUR_NAMES
from compose.music.criteria.harmony_kinds import CADENCE_LABELS

from .models import Work
from .parameter_fields import answers_of, written_answers


class AnswerForm(forms.Form):
    """expected_count: how many places there are to find, which the task says too."""

    answers = forms.CharField(
        label=_("What you have found"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: the bar, a colon, and what it is."),
    )  # fmt: skip

    def __init__(self, *args: object, words: list[str], expected_count: int = 0, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.words = {word.casefold(): word for word in words}
        self.expected_count = expected_count
        if words:
            listed = _("One a line: the bar, a colon, and one of: %(words)s") % {"words": ", ".join(words)}
            self.fields["answers"].help_text = listed

    @property
    def is_by_staff(self) -> bool:
        """Whether the place alone says the word: the voices of a choir, a staff each."""
        return tuple(self.words.values()) == FOUR_NAMES

    def choices(self) -> list[tuple[str, str]]:
        """The words, and what they are called on the page."""
        return [(word, gettext(CADENCE_LABELS.get(word, word))) for word in self.words.values()]

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


def asks_for_answers(work: Work) -> bool:
    return any(criterion["code"] == "answers" for criterion in work.criteria)


def form_of(work: Work, data: object = None) -> AnswerForm | None:
    """None where the exercise asks for no answers."""
    expected = [criterion["parameters"]["expected"] for criterion in work.criteria if criterion["code"] == "answers"]
    if not expected:
        return None
    words = work.answer.get("words") or sorted({word for _measure, word in expected[0]})  # of a ready exercise also those that do not occur
    facts = {"words": words, "expected_count": len(expected[0])}
    return AnswerForm(data, initial={"answers": written_answers(work.answers)}, **facts)
