"""Who gets what at the addresses of `compose`."""

from dataclasses import dataclass, field

from .rows import AWAY, CASES, FINISHED, METHODS, POST, READ, UNLISTED, WAITING, Account, Case, OfAPiece, Plain, Row, Shown


@dataclass(frozen=True)
class TheLink:
    """Opens an unlisted piece to everybody who has it. A piece that is private, put away or hidden is not opened by its link either."""

    methods = READ
    posted: dict = field(default_factory=dict, hash=False)
    cases = CASES

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        return 302 if case.may_be_opened_by(person) or (case.visibility == UNLISTED and case.state != AWAY) else 404


AN_UPLOAD = (200, 200, 400, 405, 405, 405, 405)  # an empty form is answered with what is missing
A_PIECE = "pieces/<public_id:public_id>/"
ROWS: dict[str, Row] = {
    "": Plain(READ, 200),
    "compose/": Plain(POST, 302, posted={"description": "slow waltz"}),
    "uploads/": Account(AN_UPLOAD, AN_UPLOAD),
    "pieces/": Plain(READ, 200),
    A_PIECE: Shown(READ, 200, 200),
    f"{A_PIECE}score.<slug:extension>": Shown(READ, 409, 200),
    f"{A_PIECE}sheet/": Shown(READ, 409, 200),
    f"{A_PIECE}settings/": Shown(POST, 204, 204),
    f"{A_PIECE}analysis/": Shown(READ, 409, 200),
    f"{A_PIECE}events/": Shown(("GET",), 200, 200),
    f"{A_PIECE}cancellation/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}deletion/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}restoration/": OfAPiece(POST, 404, 404, 302),
    f"{A_PIECE}again/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}edits/": OfAPiece(POST, 302, 302, 404),  # what is wrong with an empty form stands on the page they are led to
    f"{A_PIECE}reshapes/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}changes/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}plans/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}current/": OfAPiece(POST, 302, 302, 404, posted={"version": 1}),
    f"{A_PIECE}locks/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}versions/": OfAPiece(READ, 200, 200, 404),
    f"{A_PIECE}versions/<int:number>/against/<int:other>/": OfAPiece(READ, 404, 200, 404),
    f"{A_PIECE}shares/": OfAPiece(POST, 302, 302, 404, posted={"visibility": "unlisted"}),
    f"{A_PIECE}links/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}links/<int:pk>/revocation/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}grants/": OfAPiece(POST, 302, 302, 404, posted={"username": "stranger"}),
    f"{A_PIECE}grants/<int:pk>/withdrawal/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}remixes/": Shown(POST, 302, 302),
    f"{A_PIECE}lineage/": Shown(READ, 200, 200),
    f"{A_PIECE}recognition/": Shown(READ, 200, 200),
    f"{A_PIECE}recognitions/": OfAPiece(POST, 302, 302, 404),
    "s/<str:key>/": TheLink(),
    "about/model/": Plain(READ, 200),
    "healthz": Plain(READ, 200),
    "readyz": Plain(READ, 503),  # no worker runs here
    "metrics": Plain(READ, 404),
    "favicon.ico": Plain(METHODS, 302),
}
EXAMPLES = {
    "<public_id:public_id>": lambda world, piece: piece.public_id,
    "<int:number>/against/<int:other>": lambda world, piece: "1/against/1",
    "<slug:extension>": lambda world, piece: "mid",
    "links/<int:pk>": lambda world, piece: f"links/{piece.share_links.live().get().pk}",
    "grants/<int:pk>": lambda world, piece: f"grants/{piece.grants.get().pk}",
    "s/<str:key>": lambda world, piece: f"s/{piece.share_links.live().get().key}",
}
SOCKETS = {r"^ws/pieces/(?P<public_id>[\w-]{12})/$": (WAITING, FINISHED)}  # the states in which whoever may open the piece may listen
