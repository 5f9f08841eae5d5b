"""What of the gallery belongs to a person, for the ZIP of everything they own (`compose/takeout_contents.py`)."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, QuerySet

from accounts.models import User

from .models import Collection, Comment, Follow, Like, PieceTag, Report

ABOUT_A_COMMENT = ("text", "measure", "created_at", "edited_at")


def files_of(user: User) -> Iterator[tuple[str, bytes]]:
    yield _file("comments/written.json", _of_pieces(Comment.objects.filter(author=user), *ABOUT_A_COMMENT))
    others = Comment.objects.shown().filter(piece__composer=user).exclude(author=user)
    yield _file("comments/on-my-pieces.json", _of_pieces(others, *ABOUT_A_COMMENT, "author__username", "author__display_name"))
    yield _file("gallery/likes.json", _of_pieces(Like.objects.filter(user=user), "created_at"))
    yield _file("gallery/tags.json", _of_pieces(PieceTag.objects.filter(piece__composer=user), "name"))
    yield _file("gallery/follows.json", list(Follow.objects.filter(follower=user).values("created_at", name=F("person__username"))))
    yield _file("gallery/reports.json", _of_pieces(Report.objects.filter(reporter=user), "reason", "words", "created_at"))
    yield _file("gallery/collections.json", [_collection(each) for each in Collection.objects.filter(owner=user)])


def _of_pieces(rows: QuerySet, *fields: str) -> list[dict]:
    return list(rows.values(*fields, of_piece=F("piece__public_id"), title=F("piece__title")))


def _collection(collection: Collection) -> dict:
    pieces = list(collection.items.values_list("piece__public_id", flat=True))
    names = ("title", "description", "is_public", "created_at")
    return {name: getattr(collection, name) for name in names} | {"pieces": pieces}


def _file(name: str, data: list) -> tuple[str, bytes]:
    return name, json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
