"""Who may do what at the addresses of `compose.education`. The site's own matrix takes the same rows, where everybody is a stranger."""

from dataclasses import dataclass, field

from tests.site.access.rows import ANY, GUESTS

ANYBODY = ("stranger", "other teacher", "waiting", "pupil", "classmate", "colleague", "teacher", "administrator")
INSIDE = ("pupil", "classmate", "colleague", "teacher")
TEACHERS = ("colleague", "teacher")
OWNER = ("teacher",)
GET = ("GET", "HEAD")
POST = ("POST",)
FORM = (*GET, *POST)


@dataclass(frozen=True)
class InClass:
    """who: gets `got` by GET and HEAD, `posted_status` by POST. Everybody else is not told that it exists; guests are asked to sign in."""

    methods: tuple[str, ...]
    who: tuple[str, ...]
    got: int = 200
    posted_status: int = 302
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: object = None) -> int:
        if method not in self.methods:
            return 405
        if person in GUESTS:
            return 302
        if person in ("owner", "granted", "forker"):  # of a piece, in the site's own matrix
            person = "stranger"
        if person not in self.who:
            return 404
        return self.posted_status if method == "POST" else self.got


A_CLASS = "classes/<public_id:public_id>/"
A_PERSON = f"{A_CLASS}people/<int:pk>/"
ROWS = {
    "classes/": InClass(GET, ANYBODY),
    "classes/new/": InClass(FORM, ANYBODY, posted_status=400),
    "classes/join/": InClass(FORM, ANYBODY, posted_status=400),
    "classes/account/": InClass(FORM, ("pupil",), posted_status=400),
    A_CLASS: InClass(GET, INSIDE),
    f"{A_CLASS}settings/": InClass(FORM, TEACHERS, posted_status=400),
    f"{A_CLASS}archive/": InClass(POST, TEACHERS),
    f"{A_CLASS}reopening/": InClass(POST, TEACHERS),
    f"{A_CLASS}purge/": InClass(FORM, OWNER),
    f"{A_CLASS}code/": InClass(POST, TEACHERS),
    f"{A_CLASS}code/closing/": InClass(POST, TEACHERS),
    f"{A_CLASS}teachers/code/": InClass(POST, OWNER),
    f"{A_CLASS}people/": InClass(GET, TEACHERS),
    f"{A_CLASS}people/roster/": InClass(FORM, TEACHERS, posted_status=400),
    f"{A_CLASS}people/cards/": InClass(FORM, TEACHERS),
    A_PERSON: InClass(FORM, TEACHERS, posted_status=400),
    f"{A_PERSON}approval/": InClass(POST, TEACHERS),
    f"{A_PERSON}removal/": InClass(POST, TEACHERS),
    f"{A_PERSON}password/": InClass(POST, TEACHERS),
}
MODELS = ("classroom", "joincode", "enrollment", "schoolaccount")
EXAMPLES = {"people/<int:pk>": lambda world, piece: "people/1"}  # where the site's own matrix has nothing to name
