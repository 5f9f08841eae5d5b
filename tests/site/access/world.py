"""Everybody, with their cookies, and a piece for each case."""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from compose import announcing
from compose.generation.plan import read_plan
from compose.models import Piece, PlayerSetting, Project, Recognition, Takeout, TokenBucket, WorkerNode
from compose.node import Node
from compose.visibility import Grant, ShareLink
from compose.visitors import GUEST_KEY, LINK_KEYS
from compose.worker import Worker
from tests.factories import make_piece, make_user
from tests.web.composers import SteadyComposer

from . import gallery_rows
from .rows import AWAY, CASES, FINISHED, HIDDEN, MEMBERS, OF_SUSPENDED, PERSONS, PUBLIC, Case

PASSWORD = make_password("a short sentence is best")
ELSEWHERE = "198.51.100.1"  # not this machine, which is an operator's


@dataclass
class World:
    pieces: dict[Case, Piece]
    cookies: dict[str, SimpleCookie]
    users: dict[str, object]
    handlers: dict[bool, object] = field(default_factory=dict)

    def client(self, person: str, *, enforce_csrf_checks: bool = False) -> Client:
        client = Client(REMOTE_ADDR=ELSEWHERE, enforce_csrf_checks=enforce_csrf_checks)
        client.handler = self.handlers.setdefault(enforce_csrf_checks, client.handler)  # each would build all middleware anew
        client.cookies = SimpleCookie(self.cookies[person].output(header="", sep=";"))
        return client


def make_world() -> World:
    users = {person: _user(person) for person in (*MEMBERS, "suspended")}
    finished_first = sorted(CASES, key=lambda case: case.state != FINISHED)  # the worker takes the oldest
    pieces = {case: _piece(case, users) for case in finished_first}
    assert all(piece.generation.status == ("done" if case.state == FINISHED else "queued") for case, piece in pieces.items())
    gallery_rows.furnish(pieces, users)
    cookies = {person: _cookies(person, users.get(person)) for person in PERSONS}
    users["suspended"].is_active = False
    users["suspended"].save()
    TokenBucket.objects.create(key="k", full_at_seconds=1)
    PlayerSetting.objects.create(user=users["owner"], piece=pieces[CASES[0]])
    Recognition.objects.create(version=pieces[Case(FINISHED)].current, facts={})
    WorkerNode.objects.create(name="gone", seen_at=timezone.now() - timezone.timedelta(days=1))
    Group.objects.create(name="teachers")
    users["stranger"].emailaddress_set.create(email="s@example.org")
    users["outsider"] = _somebody_with_an_account()
    _projects(users, pieces)
    _takeout(users["owner"])
    return World(pieces, cookies, users)


def _projects(users: dict, pieces: dict[Case, Piece]) -> None:
    """One that is kept and one in the bin, both the owner's."""
    kept = Project.objects.create(owner=users["owner"], title="Suite")
    kept.add(pieces[Case(FINISHED)])
    Project.objects.create(owner=users["owner"], title="Old suite", deleted_at=timezone.now())


def _takeout(user: object) -> None:
    later = timezone.now() + timezone.timedelta(days=1)
    takeout = Takeout.objects.create(user=user, status="done", expires_at=later)
    takeout.path.parent.mkdir(parents=True, exist_ok=True)
    takeout.path.write_bytes(b"a ZIP")


def _somebody_with_an_account() -> object:
    """Who comes along nowhere themselves: what is theirs is nobody else's."""
    user = make_user()
    user.account_events.create(kind="signed_in")
    user.access_tokens.create(name="script", hashed="x")
    user.authenticator_set.create(type="totp", data={})
    user.usersession_set.create(ip=ELSEWHERE, session_key="k", user_agent="")
    return user


def _user(person: str) -> object:
    is_administrator = person == "administrator"
    user = make_user(username=person, is_staff=is_administrator, is_superuser=is_administrator)
    user.password = PASSWORD
    user.save()
    return user


def _cookies(person: str, user: object | None) -> SimpleCookie:
    client = Client()
    if user is not None:
        client.force_login(user)
    elif person != "anonymous":
        session = client.session
        session[GUEST_KEY] = person
        links = {"link holder": ShareLink.objects.live(), "holder of a revoked link": ShareLink.objects.exclude(revoked_at=None)}
        session[LINK_KEYS] = list(links.get(person, ShareLink.objects.none()).values_list("key", flat=True))
        session.save()
    return client.cookies


def _piece(case: Case, users: dict) -> Piece:
    """It has a link whatever its visibility, and one that was revoked: neither may open more than the case says."""
    composer = None if case.is_of_a_guest else users["suspended" if case.visibility == OF_SUSPENDED else "owner"]
    plan = read_plan("slow waltz", measure_count=4).to_json()
    piece = make_piece(composer=composer, guest_key="" if composer else "guest owner", description="slow waltz", plan=plan)
    if case.state == FINISHED:
        Worker(SteadyComposer(), Node("here:1:a")).run_one()
    now = timezone.now()
    Piece.objects.filter(pk=piece.pk).update(
        deleted_at=now if case.state == AWAY else None,
        hidden_at=now if case.visibility == HIDDEN else None,
        visibility=PUBLIC if case.visibility in (HIDDEN, OF_SUSPENDED) else case.visibility,
    )
    announcing.tell(piece.pk)
    ShareLink.objects.create(piece=piece)
    ShareLink.objects.create(piece=piece, revoked_at=now)
    Grant.objects.create(piece=piece, user=users["granted"])
    return Piece.objects.get(pk=piece.pk)
