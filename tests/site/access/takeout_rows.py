"""Who gets what at the addresses of takeouts: the owner of the world has one that is ready."""

from dataclasses import dataclass, field

from compose.models import Takeout

from .project_rows import FORM, ForMembers
from .rows import ANY, MEMBERS, POST, READ, Case, Row


@dataclass(frozen=True)
class OfATakeout:
    methods: tuple[str, ...]
    owner: int
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        if person not in MEMBERS:
            return 302
        return self.owner if person == "owner" else 404


A_TAKEOUT = "takeouts/<public_id:public_id>/"
ROWS: dict[str, Row] = {
    "takeouts/": ForMembers(FORM, posted_status=302),
    A_TAKEOUT: OfATakeout(READ, 200),
    f"{A_TAKEOUT}file/": OfATakeout(READ, 200),
    f"{A_TAKEOUT}removal/": OfATakeout(POST, 302),
}
EXAMPLES = {"takeouts/<public_id:public_id>": lambda world, piece: f"takeouts/{Takeout.objects.get().public_id}"}
