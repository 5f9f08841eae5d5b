from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import SCOPES, User
from .tokens import MOST_OF_A_PERSON


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("display_name", "bio", "default_visibility", "language")
        widgets = {"bio": forms.Textarea(attrs={"rows": 4}), "default_visibility": forms.RadioSelect}
        help_texts = {
            "display_name": _("Without it your user name is shown."),
            "bio": _("A few sentences for your public page."),
            "default_visibility": _("You can change it for every piece."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]
        else:
            choices = [("", _("as the browser says")), *settings.LANGUAGES]
            self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=choices, required=False)


class TokenForm(forms.Form):
    LIFETIMES = {"30": _("30 days"), "365": _("a year"), "": _("until I revoke it")}

    name = forms.CharField(label=_("What it is for"), max_length=60, help_text=_("For instance: practice script on my laptop."))
    scopes = forms.MultipleChoiceField(label=_("It may"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple)
    days = forms.ChoiceField(label=_("It works for"), choices=list(LIFETIMES.items()), required=False, initial="365")

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, initial={"scopes": ["read"], "days": "365"}, **kwargs)
        self.user = user

    def clean(self) -> dict:
        if self.user.access_tokens.usable().count() >= MOST_OF_A_PERSON:
            raise ValidationError(_("You have very many tokens. Revoke one that you no longer use."), code="tokens.too_many")
        return super().clean()

    def as_token(self) -> dict[str, object]:
        days = self.cleaned_data["days"]
        expires_at: datetime | None = timezone.now() + timedelta(days=int(days)) if days else None
        return {"name": self.cleaned_data["name"], "scopes": self.cleaned_data["scopes"], "expires_at": expires_at}
