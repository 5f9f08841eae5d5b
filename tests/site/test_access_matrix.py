"""Every address of the whole project × every person × every state of a piece × every method. An address without a row fails.

Whoever adds an address writes here who may do what with it. All pieces are private by now; sharing will bring more columns.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import pytest
from channels.testing import WebsocketCommunicator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from compose import progress
from compose.generation.plan import read_plan
from compose.models import Generation, GenerationEvent, Piece, TokenBucket, WorkerNode
from compose.node import Node
from compose.routing import websocket_urlpatterns
from compose.worker import Worker
from musesite.asgi import application
from tests.education import access_rows as education
from tests.factories import make_piece, make_user
from tests.web.composers import SteadyComposer

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WAITING, FINISHED, AWAY = STATES = ("waiting", "finished", "put away")
PERSONS = ("anonymous", "other guest", "guest owner", "stranger", "owner", "administrator")
SIGNED_IN = ("stranger", "owner", "administrator")
PASSWORD = make_password("a short sentence is best")
ELSEWHERE = "198.51.100.1"  # not this machine, which is an operator's


# Rows ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfAPiece:
    """Only whoever made the piece: what they get in each state. Everybody else, administrators too, is not told that it exists."""

    methods: tuple[str, ...]
    waiting: int
    finished: int
    put_away: int

    def expected(self, person: str, method: str, state: str, is_owner: bool) -> int:
        if method not in self.methods:
            return 405
        return {WAITING: self.waiting, FINISHED: self.finished, AWAY: self.put_away}[state] if is_owner else 404


@dataclass(frozen=True)
class Plain:
    """The same for everybody."""

    methods: tuple[str, ...]
    status: int
    posted: dict = field(default_factory=dict, hash=False)

    def expected(self, person: str, method: str, state: str, is_owner: bool) -> int:
        return self.status if method in self.methods else 405


@dataclass(frozen=True)
class Account:
    """Pages of allauth: the statuses of all methods, for guests and for people who are signed in. An empty form is posted."""

    guests: tuple[int, ...]
    members: tuple[int, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        return METHODS

    def expected(self, person: str, method: str, state: str, is_owner: bool) -> int:
        return (self.members if person in SIGNED_IN else self.guests)[METHODS.index(method)]


@dataclass(frozen=True)
class StaffOnly:
    """Everybody else is sent to the sign-in page, whatever the method; who is signed in without the right is sent there too."""

    looking: int = 200
    members: int = 302

    def expected(self, person: str, method: str, state: str, is_owner: bool) -> int | None:
        if person != "administrator":
            return self.members if person in SIGNED_IN else 302
        return self.looking if method == "GET" else None  # what an administrator may write is the business of test_admin


READ = ("GET", "HEAD")
POST = ("POST",)
#        GET  HEAD POST PUT  PATCH DEL  OPTIONS
FORM =  (200, 200, 200, 200, 405, 405, 200)  # the form again, because it was posted empty  # fmt: skip
PAGE =  (200, 200, 405, 405, 405, 405, 200)  # fmt: skip
AWAY_FROM_HERE = (302,) * 7  # to the sign-in page, or for whoever is signed in to the start
A_PIECE = "pieces/<public_id:public_id>/"
ROWS: dict[str, OfAPiece | Plain | Account | StaffOnly] = {
    "": Plain(READ, 200),
    "compose/": Plain(POST, 302, posted={"description": "slow waltz"}),
    "pieces/": Plain(READ, 200),
    A_PIECE: OfAPiece(READ, 200, 200, 404),
    f"{A_PIECE}score.<slug:extension>": OfAPiece(READ, 409, 200, 404),
    f"{A_PIECE}narrow.svg": OfAPiece(READ, 409, 200, 404),
    f"{A_PIECE}events/": OfAPiece(("GET",), 200, 200, 404),
    f"{A_PIECE}cancellation/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}deletion/": OfAPiece(POST, 302, 302, 404),
    f"{A_PIECE}restoration/": OfAPiece(POST, 404, 404, 302),
    f"{A_PIECE}again/": OfAPiece(POST, 302, 302, 404),
    "about/model/": Plain(READ, 200),
    "healthz": Plain(READ, 200),
    "readyz": Plain(READ, 503),  # no worker runs here
    "metrics": Plain(READ, 404),
    "favicon.ico": Plain(METHODS, 302),
}
ROWS |= {
    "accounts/login/": Account(FORM, AWAY_FROM_HERE),
    "accounts/signup/": Account(FORM, AWAY_FROM_HERE),
    "accounts/logout/": Account((302, 302, 302, 405, 405, 405, 200), (200, 200, 302, 405, 405, 405, 200)),
    "accounts/inactive/": Account(PAGE, PAGE),
    "accounts/reauthenticate/": Account(AWAY_FROM_HERE, FORM),
    "accounts/email/": Account(AWAY_FROM_HERE, (200, 200, 302, 302, 405, 405, 200)),
    "accounts/confirm-email/": Account(PAGE, PAGE),
    "^accounts/confirm-email/(?P<key>[-:\\w]+)/$": Account((200, 200, 404, 405, 405, 405, 200), (200, 200, 404, 405, 405, 405, 200)),
    "accounts/password/change/": Account(AWAY_FROM_HERE, FORM),
    "accounts/password/set/": Account(AWAY_FROM_HERE, AWAY_FROM_HERE),  # for accounts without a password, which we have none of
    "accounts/password/reset/": Account(FORM, FORM),
    "accounts/password/reset/done/": Account(PAGE, PAGE),
    "^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": Account((200,) * 7, (200,) * 7),  # "this link is too old"
    "accounts/password/reset/key/done/": Account(PAGE, PAGE),
    "accounts/login/code/confirm/": Account(AWAY_FROM_HERE, AWAY_FROM_HERE),  # no codes are sent
    "admin/": StaffOnly(),
    "admin/login/": StaffOnly(302, members=403),
    "admin/logout/": StaffOnly(405),
    "admin/password_change/": StaffOnly(),
    "admin/password_change/done/": StaffOnly(),
    "admin/autocomplete/": StaffOnly(403),
    "admin/jsi18n/": StaffOnly(),
    "admin/r/<path:content_type_id>/<path:object_id>/": StaffOnly(404),
    "admin/accounts/user/<id>/password/": StaffOnly(),
    "admin/^(?P<app_label>auth|account|accounts|compose|education)/$": StaffOnly(),
    "admin/(?P<url>.*)$": StaffOnly(404),
}
A_MODEL = {"": "looking", "add/": "adding", "<path:object_id>/history/": "history", "<path:object_id>/delete/": "deleting",
           "<path:object_id>/change/": "changing", "<path:object_id>/": "short"}
EDITED = {"looking": 200, "adding": 200, "history": 200, "deleting": 200, "changing": 200, "short": 302}
LOOKED_AT = EDITED | {"adding": 403, "deleting": 403}
ADMINISTERED = {
    "auth/group": EDITED, "account/emailaddress": EDITED, "accounts/user": EDITED, "compose/piece": EDITED,
    "compose/generation": LOOKED_AT, "compose/version": LOOKED_AT, "compose/generationevent": LOOKED_AT, "compose/workernode": LOOKED_AT,
    "compose/tokenbucket": LOOKED_AT,
}  # fmt: skip
for _model, _statuses in ADMINISTERED.items():
    ROWS |= {f"admin/{_model}/{rest}": StaffOnly(_statuses[kind]) for rest, kind in A_MODEL.items()}


ROWS |= education.ROWS
for _name in education.MODELS:
    ROWS |= {f"admin/education/{_name}/{rest}": StaffOnly(302 if "object_id" in rest else 200) for rest in A_MODEL}  # there is no row 1


# Walking ------------------------------------------------------------------------------------------------------------


def routes(patterns: list, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            assert isinstance(pattern, URLPattern)
            yield prefix + str(pattern.pattern)


def all_routes() -> set[str]:
    """As written in the URL tables. The same address twice is one address: the first one answers."""
    return {route.replace("accounts/^", "^accounts/") for route in routes(get_resolver().url_patterns)}


ROUTES = sorted(all_routes())


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(ROUTES) == set(ROWS)


@dataclass
class World:
    """A piece of a member and one of a guest in each state, and everybody's cookies."""

    pieces: dict[tuple[str, str], Piece]
    cookies: dict[str, SimpleCookie]
    users: dict[str, object]

    def client(self, person: str, **options: object) -> Client:
        client = Client(REMOTE_ADDR=ELSEWHERE, **options)
        client.cookies = SimpleCookie(self.cookies[person].output(header="", sep=";"))
        return client

    def owner_of(self, kind: str) -> str:
        return "owner" if kind == "member" else "guest owner"


