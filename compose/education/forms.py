import zoneinfo
from datetime import date, timedelta
from functools import cache

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compose import token_buckets
from compose.models import Person
from compose.token_buckets import Allowance

from . import roster
from .joining import is_shown_already, normal
from .models import Classroom, Enrollment
from .models.classroom import CODE_LENGTH, LONGEST_KEPT_DAYS

MAX_FILE_BYTES = 200_000
# What a teacher calls a place; other names of the tz database are kept where a browser or the administration set them.
AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "UTC")


@cache
def time_zones() -> list[tuple[str, str]]:
    names = sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in AREAS)
    return [(name, name.replace("_", " ")) for name in names]


def one_line(text: str) -> str:
    return " ".join(text.split())


class ClassroomForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        initial=lambda: settings.TIME_ZONE,
        help_text=_("Dates and times of assignments are those of this place."),
    )

    class Meta:
        model = Classroom
        fields = ("name", "school", "time_zone", "keep_until")
        help_texts = {
            "school": _("Printed on the password cards."),
            "keep_until": _("After this day pupils’ work and the accounts made for them are removed. Everybody is warned a month before."),
        }
        widgets = {"keep_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_keep_until(self) -> date:
        day, today = self.cleaned_data["keep_until"], timezone.localdate()
        if not today < day <= today + timedelta(days=LONGEST_KEPT_DAYS):
            raise ValidationError(_("Choose a day after today, and at most three years ahead: pupils’ work is not kept for ever."))
        return day


class DoorForm(forms.Form):
    needs_approval = forms.BooleanField(label=_("I let everybody in myself"), required=False)


class JoinForm(forms.Form):
    code = forms.CharField(label=_("Class code"), max_length=40, help_text=_("Your teacher has it: 8 letters and digits."))
    display_name = forms.CharField(
        label=_("Name shown in class"), max_length=40, help_text=_("Your first name is enough. Others see this name and nothing else.")
    )

    def clean_code(self) -> str:
        code = normal(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise ValidationError(
                _("A class code has %(count)d letters and digits; this has %(found)d.") % {"count": CODE_LENGTH, "found": len(code)}
            )
        return code

    def clean_display_name(self) -> str:
        return one_line(self.cleaned_data["display_name"])


class EnrollmentForm(forms.ModelForm):
    class Meta:
        model = Enrollment
        fields = ("display_name", "register_name", "group")

    def clean_display_name(self) -> str:
        name = one_line(self.cleaned_data["display_name"])
        if is_shown_already(self.instance.classroom, name, besides=self.instance.pk):
            raise ValidationError(_("Somebody in this class is called “%(name)s” already.") % {"name": name})
        return name

    def clean_group(self) -> str:
        return one_line(self.cleaned_data["group"])


class RosterForm(forms.Form):
    """A file or pasted lines; on the second step, what was looked at before."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_("From your spreadsheet or school register: columns name, display name, group, username. Only “name” is needed."),
    )
    text = forms.CharField(
        label=_("or names, one a line"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MAX_FILE_BYTES:
            raise ValidationError(_("This file is too large for a list of pupils. Save only the list, as CSV."))
        try:
            return roster.decode(file.read())
        except roster.UnreadableRoster as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["text"] = cleaned.get("file") or cleaned.get("text") or ""
        if not self.errors and not cleaned["text"].strip():
            raise ValidationError(_("Choose a file, or write a name."))
        return cleaned


PASSWORDS = Allowance("passwords asked for by a class", 10)


class PasswordForm(forms.Form):
    """Proves that whoever sits here is whose account it is."""

    password = forms.CharField(
        label=_("Your password here"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args: object, user: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        if token_buckets.take(PASSWORDS, str(self.user.pk)):
            raise ValidationError(_("Too many tries. Come back in an hour."))
        if not self.user.is_authenticated or not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This is not the password of this account."))
        return self.cleaned_data["password"]


class ClaimForm(PasswordForm):
    password = forms.CharField(label=_("Password on your card"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    new_password = forms.CharField(
        label=_("Your own password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters. A short sentence is best."),
    )  # fmt: skip
