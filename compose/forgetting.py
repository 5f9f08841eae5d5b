"""What becomes of somebody's words when they erase their account: remixes by others keep the music and the licence, not the words."""

from accounts.models import User

from . import announcing
from .lineage import Credit
from .models import EventKind, GenerationEvent, Piece

UNTITLED = "Remix"


def forget_words_of(user: User) -> None:
    """The words a remix took over from its first composer, and a title that was never changed. Called before the account is erased."""
    for credit in Credit.objects.filter(creator=user).select_related("piece"):
        remix = credit.piece
        if credit.position == 1:
            _forget_description(remix)
        if credit.title:
            Piece.objects.filter(pk=remix.pk, title=credit.title).update(title=UNTITLED)
            remix.credits.filter(title=credit.title).exclude(pk=credit.pk).update(title=UNTITLED)
        announcing.tell(remix.pk)


def _forget_description(remix: Piece) -> None:
    theirs = remix.description
    Piece.objects.filter(pk=remix.pk).update(description="")
    for version in remix.versions.all():
        if version.plan.get("description") == theirs:
            version.plan = _wordless(version.plan)
            version.save(update_fields=["plan"])
    for event in GenerationEvent.objects.filter(generation__piece=remix, kind=EventKind.PLAN):
        if event.payload["plan"].get("description") == theirs:
            event.payload["plan"] = _wordless(event.payload["plan"])
            event.save(update_fields=["payload"])


def _wordless(plan: dict) -> dict:
    """The same wishes without their words: what it asks for in general stands where the sentence stood, for changes still to come."""
    fields = {name: value | {"words": ""} if isinstance(value, dict) and "words" in value else value for name, value in plan.items()}
    general = [plan[name]["value"] for name in ("mood", "genre") if isinstance(plan.get(name), dict)]
    words = " ".join(value if isinstance(value, str) else " ".join(map(str, value)) for value in general)
    return fields | {"description": words or "music", "notes": []}