def make_world() -> World:
    users = {person: make_user(username=person) for person in ("stranger", "owner")}
    users["administrator"] = make_user(username="administrator", is_staff=True, is_superuser=True)
    for user in users.values():
        user.password = PASSWORD
        user.save()
    cookies = {}
    for person in PERSONS:
        client = Client()
        if person in users:
            client.force_login(users[person])
        elif person != "anonymous":
            session = client.session
            session["guest_key"] = person
            session.save()
        cookies[person] = client.cookies
    pieces = {  # the finished ones first: the worker takes the oldest
        (kind, state): in_state(state, users["owner"] if kind == "member" else None)
        for state in (FINISHED, WAITING, AWAY) for kind in ("member", "guest")
    }
    TokenBucket.objects.create(key="k", full_at_seconds=1)
    WorkerNode.objects.create(name="gone", seen_at=timezone.now() - timezone.timedelta(days=1))
    assert all(piece.generation.status == ("done" if state == FINISHED else "queued") for (_, state), piece in pieces.items())
    return World(pieces, cookies, users)


def in_state(state: str, composer: object) -> Piece:
    plan = read_plan("slow waltz", measure_count=4).to_json()
    piece = make_piece(composer=composer, guest_key="" if composer else "guest owner", description="slow waltz", plan=plan)
    if state == FINISHED:
        Worker(SteadyComposer(), Node("here:1:a")).run_one()
    elif state == AWAY:
        Piece.objects.filter(pk=piece.pk).update(deleted_at=timezone.now())
    return Piece.objects.get(pk=piece.pk)


