"""Who gets what at the addresses of projects and of the bin."""

from dataclasses import dataclass, field

from compose.models import Project

from .rows import ANY, CASES, MEMBERS, POST, READ, Case, OfAPiece, Plain, Row

FORM = (*READ, *POST)


@dataclass(frozen=True)
class OfAProject:
    """Only whoever it belongs to; nobody else, administrators too, is told that it exists. Guests are asked to sign in."""

    methods: tuple[str, ...]
    got: int = 200
    posted_status: int = 302
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        if person not in MEMBERS:
            return 302
        if person != "owner":
            return 404
        return self.posted_status if method == "POST" else self.got


@dataclass(frozen=True)
class ForMembers:
    methods: tuple[str, ...]
    posted_status: int
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        if person not in MEMBERS:
            return 302
        return self.posted_status if method == "POST" else 200


@dataclass(frozen=True)
class Placing:
    """Whoever made a piece and has an account puts it into a project; guests, also the one who made it, are asked to sign in."""

    methods = POST
    posted: dict = field(default_factory=dict, hash=False)
    cases = CASES

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        if person not in MEMBERS:
            return 302
        return 302 if case.is_made_by(person) and case.state != "put away" else 404


A_PIECE = "pieces/<public_id:public_id>/"
A_PROJECT = "projects/<public_id:public_id>/"
IN_IT = f"{A_PROJECT}pieces/<public_id:piece_id>/"
ROWS: dict[str, Row] = {
    f"{A_PIECE}projects/": Placing(posted={"title": "Suite"}),
    f"{A_PIECE}erasure/": OfAPiece(POST, 404, 404, 302),
    "bin/": Plain(READ, 200),
    "projects/": ForMembers(FORM, posted_status=400),
    A_PROJECT: OfAProject(FORM, posted_status=400),
    f"{A_PROJECT}order/": OfAProject(POST),
    f"{IN_IT}move/": OfAProject(POST),
    f"{IN_IT}removal/": OfAProject(POST),
    f"{A_PROJECT}duplicate/": OfAProject(POST),
    f"{A_PROJECT}archive/": OfAProject(POST),
    f"{A_PROJECT}reopening/": OfAProject(POST),
    f"{A_PROJECT}deletion/": OfAProject(POST),
    f"{A_PROJECT}restoration/": OfAProject(POST),
    f"{A_PROJECT}erasure/": OfAProject(POST),
}
# The longest first: those that name a project of a kind go before the plain one.
EXAMPLES = {
    "projects/<public_id:public_id>/restoration": lambda world, piece: f"projects/{binned()}/restoration",
    "projects/<public_id:public_id>/erasure": lambda world, piece: f"projects/{binned()}/erasure",
    "projects/<public_id:public_id>": lambda world, piece: f"projects/{kept().public_id}",
    "<public_id:piece_id>": lambda world, piece: kept().placements.get().piece.public_id,
}


def kept() -> Project:
    return Project.objects.kept().get()


def binned() -> str:
    return Project.objects.deleted().get().public_id
