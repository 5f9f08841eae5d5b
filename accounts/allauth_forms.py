"""Forms of allauth in our words."""

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import User

ENOUGH = _("At least 8 characters. A short sentence is best.")


class Plain:
    """Labels stand above the fields, so placeholders would only repeat them."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignupForm(Plain, account.SignupForm):
    field_order = ["username", "password1", "display_name", "email"]

    display_name = forms.CharField(
        label=_("Name on your scores (optional)"), max_length=60, required=False, help_text=_("Without it your user name is shown."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("It is only used to send you a link for a new password.")
        self.fields["password1"].help_text = ENOUGH

    def save(self, request: HttpRequest) -> User:
        user = super().save(request)
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])
        return user


class LoginForm(Plain, account.LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["password"].help_text = ""  # the page has its own link to a new password


class AddEmailForm(Plain, account.AddEmailForm):
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label, self.fields["password1"].label = _("Password until now"), _("New password")
        self.fields["password2"].label = _("New password again")
        self.fields["password1"].help_text = ENOUGH


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = ENOUGH


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class CodeForm(Plain, codes.AuthenticateForm):
    pass


class CodeAgainForm(Plain, codes.ReauthenticateForm):
    pass


class ActivateAppForm(Plain, ActivateTOTPForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits")


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name, to tell it from others")
        self.fields["passwordless"].label = _("Sign me in without a password")
        self.fields["passwordless"].help_text = _("Then the device has to know you: by fingerprint, face or a PIN.")
        self.fields["passwordless"].initial = True
