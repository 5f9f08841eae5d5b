"""Parameters of the musical catalogues as form fields. The catalogue says what a parameter is; this knows how it is asked for."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext as _

from . import stretches


def field_of(parameter: Mapping, value: object) -> forms.Field:
    """parameter: as its `to_json` says. value: what is set so far, None for the default."""
    initial = parameter["default"] if value is None else value
    label = _(parameter["label"])
    match parameter["kind"]:
        case "choice":
            return forms.ChoiceField(label=label, choices=_choices(parameter), initial=initial)
        case "choices":
            return forms.MultipleChoiceField(
                label=label, choices=_choices(parameter), initial=initial, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
            )
        case "number":
            return forms.IntegerField(label=label, min_value=int(parameter["least"]), max_value=int(parameter["most"]), initial=initial)
        case "share":
            percent = {"min_value": round(parameter["least"] * 100), "max_value": round(parameter["most"] * 100)}
            return forms.IntegerField(label=f"{label} (%)", initial=None if initial is None else round(float(initial) * 100), **percent)
        case "flag":
            return forms.BooleanField(label=label, required=False, initial=initial)
        case "text":
            example = _("for example %(example)s") % {"example": parameter["example"]}
            return forms.CharField(label=label, max_length=400, initial=initial, help_text=example)
        case "regions":
            text = stretches.write(initial or [])
            return forms.CharField(
                label=label, max_length=400, required=False, initial=text, help_text=_("bars, for example 1-4, 7, 9-12 staff 2")
            )
        case "answers":
            return forms.CharField(
                label=label,
                max_length=2000,
                initial=written_answers(initial or []),
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("bar: answer"),
            )
    raise ValueError(f"no field for a parameter of kind {parameter['kind']}")


def _choices(parameter: Mapping) -> list[tuple[str, str]]:
    return [(word, _(label)) for word, label in parameter["choices"].items()]


def value_of(parameter: Mapping, cleaned: object) -> object:
    """What the catalogue takes. Raises ValueError with a sentence."""
    match parameter["kind"]:
        case "share":
            return cleaned / 100
        case "regions":
            return stretches.read(cleaned)
        case "answers":
            return answers_of(cleaned)
    return cleaned


def written_answers(answers: Iterable) -> str:
    return "\n".join(f"{measure}: {word}" for measure, word in answers)


def answers_of(text: str) -> list[list]:
    """Raises ValueError with a sentence."""
    return [_answer(line) for line in text.splitlines() if line.strip()]


def _answer(line: str) -> list:
    measure, colon, word = line.partition(":")
    if not colon or not measure.strip().isdecimal() or not word.strip():
        raise ValueError(_("“%(line)s” is not an answer. Write the bar, a colon and the answer: 4: half") % {"line": line[:40]})
    return [int(measure), word.strip()]


class ParameterForm(forms.Form):
    """A form with one field a parameter. `refuse` is raised by the catalogue with a sentence for the teacher."""

    def __init__(self, *args: object, parameters: Iterable, values: Mapping | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.parameters = [parameter.to_json() for parameter in parameters]
        for parameter in self.parameters:
            self.fields[f"p_{parameter['name']}"] = field_of(parameter, (values or {}).get(parameter["name"]))

    def values(self) -> dict[str, object]:
        """Of a valid form. Errors of a value land on its field."""
        found = {}
        for parameter in self.parameters:
            name = f"p_{parameter['name']}"
            try:
                found[parameter["name"]] = value_of(parameter, self.cleaned_data[name])
            except ValueError as error:
                self.add_error(name, str(error))
        return found
