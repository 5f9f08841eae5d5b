from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .uploading import MOST_BYTES, TOO_BIG, Rights

ACCEPTED = ".musicxml,.xml,.mxl,.mid,.midi,.abc,.txt"


class UploadForm(forms.Form):
    """A file of notes, and what whoever brings it may do with the music."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True,  # the reader has a sentence for an empty one
        error_messages={"required": _("Choose a file: MusicXML, MIDI or ABC.")}, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )  # fmt: skip
    rights = forms.ChoiceField(
        label=_("What may you do with this music?"), choices=Rights.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what you may do with this music: it decides what others may ever see of it.")},
    )  # fmt: skip
    author = forms.CharField(label=_("Its author"), max_length=150, required=False, help_text=_("Who is credited where it is free to use."))
    title = forms.CharField(label=_("Title"), max_length=120, required=False, help_text=_("Left empty, the title in the file."))

    def clean_rights(self) -> Rights:
        return Rights(self.cleaned_data["rights"])

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG, code="upload.too_big", params={"most": MOST_BYTES // 1024**2})
        return file

    def clean(self) -> dict:
        cleaned = super().clean()
        rights = cleaned.get("rights")
        if rights and rights.needs_author and not cleaned.get("author", "").strip():
            self.add_error("author", forms.ValidationError(_("This licence asks for credit: say who wrote it."), code="upload.no_author"))
        return cleaned

    def first_error(self) -> forms.ValidationError:
        return next(error for errors in self.errors.as_data().values() for error in errors)
