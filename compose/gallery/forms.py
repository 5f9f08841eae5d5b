"""What people write in the gallery."""

import re
import unicodedata
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compose.visibility import Person

from .models import Collection, Comment, Listing, Report
from .models.listings import TAGS_A_PIECE

LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|io|ru|cn|info|biz|shop|xyz|top|click)\b", re.I)
LINKS_ALLOWED = 2
NEW_FOR = timedelta(days=2)  # accounts this young write no links: those are made for advertising
SAME_WORDS_ALLOWED = 2


def refuse_spam(text: str, author: Person, besides: int | None = None) -> None:
    """Raises ValidationError for links of new accounts, many links, and the same words again and again."""
    link_count = len(LINK.findall(text))
    if link_count and author.date_joined > timezone.now() - NEW_FOR:
        raise forms.ValidationError(_("New accounts cannot write links yet. Please say it in words."), code="comment.link")
    if link_count > LINKS_ALLOWED:
        raise forms.ValidationError(_("That is a lot of links for one comment."), code="comment.links")
    same = Comment.objects.filter(author=author, text=text, created_at__gt=timezone.now() - NEW_FOR).exclude(pk=besides)
    if same.count() >= SAME_WORDS_ALLOWED:
        raise forms.ValidationError(_("You have written exactly this before."), code="comment.repeated")


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ("text", "measure")
        labels = {"text": _("Comment"), "measure": _("Bar (optional)")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 1000})}

    def __init__(self, *arguments: object, listing: Listing, author: Person | None = None, **options: object) -> None:
        super().__init__(*arguments, auto_id="comment_%s", **options)
        self.listing, self.author = listing, author
        self.fields["measure"].widget.attrs |= {"min": 1, "max": listing.measure_count}

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\0", "")
        refuse_spam(text, self.author, self.instance.pk)
        return text

    def clean_measure(self) -> int | None:
        measure = self.cleaned_data["measure"]
        if measure is not None and not 1 <= measure <= self.listing.measure_count:
            raise forms.ValidationError(
                _("This piece has the bars 1 to %(last)s."), code="comment.no_such_bar", params={"last": self.listing.measure_count}
            )
        return measure


class TagForm(forms.Form):
    tags = forms.CharField(label=_("Tags, separated by commas"), max_length=300, required=False)

    def clean_tags(self) -> list[str]:
        """Lower case, no signs but hyphens inside; each once."""
        names = (unicodedata.normalize("NFC", name).casefold() for name in self.cleaned_data["tags"].split(","))
        plain = ("-".join(re.findall(r"[\w]+", name)) for name in names)
        tags = list(dict.fromkeys(name for name in plain if name))
        if len(tags) > TAGS_A_PIECE:
            raise forms.ValidationError(_("A piece can have %(most)s tags."), code="tags.many", params={"most": TAGS_A_PIECE})
        if any(len(name) > 30 for name in tags):
            raise forms.ValidationError(_("A tag has at most 30 letters."), code="tags.long")
        return tags


class CollectionForm(forms.ModelForm):
    class Meta:
        model = Collection
        fields = ("title", "description", "is_public")
        labels = {"title": _("Name"), "description": _("Description"), "is_public": _("Everyone may see this collection")}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ("reason", "words")
        labels = {"reason": _("What is wrong?"), "words": _("Tell us more (optional)")}
        widgets = {"reason": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, auto_id="report_%s", **options)
        self.fields["reason"].choices = Report._meta.get_field("reason").choices


class HidingForm(forms.Form):
    reason = forms.CharField(label=_("Reason, which its author is told"), max_length=300)
