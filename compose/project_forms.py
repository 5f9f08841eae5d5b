from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Piece, Project
from .projects import MOST_OF_A_PERSON


class ProjectForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = ("title", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict:
        is_one_more = self.instance.pk is None and Project.objects.filter(owner_id=self.instance.owner_id).count() >= MOST_OF_A_PERSON
        if is_one_more:
            raise ValidationError(_("You have very many projects. Delete one that you no longer need."), code="projects.too_many")
        return super().clean()


class ProjectChoice(forms.ModelChoiceField):
    def label_from_instance(self, project: Project) -> str:
        return project.title


class PlacingForm(forms.Form):
    """One of a person's projects for a piece. `title` makes a new one."""

    project = ProjectChoice(queryset=Project.objects.none(), to_field_name="public_id", required=False, label=_("Project"))
    title = forms.CharField(max_length=120, required=False, label=_("or a new one"))

    def __init__(self, *arguments: object, owner: object, piece: Piece, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.owner = owner
        mine = Project.objects.of(owner).current()
        self.fields["project"].queryset = mine.exclude(placements__piece=piece)
        self.fields["project"].empty_label = _("Choose a project")

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned["project"] and not cleaned["title"]:
            raise ValidationError(_("Choose a project, or type a name for a new one."), code="projects.none_chosen")
        if cleaned.get("project") and cleaned["project"].is_full:
            raise ValidationError(_("This project is full. Begin another one."), code="projects.full")
        return cleaned

    def chosen(self) -> Project:
        return self.cleaned_data["project"] or Project.objects.create(owner=self.owner, title=self.cleaned_data["title"])


def placing_of(owner: object, piece: Piece) -> dict:
    """What the owner's page of a piece says about projects."""
    return {"form": PlacingForm(owner=owner, piece=piece), "in_projects": Project.objects.of(owner).kept().filter(placements__piece=piece)}
