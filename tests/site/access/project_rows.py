"""Who gets what at the addresses of projects and of the bin."""

from dataclasses import dataclass, field

from compose.models import Project

from .rows import CASES, FORM, MEMBERS, OWNER, POST, READ, Case, ForMembers, OfAPiece, Plain, Row


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
    A_PROJECT: ForMembers(FORM, who=OWNER, posted_status=400),
    f"{A_PROJECT}order/": ForMembers(POST, who=OWNER),
    f"{IN_IT}move/": ForMembers(POST, who=OWNER),
    f"{IN_IT}removal/": ForMembers(POST, who=OWNER),
    f"{A_PROJECT}duplicate/": ForMembers(POST, who=OWNER),
    f"{A_PROJECT}archive/": ForMembers(POST, who=OWNER),
    f"{A_PROJECT}reopening/": ForMembers(POST, who=OWNER),
    f"{A_PROJECT}deletion/": ForMembers(POST, who=OWNER),
    f"{A_PROJECT}restoration/": ForMembers(POST, who=OWNER),
    f"{A_PROJECT}erasure/": ForMembers(POST, who=OWNER),
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
