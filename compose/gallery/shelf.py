"""A piece on the shelf: its listing and its words are written here, whenever something others may see of it has changed."""

from django.db import transaction
from django.utils import timezone

from compose import exports
from compose.models import Piece
from compose.music.header import Header
from compose.music.playability import grade

from . import words
from .models import Listing
from .words import Words


def shelve(piece_id: int) -> None:
    """Puts the piece into the gallery as it is now, or takes it out where it is not public or holds no finished music."""
    piece = Piece.objects.public().select_related("current", "composer").filter(pk=piece_id).first()
    if piece is None or piece.current is None or not piece.current.is_finished or not piece.current.steps:
        Listing.objects.filter(pk=piece_id).delete()
        return
    with transaction.atomic():
        listing, _ = Listing.objects.update_or_create(piece=piece, defaults=facts_of(piece))
        words.put(piece_id, words_of(piece, listing))


def facts_of(piece: Piece) -> dict:
    """The columns that the filters look at."""
    version = piece.current
    header = Header.from_json(version.header)
    report = version.report or {}
    score = None if "seconds" in report and report.get("playability") else exports.score_of(piece, version)
    return {
        "version": version,
        "composer": piece.composer,
        "instruments": f"|{'|'.join(dict.fromkeys(header.instruments))}|",
        "key": header.key.name,
        "time": header.time.name,
        "tempo_qpm": header.tempo_qpm,
        "measure_count": len(version.steps),
        "seconds": round(score.duration_seconds if score else report["seconds"]),
        "difficulty": grade(score) if score else report["playability"]["grade"],
        "licence": piece.licence,
        "tags": "".join(f"|{tag.name}" for tag in piece.tags.all()) + "|" if piece.tags.exists() else "",
        "shared_at": piece.shared_at or timezone.now(),
        "like_count": piece.likes.count(),
    }


def words_of(piece: Piece, listing: Listing) -> Words:
    facts = [piece.composer.get_full_name(), listing.key, *listing.instrument_names]
    return Words(piece.title, " ".join(listing.tag_names), piece.description, " ".join(facts))
