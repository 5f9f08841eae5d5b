"""The settings of a piece's page as forms: every control of the page is a field here, in the address and in what is saved."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .music.instruments import MAX_PARTS
from .music.view import FARTHEST, LAYOUTS, NUMBERS, PITCHES, WIDTHS, View

CURSORS = ("smooth", "page", "top", "off")
DEFAULTS = {
    "layout": "flow", "zoom": 100, "parts": [], "transpose": 0, "pitch": "concert", "chords": None, "numbers": "system",
    "roll": False, "layer": False, "tempo": 100, "volume": 80, "metronome": False, "count_in": False, "humanise": True, "cursor": "smooth",
}  # fmt: skip


class PartsField(forms.Field):
    """Indices from 0: parts=0&parts=2, or parts=0,2 in an address written by hand."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        numbers = [number for text in value or [] for number in str(text).split(",") if number]
        if any(number not in map(str, range(MAX_PARTS)) for number in numbers):
            raise forms.ValidationError(_("Parts are numbers from 0, with commas between them."), code="parts")
        return sorted({int(number) for number in numbers})


def _one_of(values: tuple[str, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(value, value) for value in values], required=False)


def _between(low: int, high: int) -> forms.IntegerField:
    return forms.IntegerField(min_value=low, max_value=high, required=False)


class ViewForm(forms.Form):
    """How the score is drawn. What is left out is as it ever is."""

    layout = _one_of(LAYOUTS)
    width = _between(*WIDTHS)
    zoom = _between(50, 200)
    parts = PartsField(required=False)
    transpose = _between(-FARTHEST, FARTHEST)
    pitch = _one_of(PITCHES)
    chords = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1", required=False, empty_value=None)
    numbers = _one_of(NUMBERS)

    @property
    def first_error(self) -> str:
        """As one sentence that names the field."""
        name, errors = next(iter(self.errors.items()))
        return f"{name}: {errors[0]}"

    def given(self) -> dict:
        """What was asked for and makes sense, by name."""
        self.is_valid()
        asked = {name for name in self.fields if name in self.data or isinstance(self.fields[name], forms.BooleanField)}
        return {name: value for name, value in self.cleaned_data.items() if name in asked and value not in (None, "")}


class SettingsForm(ViewForm):
    """Everything that can be set on the page. Posted whole, so a box that is missing is not ticked."""

    roll = forms.BooleanField(required=False)
    layer = forms.BooleanField(required=False)
    tempo = _between(25, 200)
    volume = _between(0, 100)
    metronome = forms.BooleanField(required=False)
    count_in = forms.BooleanField(required=False)
    humanise = forms.BooleanField(required=False)
    cursor = _one_of(CURSORS)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["width"]  # belongs to the screen, not to the person
        for part in range(MAX_PARTS):
            self.fields[f"volume_{part}"] = _between(0, 100)
            self.fields[f"program_{part}"] = _between(0, 127)
            self.fields[f"muted_{part}"] = forms.BooleanField(required=False)
            self.fields[f"solo_{part}"] = forms.BooleanField(required=False)

    def changed_values(self) -> dict:
        """What is not as it ever is: all that needs to be kept."""
        return {name: value for name, value in self.given().items() if value != DEFAULTS.get(name, False)}


# General MIDI: what a part can sound like in the mixer.
SOUNDS = {
    0: _("Piano"), 4: _("Electric piano"), 6: _("Harpsichord"), 8: _("Celesta"), 10: _("Music box"), 11: _("Vibraphone"), 19: _("Organ"),
    24: _("Guitar"), 25: _("Steel-string guitar"), 32: _("Bass guitar"), 40: _("Violin"), 41: _("Viola"), 42: _("Cello"),
    43: _("Double bass"), 46: _("Harp"), 48: _("Strings"), 52: _("Voices"), 56: _("Trumpet"),
    57: _("Trombone"), 58: _("Tuba"), 60: _("Horn"), 65: _("Saxophone"),
    68: _("Oboe"), 69: _("English horn"), 70: _("Bassoon"), 71: _("Clarinet"), 72: _("Piccolo"), 73: _("Flute"), 74: _("Recorder"),
    88: _("Soft pad"), 110: _("Fiddle"),
}  # fmt: skip


def mixer_of(parts: list[dict], values: dict) -> list[dict]:
    """One channel a part: its name and what is set for it. parts: name and program of each."""
    return [
        {
            "name": part["name"],
            "volume": values.get(f"volume_{number}", 100),
            "muted": values.get(f"muted_{number}", False),
            "solo": values.get(f"solo_{number}", False),
            "program": values.get(f"program_{number}", part["program"]),
        }
        for number, part in enumerate(parts)
    ]


def view_of(values: dict) -> View:
    """The drawing that settings ask for. values: names of `DEFAULTS`, and `width`."""
    given = {name: values[name] for name in ("layout", "width", "zoom", "transpose", "pitch", "chords", "numbers") if name in values}
    return View(parts=tuple(values["parts"]), **given)


def asked(query: QueryDict, saved: dict) -> dict:
    """All settings: as they ever are, then as saved, then as the address says."""
    return DEFAULTS | saved | ViewForm(query).given()
