"""A sentence that can be translated: a template and the values that go into it.

The library knows no language but English; the web edge passes its own `gettext` to `Saying.translated`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .errors import ComposeError


def gettext_noop(message: str) -> str:
    """The message itself: marks it for the collectors of translatable strings."""
    return message


@dataclass(frozen=True, slots=True)
class Saying:
    """template: English with `%(name)s` places. values: (name, value) pairs; values that are words are translated too."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.translated(str)

    def translated(self, translate: Callable[[str], str]) -> str:
        """The sentence in another language. translate: English to it, unknown words unchanged."""
        values = {name: self._value(value, translate) for name, value in self.values}
        return translate(self.template) % values if values else translate(self.template)

    @staticmethod
    def _value(value: object, translate: Callable[[str], str]) -> object:
        if isinstance(value, Saying):
            return value.translated(translate)
        return translate(value) if isinstance(value, str) and value else value

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        values = {name: value.to_json() if isinstance(value, Saying) else value for name, value in self.values}
        return {"template": self.template, "values": values}

    @classmethod
    def from_json(cls, data: dict) -> "Saying":
        """The inverse of `to_json`."""
        values = tuple((name, cls.from_json(value) if isinstance(value, dict) else value) for name, value in data["values"].items())
        return cls(data["template"], values)


def say(template: str, /, **values: object) -> Saying:
    """A saying in one line."""
    return Saying(template, tuple(values.items()))


def listed(items: Sequence["str | Saying"]) -> "str | Saying":
    """Several words as one list: "whole notes, half notes"."""
    if len(items) == 1:
        return items[0]
    return say(gettext_noop("%(first)s, %(rest)s"), first=items[0], rest=listed(items[1:]))


class SaidError(ComposeError):
    """An error whose message can be translated: `saying`."""

    code = "compose.said"

    def __init__(self, template: str, /, **values: object) -> None:
        self.saying = say(template, **values)
        super().__init__(str(self.saying))
