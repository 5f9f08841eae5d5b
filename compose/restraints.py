"""What apps built on this one forbid about a piece for a while, such as the classroom while pupils work. The verbs and pages ask here."""

from collections.abc import Callable
from enum import StrEnum

from .models import Piece
from .music.errors import ComposeError


class Deed(StrEnum):
    """SHARE: by link, with a person, with everybody. REMIX: into another piece of one's own. EXPLAIN: the analysis, to whoever made it."""

    SHARE = "share"
    REMIX = "remix"
    EXPLAIN = "explain"


class Restrained(ComposeError):
    """`str()` is the sentence for whoever made the piece."""

    code = "piece.restrained"


Restraint = Callable[[Piece, Deed], str]
_restraints: list[Restraint] = []


def add_restraint(restraint: Restraint) -> None:
    """Called when the apps are loaded. restraint: why not, in a sentence, or "" where it has nothing against it."""
    _restraints.append(restraint)


def refusal(piece: Piece, deed: Deed) -> str:
    """Why it may not be done just now, "" where it may."""
    return next((why for restraint in _restraints if (why := restraint(piece, deed))), "")


def check(piece: Piece, deed: Deed) -> None:
    """Raises Restrained."""
    if why := refusal(piece, deed):
        raise Restrained(why)
