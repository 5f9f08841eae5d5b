"""What one may look for in the gallery: a form whose every field narrows the listings, or orders them."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compose.forms import KEYS, TIMES
from compose.licences import Licence
from compose.music.instruments import INSTRUMENTS

from .models.listings import ListingQuerySet

SLOW, FAST = 76, 120  # quarter notes a minute
SHORT, LONG = 60, 180  # seconds
TEMPI = {"slow": Q(tempo_qpm__lt=SLOW), "medium": Q(tempo_qpm__gte=SLOW, tempo_qpm__lte=FAST), "fast": Q(tempo_qpm__gt=FAST)}
LENGTHS = {"short": Q(seconds__lt=SHORT), "medium": Q(seconds__gte=SHORT, seconds__lte=LONG), "long": Q(seconds__gt=LONG)}
DIFFICULTIES = {"easy": Q(difficulty__lte=3), "medium": Q(difficulty__in=(4, 5)), "hard": Q(difficulty__gte=6)}
LICENCES = {"remix": ~Q(licence=Licence.ALL_RIGHTS_RESERVED)} | {value: Q(licence=value) for value in Licence.values}
ORDERS = {
    "new": ("-shared_at", "-pk"),
    "loved": ("-like_count", "-shared_at", "-pk"),
    "featured": ("-featured_at",),
}


def _choice(label: str, choices: list[tuple[str, str]], anything: str = _("any")) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", anything), *choices], required=False)


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Words"), max_length=200, required=False)
    like = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    instrument = _choice(_("Instrument"), [(name, name) for name in INSTRUMENTS])
    key = _choice(_("Key"), [(name, name) for name in KEYS])
    time = _choice(_("Time"), [(name, name) for name in TIMES])
    tempo = _choice(_("Tempo"), [
        ("slow", pgettext_lazy("tempo", "slow")), ("medium", pgettext_lazy("tempo", "medium")), ("fast", pgettext_lazy("tempo", "fast"))
    ])  # fmt: skip
    length = _choice(_("Length"), [("short", _("under a minute")), ("medium", _("1 to 3 minutes")), ("long", _("over 3 minutes"))])
    difficulty = _choice(_("Difficulty"), [("easy", _("grades 1 to 3")), ("medium", _("grades 4 and 5")), ("hard", _("grades 6 to 8"))])
    licence = _choice(_("Licence"), [("remix", _("free to remix")), *Licence.choices])
    tag = forms.CharField(label=_("Tag"), max_length=30, required=False)
    sort = forms.ChoiceField(
        label=_("Order"), choices=[("new", _("newest")), ("loved", _("most liked")), ("featured", _("picked by the staff"))], required=False
    )

    FACETS = ("instrument", "key", "time", "tempo", "length", "difficulty", "licence", "tag")

    def clean(self) -> dict:
        return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in super().clean().items()}

    @property
    def narrowing(self) -> dict[str, str]:
        """The filters that are set, without words, likeness and order."""
        return {name: self.cleaned_data[name] for name in self.FACETS if self.cleaned_data.get(name)}

    def narrow(self, listings: ListingQuerySet) -> ListingQuerySet:
        for name, value in self.narrowing.items():
            listings = listings.filter(_condition(name, value))
        return listings

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or "new"


def _condition(name: str, value: str) -> Q:
    tables = {"tempo": TEMPI, "length": LENGTHS, "difficulty": DIFFICULTIES, "licence": LICENCES}
    if name in tables:
        return tables[name][value]
    if name in ("instrument", "tag"):
        return Q(**{f"{name}s__contains": f"|{value}|"})
    return Q(**{name: value})
