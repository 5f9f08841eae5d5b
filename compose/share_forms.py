from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from . import licences
from .licences import Licence
from .models import Piece
from .restraints import Deed, refusal
from .visibility import Person, Visibility


class ShareForm(forms.Form):
    """Who may look at a piece, and what they may do with it."""

    visibility = forms.ChoiceField(label=_("Who may open it"), choices=Visibility.choices, widget=forms.RadioSelect)
    licence = forms.ChoiceField(label=_("What others may do with it"), choices=Licence.choices, required=False)

    def __init__(self, *arguments: object, piece: Piece, **options: object) -> None:
        super().__init__(*arguments, initial={"visibility": piece.visibility, "licence": piece.licence}, auto_id="share_%s", **options)
        self.piece = piece
        allowed = licences.allowed_after(piece.credits.values_list("licence", flat=True))
        self.fields["licence"].choices = [(licence.value, licence.label) for licence in allowed]

    def clean_visibility(self) -> Visibility:
        """What everybody sees needs somebody who stands up for it."""
        visibility = Visibility(self.cleaned_data["visibility"])
        if visibility == Visibility.PUBLIC and self.piece.composer_id is None:
            raise forms.ValidationError(_("Sign up first: a piece that everyone may open needs a name under it."), code="share.no_account")
        return visibility

    def clean_licence(self) -> Licence | None:
        return Licence(self.cleaned_data["licence"]) if self.cleaned_data["licence"] else None


class GrantForm(forms.Form):
    """Somebody by their user name."""

    username = forms.CharField(label=_("User name"), max_length=150)

    user: Person

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].replace("\0", "")
        found = get_user_model().objects.filter(username__iexact=username, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here has the user name “%(name)s”."), code="share.nobody", params={"name": username})
        self.user = found
        return username


def sharing_of(piece: Piece) -> dict:
    """What the owner's page says about sharing."""
    return {"form": ShareForm(piece=piece), "grant_form": GrantForm(auto_id="grant_%s"), "links": piece.share_links.live(),
            "grants": piece.grants.select_related("user"), "refusal": refusal(piece, Deed.SHARE)}  # fmt: skip
