"""Who gets what at the addresses of takeouts: the owner of the world has one that is ready."""

from compose.models import Takeout

from .rows import FORM, OWNER, POST, READ, ForMembers, Row

A_TAKEOUT = "takeouts/<public_id:public_id>/"
ROWS: dict[str, Row] = {
    "takeouts/": ForMembers(FORM),
    A_TAKEOUT: ForMembers(READ, who=OWNER),
    f"{A_TAKEOUT}file/": ForMembers(READ, who=OWNER),
    f"{A_TAKEOUT}removal/": ForMembers(POST, who=OWNER),
}
EXAMPLES = {"takeouts/<public_id:public_id>": lambda world, piece: f"takeouts/{Takeout.objects.get().public_id}"}
