from allauth.account import forms as allauth_forms
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import User


class SignupForm(allauth_forms.SignupForm):
    field_order = ["username", "password1", "display_name", "email"]

    display_name = forms.CharField(
        label=_("Name on your scores (optional)"), max_length=60, required=False, help_text=_("Without it your user name is shown."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("It is only used to send you a link for a new password.")
        self.fields["password1"].help_text = _("At least 8 characters. A short sentence is best.")
        plain(self)

    def save(self, request: HttpRequest) -> User:
        user = super().save(request)
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])
        return user


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        plain(self)


def plain(form: forms.Form) -> None:
    """Labels stand above the fields, so placeholders would only repeat them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