def address(route: str, piece: Piece, world: World) -> str:
    keys = {"auth/group": "1", "account/emailaddress": "1", "accounts/user": world.users["stranger"].pk, "compose/piece": piece.pk,
            "compose/generation": piece.generation.pk, "compose/version": piece.current.pk,
            "compose/workernode": WorkerNode.objects.get().pk,
            "compose/tokenbucket": TokenBucket.objects.get().pk, "compose/generationevent": GenerationEvent.objects.first().pk}
    model = "/".join(route.split("/")[1:3])
    known = {"<public_id:public_id>": piece.public_id, "<slug:extension>": "mid", "<path:object_id>": keys.get(model, 1),
             "<id>": world.users["stranger"].pk, "<path:content_type_id>": 1, "(?P<uidb36>[0-9A-Za-z]+)": "1", "(?P<key>.+)": "a-b",
             "(?P<key>[-:\\w]+)": "key", "(?P<app_label>auth|account|accounts|compose|education)": "compose", "(?P<url>.*)": "anything/"}
    for name, value in (known | education.EXAMPLES).items():
        route = route.replace(name, str(value))
    path = "/" + route.replace("^", "").replace("$", "")
    assert not set("<(^\\") & set(path), f"no example for {path}"
    return path


@pytest.fixture
def world(db) -> World:
    from django.contrib.auth.models import Group

    world = make_world()
    Group.objects.create(pk=1, name="teachers")
    world.users["stranger"].emailaddress_set.create(pk=1, email="s@example.org")
    progress._streams.clear()
    return world


def answer(world: World, person: str, method: str, path: str, posted: dict) -> int:
    """The status, with everything the request changed taken back."""
    with transaction.atomic():
        client = world.client(person, raise_request_exception=True)
        call = getattr(client, method.lower())
        status = call(path, posted).status_code if method == "POST" else call(path).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("route", ROUTES)
def test_everybody_gets_what_the_row_says_and_nothing_else(route, world):
    row = ROWS[route]
    states = STATES if isinstance(row, OfAPiece) else (WAITING,)
    kinds = ("member", "guest") if isinstance(row, OfAPiece) else ("member",)
    wrong = []
    for kind in kinds:
        for state in states:
            piece = world.pieces[kind, state]
            path = address(route, piece, world)
            for person in PERSONS:
                for method in METHODS:
                    expected = row.expected(person, method, state, person == world.owner_of(kind))
                    status = answer(world, person, method, path, getattr(row, "posted", {}))
                    if expected is not None and status != expected:
                        wrong.append((kind, state, person, method, status, f"not {expected}"))
    assert wrong == []


@pytest.mark.parametrize("route", ROUTES)
def test_no_form_is_taken_without_its_token(route, world):
    """From another site's page the browser sends the cookie, but cannot know the token."""
    row = ROWS[route]
    takes_posts = not isinstance(row, StaffOnly) and "POST" in row.methods and route != "favicon.ico"
    person = "administrator" if isinstance(row, StaffOnly) else "owner"
    path = address(route, world.pieces["member", WAITING], world)
    before = list(Piece.objects.order_by("pk").values()), list(Generation.objects.order_by("pk").values())
    status = world.client(person, enforce_csrf_checks=True).post(path, getattr(row, "posted", {})).status_code
    assert status == 403 if takes_posts else status in (302, 403, 404, 405)
    assert (list(Piece.objects.order_by("pk").values()), list(Generation.objects.order_by("pk").values())) == before


# Sockets ------------------------------------------------------------------------------------------------------------

SOCKET_ROWS = {r"^ws/pieces/(?P<public_id>[\w-]{12})/$": {WAITING: True, FINISHED: True, AWAY: False}}  # for whoever made the piece


def test_every_socket_has_a_row():
    assert {str(pattern.pattern) for pattern in websocket_urlpatterns} == set(SOCKET_ROWS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", sorted(SOCKET_ROWS))
async def test_only_who_may_open_a_piece_may_listen_to_it(route):
    from asgiref.sync import sync_to_async

    world = await sync_to_async(make_world)()
    progress._streams.clear()
    wrong = []
    for (kind, state), piece in world.pieces.items():
        path = "/" + route.strip("^$").replace(r"(?P<public_id>[\w-]{12})", piece.public_id)
        for person in PERSONS:
            cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in world.cookies[person].items())
            headers = [(b"origin", b"http://testserver"), (b"host", b"testserver"), (b"cookie", cookie.encode())]
            communicator = WebsocketCommunicator(application, path, headers=headers)
            is_open, code = await communicator.connect(timeout=10)
            await communicator.disconnect()
            may = person == world.owner_of(kind) and SOCKET_ROWS[route][state]
            if (is_open, code if not is_open else None) != (may, None if may else 4404):
                wrong.append((kind, state, person, is_open, code))
    assert wrong == []
