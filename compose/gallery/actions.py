"""The verbs of the gallery."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from compose import announcing, sharing
from compose.models import Piece
from compose.visibility import Person

from .models import Collection, CollectionItem, Comment, Follow, Like, Listing, PieceTag, Report
from .models.reports import Outcome


def like(*, piece: Piece, user: Person) -> None:
    Like.objects.get_or_create(piece=piece, user=user)
    _count_likes(piece)


def unlike(*, piece: Piece, user: Person) -> None:
    Like.objects.filter(piece=piece, user=user).delete()
    _count_likes(piece)


def _count_likes(piece: Piece) -> None:
    Listing.objects.filter(pk=piece.pk).update(like_count=Like.objects.filter(piece=piece).count())


def follow(*, person: Person, follower: Person) -> None:
    if person.pk != follower.pk:
        Follow.objects.get_or_create(person=person, follower=follower)


def unfollow(*, person: Person, follower: Person) -> None:
    Follow.objects.filter(person=person, follower=follower).delete()


def tag(*, piece: Piece, names: list[str]) -> None:
    """These tags and no others."""
    with transaction.atomic():
        piece.tags.exclude(name__in=names).delete()
        PieceTag.objects.bulk_create([PieceTag(piece=piece, name=name) for name in names], ignore_conflicts=True)
        announcing.tell(piece.pk)


def gather(*, collection: Collection, piece: Piece) -> CollectionItem:
    """Adds the piece at the end; twice is once."""
    last = collection.items.aggregate(last=Max("position"))["last"] or 0
    return CollectionItem.objects.get_or_create(collection=collection, piece=piece, defaults={"position": last + 1})[0]


def move(*, item: CollectionItem, is_up: bool) -> None:
    """Changes places with its neighbour."""
    items = list(item.collection.items.all())
    here = items.index(item)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    for position, each in enumerate(items, start=1):
        each.position = position
    CollectionItem.objects.bulk_update(items, ["position"])


def feature(*, piece: Piece, is_featured: bool) -> None:
    Listing.objects.filter(pk=piece.pk).update(featured_at=timezone.now() if is_featured else None)


# Moderation ---------------------------------------------------------------------------------------------------------


def hide_piece(*, piece: Piece, reason: str, judge: Person) -> None:
    with transaction.atomic():
        sharing.hide(piece=piece, reason=reason)
        _decide(Report.objects.filter(piece=piece, comment=None), Outcome.HIDDEN, judge)


def hide_comment(*, comment: Comment, reason: str, judge: Person) -> None:
    with transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(hidden_at=timezone.now(), hidden_reason=reason)
        _decide(comment.reports.all(), Outcome.HIDDEN, judge)


def keep(*, report: Report, judge: Person) -> None:
    """Nothing is wrong with it, whoever else reported it too."""
    with transaction.atomic():
        _decide(Report.objects.filter(piece=report.piece_id, comment=report.comment_id), Outcome.KEPT, judge)
        if report.comment:
            Comment.objects.filter(pk=report.comment_id).update(hidden_at=None, hidden_reason="")
        elif report.piece.hidden_at:
            sharing.show_again(piece=report.piece)


def suspend(*, person: Person, reason: str, judge: Person) -> None:
    """Nothing of theirs is shown any more, and they cannot sign in."""
    with transaction.atomic():
        person.suspend(reason)
        of_comments = Report.objects.filter(comment__author=person)
        _decide(of_comments | Report.objects.filter(comment=None, piece__composer=person), Outcome.SUSPENDED, judge)


def _decide(reports: object, outcome: Outcome, judge: Person) -> None:
    reports.open().update(decided_at=timezone.now(), decided_by=judge, outcome=outcome)
