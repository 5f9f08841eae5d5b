"""What a manifest line offers a caption beside the axes: facts that words can name, and that the style space need not keep."""

import re
from collections.abc import Callable

from .. import words
from . import caption_banks as banks
from .row_attributes import attributes

NAME = re.compile(r"[A-ZŁŚŻ][^\W\d_]+(?: (?:[A-ZŁŚŻ][\w.]*|von|de|da|di|van))* [A-ZŁŚŻ][^\W\d_]{2,}")
KEY = re.compile(r"([A-G])([b#]?) (?:major|minor)")


def key(row: dict) -> str:
    """The declared or the estimated key, "Bb minor"; "" for church modes."""
    found = KEY.fullmatch(str(row.get("key") or row.get("key_est") or ""))
    return found.group() if found else ""


def composer(row: dict) -> str:
    """The surname where the tables know it (in lower case), else the full name as the manifest writes it."""
    name = re.sub(r"\s*\(.*|(?<=[a-z])[A-Z]$", "", str(row.get("composer") or "")).strip()
    known = next((part for part in (name.lower(), name.lower().rsplit(" ", 1)[-1]) if part in words.COMPOSERS), "")
    is_person = bool(NAME.fullmatch(name)) and not name.startswith(("Arr", "Trad", "Anon"))
    return known or (name if is_person else "")


def genres(row: dict) -> list[str]:
    """The words for a genre in its own title."""
    return [form for form in row.get("form") or () if form in words.GENRES]


def instruments(row: dict) -> str:
    """Up to three instruments by name, where the manifest names each player."""
    names, ensemble = [str(name) for name in row.get("instruments") or ()], attributes(row)["ensemble"]
    is_known = bool(names) and all(name.lower() in words.INSTRUMENT_WORDS for name in names)
    if not is_known or not ensemble or len(names) > 3:
        return ""
    if len(names) == 1:
        return f"solo {names[0]}" if (row.get("tracks") or 1) == 1 or ensemble == "piano" else ""
    return f"{', '.join(names[:-1])} and {names[-1]}"


def bars(row: dict) -> str:
    count = row.get("bars")
    return f"{count}" if isinstance(count, int) and 4 <= count <= 128 else ""


def bpm(row: dict) -> str:
    tempo = row.get("tempo_bpm")
    return f"{tempo:.0f}" if tempo and 30 <= tempo <= 240 else ""


def minutes(row: dict) -> str:
    """Its length as people round it."""
    tempo, quarters = row.get("tempo_bpm"), row.get("quarters")
    if not tempo or not quarters:
        return ""
    seconds = 60 * quarters / tempo
    return "half a minute" if seconds < 45 else "a minute" if seconds < 90 else f"{min(10, round(seconds / 60))} minutes"


def forms(row: dict) -> list[str]:
    letters = (row.get("conditions") or {}).get("form", "")
    named = [banks.FORM_WORDS[letters]] if letters in banks.FORM_WORDS else []
    return named + (["rondo"] if "rondo" in (row.get("form") or ()) else [])


FACTS: dict[str, Callable[[dict], str | list[str]]] = {
    "key": key, "composer": composer, "genre": genres, "instruments": instruments, "bars": bars, "bpm": bpm, "minutes": minutes,
    "form": forms,
}  # fmt: skip


def facts(row: dict) -> frozenset[tuple[str, str]]:
    """Every fact that a caption of this line may name, with its value."""
    found = {name: fact(row) for name, fact in FACTS.items()}
    found = {name: [values] if isinstance(values, str) else values for name, values in found.items()}
    return frozenset((name, value) for name, values in found.items() for value in values if value)
