"""The plan of a piece as a form: what was understood becomes what can be decided, and the whole is composed once more."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from .change_forms import OnAVersion
from .changes import MOST_CANDIDATES
from .forms import KEYS, TIMES
from .generation.blending import LEAST_SHARE, MOST_SHARE, blend, unblended
from .generation.conditions import AXES
from .generation.description import MAX_CHARACTERS
from .generation.figures import MEASURE_LIMITS, TEMPO_LIMITS
from .generation.plan import DescriptionError, Plan, Wish, read_plan
from .models import new_seed
from .music.instruments import ENSEMBLES
from .music.score import CADENCES, DYNAMICS
from .playing_words import ASKED_TEXTURES, DIFFICULTIES


def _names(values) -> list[tuple[str, str]]:
    return [(name, name) for name in values]


class PlanForm(OnAVersion):
    """Fields that are left as they are stay as they were understood; the others count as said."""

    key = forms.ChoiceField(label=_("Key"), choices=_names(KEYS), required=False)
    time = forms.ChoiceField(label=_("Time"), choices=_names(TIMES), required=False)
    tempo_qpm = forms.IntegerField(label=_("Tempo"), min_value=TEMPO_LIMITS[0], max_value=TEMPO_LIMITS[1], required=False)
    measure_count = forms.IntegerField(label=_("Length"), min_value=MEASURE_LIMITS[0], max_value=MEASURE_LIMITS[1], required=False)
    instruments = forms.ChoiceField(label=_("Instruments"), choices=[("", _("as they are")), *_names(ENSEMBLES)], required=False)
    cadence = forms.ChoiceField(label=_("Ending"), choices=[("", "–"), *_names(CADENCES)], required=False)
    density = forms.ChoiceField(label=_("Density"), choices=[("", "–"), *_names(AXES["density"])], required=False)
    texture = forms.ChoiceField(label=_("Texture"), choices=[("", "–"), *ASKED_TEXTURES.items()], required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=[("", "–"), *DIFFICULTIES.items()], required=False)
    dynamics = forms.ChoiceField(label=_("Dynamics"), choices=[("", "–"), *_names(DYNAMICS)], required=False)
    like = forms.CharField(label=_("More or less like"), max_length=MAX_CHARACTERS, required=False)
    lean = forms.IntegerField(label=_("How much"), min_value=round(100 * LEAST_SHARE), max_value=round(100 * MOST_SHARE), required=False)
    is_same_seed = forms.BooleanField(label=_("Same seed: change as little else as possible"), required=False)
    candidates = forms.IntegerField(label=_("Candidates"), min_value=1, max_value=MOST_CANDIDATES, required=False)

    SPELLED = {"key": KEYS, "time": TIMES, "instruments": ENSEMBLES}

    def clean_like(self) -> Plan | None:
        if not self.cleaned_data["like"].strip():
            return None
        try:
            return read_plan(self.cleaned_data["like"])
        except DescriptionError as error:
            raise forms.ValidationError(str(error)) from error

    @classmethod
    def of(cls, plan: Plan) -> "PlanForm":
        """The form as it stands beside a piece. auto_id keeps its fields apart from those of other forms of the page."""
        wishes = {name: getattr(plan, name) for name in cls.base_fields if isinstance(getattr(plan, name, None), Wish)}
        initial = {name: getattr(wish.value, "name", wish.value) for name, wish in wishes.items() if name != "instruments"}
        form = cls(initial=initial | {"like": plan.blended_with, "lean": round(100 * plan.blend_share) or 40}, auto_id="plan-%s")
        if plan.time and plan.time.value.name not in TIMES:
            form.fields["time"].choices = [(plan.time.value.name, plan.time.value.name), *form.fields["time"].choices]
        return form

    def changed(self, plan: Plan) -> Plan:
        """The plan with what was decided here."""
        said = {}
        for name, value in self.cleaned_data.items():
            meant = self.SPELLED[name].get(value) if name in self.SPELLED else value
            wish = getattr(plan, name, None)
            if meant not in (None, "") and (wish is None or (isinstance(wish, Wish) and wish.value != meant)) and hasattr(plan, name):
                said[name] = Wish(meant)
        if "difficulty" in said:
            said["grade"] = None
        plan = unblended(replace(plan, **said))
        like, lean = self.cleaned_data["like"], self.cleaned_data["lean"]
        return blend(plan, like, (40 if lean is None else lean) / 100) if like else plan

    def seeds(self, seed: int) -> list[int]:
        """One a candidate."""
        if self.cleaned_data["is_same_seed"]:
            return [seed]
        return [new_seed() for _number in range(self.cleaned_data["candidates"] or 1)]

    def words(self, old: Plan, new: Plan) -> str:
        """What was decided, for the history: "Key D minor, more like a tango"."""
        labels = [f"{self.fields[name].label} {getattr(wish.value, 'name', None) or _listed(wish.value)}"
                  for name in self.fields if isinstance(wish := getattr(new, name, None), Wish) and getattr(old, name) != wish]  # fmt: skip
        if new.blended_with:
            labels.append(str(_("more like") if new.blend_share > 0 else _("less like")) + f" {new.blended_with}")
        return ", ".join(labels)


def _listed(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
