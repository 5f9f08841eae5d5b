"""Who gets what in the gallery."""

from dataclasses import dataclass, field

from compose.gallery import pictures
from compose.gallery.models import Collection, Comment, Report
from compose.gallery.models.listings import slug_of
from compose.models import Piece
from compose.remixing import remix
from compose.visitors import Visitor

from .rows import ANY, AWAY, CASES, FINISHED, FORM, GUESTS, OWNER, POST, PUBLIC, READ, Case, ForMembers, Plain, Row


def is_listed(case: Case) -> bool:
    return case.state == FINISHED and case.visibility == PUBLIC


@dataclass(frozen=True)
class Listed:
    """The same for everybody, where the piece is in the gallery."""

    methods: tuple[str, ...]
    status: int
    posted: dict = field(default_factory=dict, hash=False)
    cases = CASES

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        return self.status if is_listed(case) else 404


@dataclass(frozen=True)
class WhereListed(ForMembers):
    """Of a piece in the gallery. is_public_enough: also before it is finished."""

    cases: tuple[Case, ...] = CASES
    is_public_enough: bool = False

    def is_there(self, case: Case) -> bool:
        return is_listed(case) or (self.is_public_enough and case.visibility == PUBLIC and case.state != AWAY)


@dataclass(frozen=True)
class OfItsComposer:
    """Whatever its visibility; guests, who have no tags, are asked to sign in."""

    methods = POST
    posted: dict = field(default_factory=dict, hash=False)
    cases = CASES

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        return 302 if person in GUESTS or (case.is_made_by(person) and case.state != AWAY) else 404


@dataclass(frozen=True)
class ForStaff:
    """Nobody else is told of it. which: "listed" pieces only, "public" ones whether hidden or not, or "any" row."""

    methods: tuple[str, ...] = POST
    status: int = 302
    which: str = "any"
    posted: dict = field(default_factory=dict, hash=False)
    cases: tuple[Case, ...] = CASES

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        is_made_public = case.visibility not in ("private", "unlisted") and case.state != AWAY
        is_there = {"any": True, "listed": is_listed(case), "public": is_made_public}[self.which]
        return self.status if person == "administrator" and is_there else 404


A_PIECE = "music/<public_id:public_id>/"
A_COMMENT = "comments/<int:pk>/"
A_PERSON = "people/<int:pk>/"
A_COLLECTION = "collections/<public_id:public_id>/"
ROWS: dict[str, Row] = {
    "gallery/": Plain(READ, 200),
    "gallery/following/": ForMembers(READ),
    A_PIECE: Listed(READ, 302),
    "music/<str:slug>/<public_id:public_id>/": Listed(READ, 200),
    f"{A_PIECE}thumbnail.svg": Listed(READ, 200),
    f"{A_PIECE}notes.json": Listed(READ, 200),
    f"{A_PIECE}picture.png": Listed(READ, 200),
    f"{A_PIECE}qr.svg": Listed(READ, 200),
    "embed/<public_id:public_id>/": Listed(READ, 200),
    "oembed/": Plain(READ, 404),  # without an address
    f"{A_PIECE}likes/": WhereListed(POST),
    f"{A_PIECE}likes/withdrawal/": WhereListed(POST),
    f"{A_PIECE}tags/": OfItsComposer(),
    f"{A_PIECE}comments/": WhereListed(POST, posted_status=400),
    f"{A_PIECE}reports/": WhereListed(FORM, posted_status=400, is_public_enough=True),
    f"{A_PIECE}gathering/": WhereListed(POST, who=OWNER, posted={"collection": "collection-1"}),
    f"{A_PIECE}hiding/": ForStaff(which="public"),
    f"{A_PIECE}showing/": ForStaff(which="public"),
    f"{A_PIECE}featuring/": ForStaff(which="listed"),
    f"{A_PIECE}featuring/withdrawal/": ForStaff(which="listed"),
    A_COMMENT: WhereListed(FORM, posted_status=400, who=("stranger",)),
    f"{A_COMMENT}deletion/": WhereListed(POST, who=("stranger",)),
    f"{A_COMMENT}reports/": WhereListed(FORM, posted_status=400, is_public_enough=True),
    f"{A_COMMENT}hiding/": ForStaff(),
    A_PERSON: Plain(READ, 200),
    f"{A_PERSON}feed/": Plain(READ, 200),
    f"{A_PERSON}followers/": ForMembers(POST),
    f"{A_PERSON}followers/withdrawal/": ForMembers(POST),
    f"{A_PERSON}suspension/": ForStaff(cases=ANY),
    f"{A_PERSON}reinstatement/": ForStaff(cases=ANY),
    "collections/": ForMembers(FORM, posted_status=400),
    A_COLLECTION: Plain(READ, 200),
    f"{A_COLLECTION}settings/": ForMembers(FORM, posted_status=400, who=OWNER),
    f"{A_COLLECTION}deletion/": ForMembers(POST, who=OWNER),
    f"{A_COLLECTION}items/<int:pk>/removal/": ForMembers(POST, who=OWNER),
    f"{A_COLLECTION}items/<int:pk>/move/": ForMembers(POST, who=OWNER),
    "moderation/": ForStaff(READ, 200, cases=ANY),
    "moderation/<int:pk>/keeping/": ForStaff(cases=ANY),
}
EXAMPLES = {
    "music/<str:slug>/": lambda world, piece: f"music/{slug_of(piece)}/",
    "comments/<int:pk>": lambda world, piece: f"comments/{piece.comments.get().pk}",
    "people/<int:pk>/": lambda world, piece: f"people/{world.users['owner'].pk}/",
    "collections/<public_id:public_id>": lambda world, piece: f"collections/{Collection.objects.get().public_id}",
    "items/<int:pk>": lambda world, piece: f"items/{Collection.objects.get().items.get().pk}",
    "moderation/<int:pk>": lambda world, piece: f"moderation/{Report.objects.get().pk}",
}


def furnish(pieces: dict[Case, object], users: dict[str, object]) -> None:
    """A comment of a stranger on every piece, a collection, a report, and one row of every other table."""
    for piece in pieces.values():
        Comment.objects.create(piece=piece, author=users["stranger"], text="Lovely")
    listed = pieces[Case(FINISHED, PUBLIC)]
    collection = Collection.objects.create(owner=users["owner"], public_id="collection-1", title="Evening")
    collection.items.create(piece=listed, position=1)
    listed.tags.create(name="calm")
    pictures.png_of(listed, listed.current)  # and the thumbnail
    listed.likes.create(user=users["stranger"])
    users["owner"].followers.create(follower=users["stranger"])
    Piece.objects.filter(pk=listed.pk).update(licence="CC-BY-4.0")
    remix(piece=Piece.objects.get(pk=listed.pk), by=Visitor(users["forker"]))  # which gives them no right to the piece itself
    Report.objects.create(piece=listed, reporter=users["stranger"], reason="other")
