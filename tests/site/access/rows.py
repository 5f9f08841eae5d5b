"""What a row of the access matrix may say. An app whose addresses fit none of these adds a kind of its own beside its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READ = ("GET", "HEAD")
POST = ("POST",)
FORM = (*READ, *POST)

WAITING, FINISHED, AWAY = STATES = ("waiting", "finished", "put away")
PRIVATE, UNLISTED, PUBLIC, HIDDEN, OF_SUSPENDED = ("private", "unlisted", "public", "hidden by the staff", "public, of a suspended member")

# Whoever is suspended is signed out.
GUESTS = ("anonymous", "other guest", "guest owner", "link holder", "holder of a revoked link", "suspended")
MEMBERS = ("stranger", "granted", "owner", "forker", "administrator")
PERSONS = GUESTS + MEMBERS
OWNER = ("owner",)


@dataclass(frozen=True)
class Case:
    """A piece that the world holds: a member's or a guest's, in a state, and who it is shown to."""

    state: str = WAITING
    visibility: str = PRIVATE
    is_of_a_guest: bool = False

    def is_made_by(self, person: str) -> bool:
        if self.visibility == OF_SUSPENDED:
            return False  # its owner can no longer sign in
        return person == ("guest owner" if self.is_of_a_guest else "owner")

    def may_be_opened_by(self, person: str) -> bool:
        if self.state == AWAY:
            return False
        others = {
            PRIVATE: (), UNLISTED: ("link holder",), PUBLIC: PERSONS, HIDDEN: ("administrator",), OF_SUSPENDED: ("administrator",),
        }[self.visibility]  # fmt: skip
        return self.is_made_by(person) or person == "granted" or person in others


CASES = (
    *(Case(state, is_of_a_guest=is_of_a_guest) for state in (FINISHED, WAITING, AWAY) for is_of_a_guest in (False, True)),
    *(Case(FINISHED, visibility) for visibility in (UNLISTED, PUBLIC, HIDDEN, OF_SUSPENDED)),
    Case(FINISHED, UNLISTED, is_of_a_guest=True),
    Case(WAITING, PUBLIC),
    Case(AWAY, PUBLIC),
)
ANY = (Case(),)  # for addresses that are not of a piece


class Row(Protocol):
    methods: tuple[str, ...]
    cases: tuple[Case, ...]
    posted: dict

    def expected(self, person: str, method: str, case: Case) -> int | None:
        """The status this person gets; None where another test says it."""


@dataclass(frozen=True)
class OfAPiece:
    """Only whoever made the piece: what they get in each state. Everybody else, administrators too, is not told that it exists."""

    methods: tuple[str, ...]
    waiting: int
    finished: int
    put_away: int
    posted: dict = field(default_factory=dict, hash=False)
    cases = CASES

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        return {WAITING: self.waiting, FINISHED: self.finished, AWAY: self.put_away}[case.state] if case.is_made_by(person) else 404


@dataclass(frozen=True)
class Shown:
    """Whoever may open the piece gets it in its state; nobody else is told that it exists, nor anybody once it is put away."""

    methods: tuple[str, ...]
    waiting: int
    finished: int
    posted: dict = field(default_factory=dict, hash=False)
    cases = CASES

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        if not case.may_be_opened_by(person):
            return 404
        return self.waiting if case.state == WAITING else self.finished


@dataclass(frozen=True)
class Plain:
    """The same for everybody."""

    methods: tuple[str, ...]
    status: int
    posted: dict = field(default_factory=dict, hash=False)
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        return self.status if method in self.methods else 405


@dataclass(frozen=True)
class Account:
    """The statuses of all methods, for guests and for people who are signed in. `posted` is empty unless said otherwise."""

    guests: tuple[int, ...]
    members: tuple[int, ...]
    posted: dict = field(default_factory=dict, hash=False)
    methods = METHODS
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        return (self.members if person in MEMBERS else self.guests)[METHODS.index(method)]


@dataclass(frozen=True)
class ForMembers:
    """Guests are asked to sign in. who: of the members; the others are not told that it exists."""

    methods: tuple[str, ...]
    got: int = 200
    posted_status: int = 302
    who: tuple[str, ...] = MEMBERS
    posted: dict = field(default_factory=dict, hash=False)
    cases: tuple[Case, ...] = ANY

    def expected(self, person: str, method: str, case: Case) -> int:
        if method not in self.methods:
            return 405
        if person in GUESTS:
            return 302
        if person not in self.who or not self.is_there(case):
            return 404
        return self.posted_status if method == "POST" else self.got

    def is_there(self, case: Case) -> bool:
        return True


@dataclass(frozen=True)
class StaffOnly:
    """Everybody else is sent to the sign-in page, whatever the method; who is signed in without the right is sent there too.
    methods: those that are tried: one door stands before all these pages, and the first one is tried with all."""

    looking: int = 200
    members: int = 302
    posted: dict = field(default_factory=dict, hash=False)
    methods: tuple[str, ...] = ("GET", "POST")
    cases = ANY

    def expected(self, person: str, method: str, case: Case) -> int | None:
        if person != "administrator":
            return self.members if person in MEMBERS else 302
        return self.looking if method == "GET" else None  # what an administrator may write is the business of test_admin


WITHOUT_A_PIECE = ("anonymous", "suspended", "stranger", "owner", "administrator")  # where no piece tells the other persons apart


def tries(row: Row) -> Iterable[tuple[Case, str, str]]:
    """Everybody with every method the row speaks of in each of its cases. A method it refuses is refused before anybody looks at the
    piece, and no view tells HEAD from GET, so those are tried in the first case only. What the row leaves to another test is not tried."""
    for case in row.cases:
        if isinstance(row, StaffOnly):
            methods = row.methods
        else:
            methods = METHODS if case == row.cases[0] else tuple(method for method in row.methods if method != "HEAD")
        for person in WITHOUT_A_PIECE if row.cases == ANY else PERSONS:
            yield from ((case, person, method) for method in methods if row.expected(person, method, case) is not None)
