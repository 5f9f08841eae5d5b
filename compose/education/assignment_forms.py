"""How an exercise is given: to whom, when, and by which rules. Times are those of the classroom; its zone must be the active one."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Assignment, Classroom, MachinePolicy

DRAFT, NOW, LATER = "draft", "now", "later"


def time_field(label: str, **options: object) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget, **options)


class AssignmentForm(forms.ModelForm):
    group = forms.ChoiceField(label=_("For"), required=False)
    shown = forms.ChoiceField(
        label=_("Shown to pupils"),
        choices=[(NOW, _("at once")), (LATER, _("from a certain time")), (DRAFT, _("not yet: a draft"))],
        initial=NOW,
    )
    publish_at = time_field(_("Shown from"), help_text=_("Where you chose “from a certain time”."))
    due_at = time_field(_("Due"), help_text=_("Leave it empty and there is no end."))

    class Meta:
        model = Assignment
        fields = ("group", "shown", "publish_at", "due_at", "late_rule", "attempt_limit", "machine_policy", "machine_count", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "attempt_limit": forms.NumberInput(attrs={"min": 1, "max": 99})}
        help_texts = {
            "attempt_limit": _("Leave it empty and pupils may hand in as often as they like; the last one counts."),
            "machine_count": _("Where you chose “so many times”. Each try counts, and the work log shows all of them."),
        }

    def __init__(self, *args: object, classroom: Classroom, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        groups = classroom.people().pupils().exclude(group="").order_by("group").values_list("group", flat=True).distinct()
        names = sorted({*groups, *filter(None, [self.instance.group])})
        self.fields["group"].choices = [("", _("the whole class")), *((name, name) for name in names)]
        self.fields["machine_count"].required = False
        if self.instance.pk:
            publish_at = self.instance.publish_at
            self.initial["shown"] = DRAFT if publish_at is None else LATER

    def clean_attempt_limit(self) -> int | None:
        limit = self.cleaned_data["attempt_limit"]
        if limit is not None and not 1 <= limit <= 99:
            raise ValidationError(_("Write a number from 1 to 99, or leave it empty."))
        return limit

    def clean_machine_count(self) -> int:
        count = self.cleaned_data["machine_count"]
        count = self.instance.machine_count if count is None else count
        if self.data.get("machine_policy") == MachinePolicy.COUNTED and not 1 <= count <= 50:
            raise ValidationError(_("Write a number from 1 to 50."))
        return count

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("shown") == LATER and not cleaned.get("publish_at") and "publish_at" not in self.errors:
            self.add_error("publish_at", _("Write the day and the time from which pupils see it."))
        if cleaned.get("shown") != LATER:
            cleaned["publish_at"] = timezone.now() if cleaned.get("shown") == NOW else None
        publish_at, due_at = cleaned.get("publish_at"), cleaned.get("due_at")
        if due_at and due_at <= (publish_at or timezone.now()) and due_at != self.instance.due_at:
            self.add_error("due_at", _("This is over before the pupils see it. Choose a later time."))
        return cleaned


class CopyForm(forms.Form):
    classroom = forms.ModelChoiceField(label=_("Class"), queryset=None, to_field_name="public_id")

    def __init__(self, *args: object, classrooms: QuerySet[Classroom], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classroom"].queryset = classrooms
        self.fields["classroom"].label_from_instance = lambda classroom: classroom.name
