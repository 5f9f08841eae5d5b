"""Very many listed pieces at once, as different from each other as those of many people would be."""

import itertools
import random
from datetime import timedelta

import numpy as np
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from compose.gallery import words
from compose.gallery.models import Like, Listing, PieceTag
from compose.gallery.words import Words
from compose.licences import Licence
from compose.models import Piece, Version
from compose.music.header import Header
from compose.music.instruments import ENSEMBLES
from compose.music.score import KeySignature, TimeSignature
from tests.web.composers import measures_of

AT_ONCE = 5000
MOODS = tuple(
    "slow quiet bright sad stormy gentle wild lonely golden silver tired happy proud broken hidden frozen".split()  # noqa: SIM905
)
KINDS = tuple(
    "waltz march ballad lullaby prelude song nocturne hymn dance study tango blues rondo fugue sketch serenade".split()  # noqa: SIM905
)
PLACES = tuple(
    "rain winter harbour mountain garden window station river city desert forest attic island bridge market moon".split()  # noqa: SIM905
)
TAGS = ("calm", "study", "film", "game", "school", "night", "spring", "easy")
TIMES = ((2, 4), (3, 4), (4, 4), (6, 8))
CLUSTERS = 40  # styles are not spread evenly: pieces crowd together


def seed(count: int, people: int = 500, number: int = 1) -> None:
    """Rows of pieces, versions, listings, words, tags and likes. Music is short and shared by many: the gallery reads its columns only."""
    chosen, styles = random.Random(number), _styles(count, number)
    composers = User.objects.bulk_create(
        [User(username=f"seeded{index}", display_name=f"{chosen.choice(PLACES).title()} {index}", password="!") for index in range(people)]
    )
    music = _music()
    for start in range(0, count, AT_ONCE):
        with transaction.atomic():
            _add(min(AT_ONCE, count - start), chosen, styles[start : start + AT_ONCE], composers, music)


def _styles(count: int, number: int) -> np.ndarray:
    rng = np.random.default_rng(number)
    centres = rng.normal(size=(CLUSTERS, 256))
    vectors = centres[rng.integers(CLUSTERS, size=count)] + 0.8 * rng.normal(size=(count, 256))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)


def _music() -> list[tuple[Header, list]]:
    headers = [
        Header(instruments, KeySignature(fifths, mode), TimeSignature(*time), 60 + 4 * index, 4)
        for index, (instruments, fifths, mode, time) in enumerate(zip(
            list(dict.fromkeys(ENSEMBLES.values()))[:16], itertools.cycle(range(-4, 5)), itertools.cycle(("major", "minor")),
            itertools.cycle(TIMES), strict=False,
        ))
    ]  # fmt: skip
    return [(header, measures_of(header)) for header in headers]


def _add(count: int, chosen: random.Random, styles: np.ndarray, composers: list[User], music: list) -> None:
    now = timezone.now()
    pieces = []
    for _ in range(count):
        mood, kind, place = chosen.choice(MOODS), chosen.choice(KINDS), chosen.choice(PLACES)
        shared_at = now - timedelta(minutes=chosen.randrange(500_000))
        title, description = f"{mood.title()} {kind} {chosen.randrange(1000)}", f"a {mood} {kind} about the {place}"
        pieces.append(Piece(
            title=title, description=description, composer=chosen.choice(composers), visibility="public",
            licence=chosen.choice(Licence.values), shared_at=shared_at,
        ))  # fmt: skip
    pieces = Piece.objects.bulk_create(pieces)
    kinds = [chosen.choice(music) for _ in pieces]
    versions = Version.objects.bulk_create([
        Version(piece=piece, number=1, header=header.to_json(), steps=steps, style=style.tobytes(), made_by=piece.composer)
        for piece, (header, steps), style in zip(pieces, kinds, styles, strict=True)
    ])  # fmt: skip
    theirs = Version.objects.filter(piece=OuterRef("pk")).values("pk")
    Piece.objects.filter(pk__gte=pieces[0].pk, pk__lte=pieces[-1].pk).update(current=Subquery(theirs[:1]))
    listings = []
    for piece, version, (header, _) in zip(pieces, versions, kinds, strict=True):
        tags = chosen.sample(TAGS, chosen.randrange(3))
        listings.append(Listing(
            piece=piece, version=version, composer=piece.composer, instruments=f"|{'|'.join(dict.fromkeys(header.instruments))}|",
            key=header.key.name, time=header.time.name, tempo_qpm=chosen.randrange(50, 180), measure_count=4,
            seconds=chosen.randrange(20, 400), difficulty=chosen.randrange(1, 9), licence=piece.licence,
            tags="".join(f"|{tag}" for tag in tags) + "|" if tags else "", shared_at=piece.shared_at,
            featured_at=now if chosen.random() < 0.002 else None, like_count=int(chosen.paretovariate(1)) - 1, updated_at=now,
        ))  # fmt: skip
    Listing.objects.bulk_create(listings)
    PieceTag.objects.bulk_create([PieceTag(piece=each.piece, name=name) for each in listings for name in each.tag_names])
    Like.objects.bulk_create([Like(piece=each.piece, user=composers[0]) for each in listings if each.like_count])
    words.put_new((each.pk, _words_of(each)) for each in listings)


def _words_of(listing: Listing) -> Words:
    facts = [listing.composer.get_full_name(), listing.key, *listing.instrument_names]
    return Words(listing.piece.title, " ".join(listing.tag_names), listing.piece.description, " ".join(facts))
