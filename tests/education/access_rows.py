"""Who may do what at the addresses of `compose.education`. The site's own matrix takes the same rows, where everybody is a stranger."""

from dataclasses import dataclass, field

from tests.site.access.rows import ANY, GUESTS

ANYBODY = ("stranger", "other teacher", "waiting", "pupil", "classmate", "colleague", "teacher", "administrator")
INSIDE = ("pupil", "classmate", "colleague", "teacher")
PUPILS = ("pupil", "classmate")
BEGUN = ("pupil",)  # who has begun and handed in
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
    pupil_posted: int | None = None
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
        if person == "pupil" and method == "POST" and self.pupil_posted:
            return self.pupil_posted
        return self.posted_status if method == "POST" else self.got


@dataclass(frozen=True)
class BySecret:
    """Whoever knows the address; in the site's own matrix nobody does."""

    methods: tuple[str, ...] = GET
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: object = None) -> int:
        if method not in self.methods:
            return 405
        return 404 if case else 200


@dataclass(frozen=True)
class ForPlatforms:
    """The same for everybody: who somebody is comes with the platform's signed message (`test_lti.py`)."""

    methods: tuple[str, ...]
    status: int = 400
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY
    refused_from_elsewhere = 400

    def expected(self, person: str, method: str, case: object = None) -> int:
        return self.status if method in self.methods else 405


A_CLASS = "classes/<public_id:public_id>/"
A_PERSON = f"{A_CLASS}people/<int:pk>/"
AN_EXERCISE = "classes/exercises/<public_id:exercise_id>/"
AN_ASSIGNMENT = "classes/assignments/<public_id:assignment_id>/"
A_SUBMISSION = f"{AN_ASSIGNMENT}submissions/<int:submission>/"
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
    f"{A_CLASS}assignments/new/": InClass(FORM, TEACHERS, posted_status=200),  # first an exercise is chosen
    f"{A_CLASS}archive.zip": InClass(GET, TEACHERS),
    "classes/exercises/": InClass(GET, ANYBODY),
    "classes/exercises/blank/": InClass(FORM, ANYBODY, posted_status=400),
    "classes/exercises/from-piece/": InClass(FORM, ANYBODY, posted_status=400),
    "classes/exercises/from-file/": InClass(FORM, ANYBODY, posted_status=400),
    "classes/exercises/from/<slug:template>/": InClass(FORM, ANYBODY, posted_status=400),
    AN_EXERCISE: InClass(GET, TEACHERS),
    f"{AN_EXERCISE}edit/": InClass(FORM, OWNER),
    f"{AN_EXERCISE}copies/": InClass(POST, TEACHERS),
    f"{AN_EXERCISE}deletion/": InClass(POST, OWNER),
    AN_ASSIGNMENT: InClass(GET, INSIDE),
    f"{AN_ASSIGNMENT}edit/": InClass(FORM, TEACHERS, posted_status=400),
    f"{AN_ASSIGNMENT}publication/": InClass(POST, TEACHERS),
    f"{AN_ASSIGNMENT}copies/": InClass(POST, TEACHERS),
    f"{AN_ASSIGNMENT}deletion/": InClass(POST, TEACHERS),
    f"{AN_ASSIGNMENT}work/": InClass(POST, PUPILS),
    f"{AN_ASSIGNMENT}checks/": InClass(GET, BEGUN),
    f"{AN_ASSIGNMENT}answers/": InClass(POST, ()),  # this exercise asks for no answers
    f"{AN_ASSIGNMENT}submissions/": InClass(POST, BEGUN),
    A_SUBMISSION: InClass(FORM, ("pupil", *TEACHERS), posted_status=400, pupil_posted=404),
    f"{A_SUBMISSION}feedback/": InClass(POST, TEACHERS, posted_status=400),
    f"{A_SUBMISSION}feedback/<int:comment>/deletion/": InClass(POST, TEACHERS),
    f"{A_SUBMISSION}release/": InClass(POST, TEACHERS),
    f"{A_SUBMISSION}withdrawal/": InClass(POST, TEACHERS),
    f"{AN_ASSIGNMENT}release/": InClass(POST, TEACHERS),
    f"{AN_ASSIGNMENT}comparison/": InClass(GET, TEACHERS),
    f"{AN_ASSIGNMENT}marks.csv": InClass(GET, TEACHERS),
    f"{AN_ASSIGNMENT}class-set.pdf": InClass(GET, TEACHERS),
    f"{AN_ASSIGNMENT}grades/": InClass(POST, TEACHERS),
    "classes/lti/login/": ForPlatforms(("GET", "POST")),  # all are refused that come without a platform's word
    "classes/lti/launch/": ForPlatforms(POST),
    "classes/lti/person/": InClass(FORM, ()),  # without a launch there is nobody to ask about
    "classes/lti/connections/": InClass(FORM, ANYBODY, posted_status=404),
    "classes/lti/choice/": InClass(FORM, ()),
    "classes/lti/keys/": ForPlatforms(GET, 200),
    "classes/phrases/": InClass(FORM, ANYBODY, posted_status=400),
    "classes/phrases/<int:phrase>/deletion/": InClass(POST, OWNER),
    "classes/calendar/": InClass(FORM, ANYBODY),
    "classes/calendar/<slug:key>.ics": BySecret(),
}
MODELS = (
    "classroom", "joincode", "enrollment", "schoolaccount", "exercise", "assignment", "work", "submission", "feedback", "readyphrase",
    "calendarkey", "ltiplatform", "ltiidentity", "lticontext", "ltilink", "ltinote",
)  # fmt: skip
EXAMPLES = {  # where the site's own matrix has nothing to name
    "people/<int:pk>": lambda world, piece: "people/1", "<slug:key>.ics": lambda world, piece: "x.ics",
    "<slug:template>": lambda world, piece: "period",
    "<int:submission>": lambda world, piece: 1, "<int:comment>": lambda world, piece: 1, "<int:phrase>": lambda world, piece: 1,
    "<public_id:exercise_id>": lambda world, piece: "x" * 12, "<public_id:assignment_id>": lambda world, piece: "x" * 12,
}  # fmt: skip
