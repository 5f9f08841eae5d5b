"""A kind of criterion: one entry of the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..saying import Saying, gettext_noop
from .parameters import CriterionError, JsonValue, Parameter
from .verdict import Verdict
from .work import Work

UNKNOWN_PARAMETER = gettext_noop("“%(name)s” has nothing called %(parameter)s.")
Values = Mapping[str, JsonValue]


@dataclass(frozen=True)
class Kind:
    """code: stable. group: of the teacher's menu. name: for the teacher. asks: the sentence a pupil reads. check: decides it.

    source: where the rule is written, "" for plain facts. needs: what must be handed in beside the score: "given", or a name of the facts.
    """

    code: str
    group: str
    name: str
    asks: Callable[[Values], Saying]
    check: Callable[[Work, Values], Verdict]
    parameters: tuple[Parameter, ...] = ()
    source: str = ""
    needs: str = ""

    def clean(self, values: Values) -> dict[str, JsonValue]:
        """The parameters in their usual form, defaults filled in. Raises CriterionError for a wrong or unknown one."""
        unknown = set(values) - {parameter.name for parameter in self.parameters}
        if unknown:
            raise CriterionError(UNKNOWN_PARAMETER, name=self.name, parameter=sorted(unknown)[0])
        return {parameter.name: parameter.clean(values.get(parameter.name, parameter.default)) for parameter in self.parameters}

    def to_json(self) -> dict:
        """What a form needs to offer this kind."""
        return {
            "code": self.code, "group": self.group, "name": self.name, "source": self.source, "needs": self.needs,
            "parameters": [parameter.to_json() for parameter in self.parameters],
        }  # fmt: skip
