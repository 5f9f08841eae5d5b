"""Who gets what at the addresses for programs. Everybody comes with cookies, and cookies count for nothing there: `tests/web/test_api.py`
goes through the same addresses with tokens."""

from dataclasses import dataclass, field

from .rows import ANY, METHODS, READ, Case, Plain, Row


@dataclass(frozen=True)
class TokenOnly:
    methods: tuple[str, ...]
    refused_from_elsewhere: int = 401
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        return 401 if method in self.methods else 405


@dataclass(frozen=True)
class Nothing:
    methods = METHODS
    refused_from_elsewhere: int = 404
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        return 404


A_PIECE = "api/v1/pieces/<public_id:piece_id>"
ROWS: dict[str, Row] = {
    "about/api/": Plain(READ, 200),
    "api/v1/openapi.json": Plain(READ, 200),
    "api/v1/uploads": TokenOnly(("POST",)),
    "api/v1/pieces": TokenOnly((*READ, "POST")),
    A_PIECE: TokenOnly((*READ, "DELETE")),
    f"{A_PIECE}/events": TokenOnly(READ),
    f"{A_PIECE}/files/<slug:extension>": TokenOnly(READ),
    "^api/(?P<rest>.*)$": Nothing(),
}
EXAMPLES = {
    "api/v1/pieces/<public_id:piece_id>": lambda world, piece: f"api/v1/pieces/{piece.public_id}",
    "(?P<rest>.*)": lambda world, piece: "nothing",
}
