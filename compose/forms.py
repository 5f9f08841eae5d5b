import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from .generation.blending import blend
from .generation.plan import DescriptionError, Plan, read_plan
from .models import Piece, Version, new_seed
from .music.instruments import ENSEMBLES
from .music.score import KeySignature, TimeSignature

KEYS = {key.name: key for mode in ("major", "minor") for fifths in range(-7, 8) for key in [KeySignature(fifths, mode)]}
TIMES = {time.name: time for time in (TimeSignature(*pair) for pair in ((2, 4), (3, 4), (4, 4), (2, 2), (3, 8), (6, 8), (9, 8), (12, 8)))}
MAX_SEED = 2**31 - 1
# One element of music alone, and how descriptions ask for it.
ELEMENTS = (
    ("", _("a whole piece")), ("melody", _("just a melody")), ("chords", _("just chords")), ("rhythm", _("just a rhythm")),
    ("bass", _("just a bass line")),
)  # fmt: skip
ELEMENT_WORDS = {"melody": "just a melody", "chords": "just a chord progression", "rhythm": "just a rhythm", "bass": "just a bass line"}
ADVANCED = ("element", "key", "time", "tempo_qpm", "measure_count", "ensemble", "blend_with", "blend_share", "seed")
USUAL_SHARE = 40


def _choices(names: dict) -> list[tuple[str, str]]:
    return [("", _("as the words say")), *((name, name) for name in names)]


class ComposeForm(forms.Form):
    """One sentence, and behind a fold the settings that win over its words."""

    description = forms.CharField(
        label=_("What shall I compose?"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,  # `read_plan` has the sentence for an empty one, the same here, in the shell and for programs
    )
    element = forms.ChoiceField(label=_("Compose"), choices=ELEMENTS, required=False, widget=forms.RadioSelect)
    key = forms.ChoiceField(label=_("Key"), choices=_choices(KEYS), required=False)
    time = forms.ChoiceField(label=_("Time"), choices=_choices(TIMES), required=False)
    tempo_qpm = forms.IntegerField(label=_("Tempo, quarter notes a minute"), required=False)
    measure_count = forms.IntegerField(label=_("Measures"), required=False)
    ensemble = forms.ChoiceField(label=_("Instruments"), choices=_choices(ENSEMBLES), required=False)
    blend_with = forms.CharField(label=_("Blended with"), required=False, help_text=_("Another description, or only a style: “a tango”."))
    blend_share = forms.IntegerField(
        label=_("How much of it"), min_value=0, max_value=100, required=False, initial=USUAL_SHARE,
        widget=forms.NumberInput(attrs={"type": "range", "step": 10}),
    )  # fmt: skip
    seed = forms.IntegerField(label=_("Seed"), min_value=0, max_value=MAX_SEED, required=False)
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    plan: Plan

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        first = self._read("description", cleaned, self._with_element(cleaned))
        second = self._read("blend_with", cleaned, cleaned["blend_with"]) if cleaned["blend_with"].strip() else None
        if not self.errors:
            share = USUAL_SHARE if cleaned["blend_share"] is None else cleaned["blend_share"]
            self.plan = blend(first, second, share / 100) if second and share else first
        return cleaned

    def _with_element(self, cleaned: dict) -> str:
        """The description, with the element that was chosen said as well; that alone is enough."""
        said = [cleaned["description"].strip(), ELEMENT_WORDS.get(cleaned["element"], "")]
        return cleaned["description"] if not said[1] or said[1] in said[0] else ", ".join(filter(None, said))

    def _read(self, name: str, cleaned: dict, words: str) -> Plan | None:
        try:
            return read_plan(words, **self.settings(cleaned))
        except DescriptionError as error:
            self.add_error(name, forms.ValidationError(str(error), code=error.code))
            return None

    def settings(self, cleaned: dict) -> dict:
        """The settings that were made, as `read_plan` takes them."""
        typed = {
            "key": KEYS.get(cleaned["key"]),
            "time": TIMES.get(cleaned["time"]),
            "tempo_qpm": cleaned["tempo_qpm"],
            "measure_count": cleaned["measure_count"],
            "ensemble": cleaned["ensemble"] or None,
        }
        return {name: value for name, value in typed.items() if value is not None}

    @property
    def planned_measures(self) -> int | None:
        """The length the words ask for, where they do: a hint for waiting times."""
        return getattr(self.plan.measure_count, "value", None)

    def piece(self) -> Piece:
        """The piece to compose, not saved yet."""
        advanced = {name: self.cleaned_data[name] for name in ADVANCED if self.cleaned_data[name] not in (None, "")}
        return Piece(title=title_of(self.plan.description), description=self.plan.description, advanced=advanced)

    def version(self) -> Version:
        """Its first version, not saved yet."""
        seed = self.cleaned_data["seed"]
        return Version(plan=self.plan.to_json(), seed=new_seed() if seed is None else seed)


def empty_form(description: str = "") -> ComposeForm:
    """A fresh form, with a key of its own so that a double click is one piece."""
    return ComposeForm(initial={"idempotency_key": secrets.token_urlsafe(16), "description": description})


def title_of(description: str) -> str:
    """The first words of the description, as a title."""
    line = " ".join(description.split())
    if len(line) > 60:
        line = line[:60].rsplit(" ", 1)[0] + "…"
    return line[:1].upper() + line[1:].rstrip(".")
