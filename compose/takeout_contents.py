"""What a takeout holds: every piece in every format with its card and all its versions, projects, the account, and what other apps add.

It is written to the disk file by file; no more than one file is in memory.
"""

import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import AccountEvent, User

from . import exports
from .models import Piece, Project, Version, VersionKind

log = logging.getLogger(__name__)

PIECES_AT_ONCE = 20
File = tuple[str, bytes]
Part = Callable[[User], Iterator[File]]
_parts: list[Part] = []

PIECE_FIELDS = ("public_id", "title", "description", "advanced", "visibility", "licence", "locks", "created_at", "updated_at", "shared_at",
                "deleted_at")  # fmt: skip
VERSION_FIELDS = ("number", "kind", "words", "task", "plan", "seed", "checkpoint", "header", "steps", "report", "created_at")
RECOGNITION_FIELDS = ("asked_at", "facts", "failure")
PROJECT_FIELDS = ("public_id", "title", "description", "created_at", "updated_at", "archived_at", "deleted_at")
PERSON_FIELDS = ("username", "display_name", "email", "bio", "language", "default_visibility", "date_joined", "last_login")


def add_part(part: Part) -> None:
    """For apps built on this one: files of theirs that belong to a person, such as comments, as (path, content)."""
    _parts.append(part)


def write(target: Path, user: User, *, has_sound: bool, take_turn: Callable[[], Callable[[], None]], tell: Callable[[int], None]) -> None:
    """take_turn: waits until a piece may be written, and returns what gives the turn back. tell: hears how many pieces are written.

    A file that cannot be made does not keep the others: the README names it.
    """
    missing: list[str] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _of_the_person(user):
            archive.writestr(name, content)
        for count, piece in enumerate(pieces_of(user).iterator(PIECES_AT_ONCE), start=1):
            give_back = take_turn()
            try:
                for name, content in _of_a_piece(piece, has_sound, missing):
                    archive.writestr(name, content)
            finally:
                give_back()
            tell(count)
        for part in _parts:
            for name, content in part(user):
                archive.writestr(name, content)
        archive.writestr("README.txt", _read_me(user, missing))


def pieces_of(user: User) -> QuerySet[Piece]:
    """All of them, those in the bin too."""
    return Piece.objects.made_by(user).select_related("current").order_by("pk")


def _of_the_person(user: User) -> Iterator[File]:
    yield "account.json", _json(_chosen(user, PERSON_FIELDS))
    events = AccountEvent.objects.of(user).values("kind", "at", "address", "browser")
    yield "account-history.json", _json(list(events))
    projects = Project.objects.of(user).order_by("pk")
    yield "projects.json", _json([_chosen(project, PROJECT_FIELDS) | {"pieces": _ids_in(project)} for project in projects])


def _ids_in(project: Project) -> list[str]:
    return list(project.placements.values_list("piece__public_id", flat=True))


def _of_a_piece(piece: Piece, has_sound: bool, missing: list[str]) -> Iterator[File]:
    folder = f"pieces/{slugify(piece.title, allow_unicode=True)[:50] or 'piece'}-{piece.public_id}"
    card = _chosen(piece, PIECE_FIELDS)
    current = piece.current
    card |= {"current_version": current.number if current else None, "seed": current.seed if current else None,
             "checkpoint": current.checkpoint if current else None, "plan": current.plan if current else None}  # fmt: skip
    yield f"{folder}/piece.json", _json(card)
    if current is not None:
        wanted = [extension for extension in exports.FORMATS if extension not in (*exports.SOUNDS, "json")] + ["mp3"] * has_sound
        yield from _files(piece, current, wanted, f"{folder}/piece", missing)
    own = piece.versions.exclude(kind=VersionKind.SUGGESTED)  # a suggestion never became theirs
    for version in own.select_related("parent__piece", "recognition").iterator(PIECES_AT_ONCE):
        name = f"{folder}/versions/{version.number:03}"
        yield f"{name}.json", _json(_version_card(version))
        if version.pk != piece.current_id:
            yield from _files(piece, version, ["musicxml"], name, missing)


def _version_card(version: Version) -> dict:
    card = _chosen(version, VERSION_FIELDS)
    if version.parent:
        card["parent"] = {"piece": version.parent.piece.public_id, "number": version.parent.number}
    if hasattr(version, "recognition"):  # somebody asked what is to be heard in it
        card["recognition"] = _chosen(version.recognition, RECOGNITION_FIELDS)
    return card


def _files(piece: Piece, version: Version, extensions: list[str], name: str, missing: list[str]) -> Iterator[File]:
    """None of a version without a measure: there is nothing to write."""
    score = exports.score_of(piece, version)
    if score is None:
        return
    for extension in extensions:
        try:
            yield f"{name}.{extension}", exports.write(score, extension)
        except Exception:  # of a library that cannot draw this one piece
            log.exception("a file is missing in a takeout", extra={"piece": piece.public_id})
            missing.append(f"{name}.{extension}")


def _chosen(row: object, names: tuple[str, ...]) -> dict:
    return {name: getattr(row, name) for name in names}


def _json(data: object) -> bytes:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _read_me(user: User, missing: list[str]) -> str:
    lines = [
        _("Everything that %(name)s owns here") % {"name": user.get_full_name()},
        "",
        _("pieces/: a folder for each piece. piece.musicxml opens in notation programs, piece.mid in a studio, piece.pdf prints,"),
        _("piece.abc is text, piece.svg a picture. piece.json is its card: words, plan, seed, model. The same card gives the same score."),
        _("pieces/…/versions/: every version there was, with what was asked for, what was heard in it, and its notes as MusicXML."),
        _("projects.json: your projects, their pieces in order. account.json, account-history.json: your account."),
        _("Other folders come from other parts of the site, such as comments."),
        "",
        _("The pieces were composed with a machine; each file says so inside. They are yours."),
    ]
    if missing:
        lines += ["", _("These files could not be made:"), *missing]
    return "\n".join([*lines, ""])
