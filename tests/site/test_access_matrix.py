"""Every address of the whole project × every person × every case of a piece × every method. An address without a row fails.

Whoever adds an address writes in `access/…_rows.py` of their app who may do what with it, and adds that file to BOOKS.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from compose import progress
from compose.models import Generation, Piece
from compose.visibility import Grant, ShareLink
from tests.education import access_rows as education_rows
from tests.web.sites import ROOT

from .access import account_rows, admin_rows, api_rows, compose_rows, gallery_rows, project_rows, takeout_rows
from .access.rows import Case, Row, StaffOnly, tries
from .access.world import World, make_world

BOOKS = (api_rows, project_rows, takeout_rows, compose_rows, account_rows, admin_rows, education_rows, gallery_rows)
ROWS: dict[str, Row] = {route: row for book in BOOKS for route, row in book.ROWS.items()}
EXAMPLES = {part: example for book in BOOKS for part, example in book.EXAMPLES.items()}


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


def test_no_view_tells_head_from_get():
    ours = [path for package in ("accounts", "compose", "musesite") for path in (ROOT / package).rglob("*.py")]
    telling = {str(path.relative_to(ROOT)) for path in ours if re.search(r"""method\b.{0,12}["'](GET|HEAD)""", path.read_text())}
    assert telling == {"compose/api/endpoint.py"}, "it answers HEAD as GET in so many words"


def address(route: str, piece: Piece, world: World) -> str:
    for part in sorted(EXAMPLES, key=len, reverse=True):
        if part in route:
            route = route.replace(part, str(EXAMPLES[part](world, piece)))
    path = "/" + route.replace("^", "").replace("$", "")
    assert not set("<(\\") & set(path), f"no example for {path}"
    return path


@pytest.fixture(scope="module")
def whole_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once, in a transaction around those of the tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(whole_world, db) -> World:
    progress._streams.clear()
    return whole_world


def answer(world: World, person: str, method: str, path: str, posted: dict) -> int:
    """The status, with everything the request changed taken back."""
    with transaction.atomic():
        client = world.client(person)
        call = getattr(client, method.lower())
        status = call(path, posted).status_code if method == "POST" else call(path).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("route", ROUTES)
def test_everybody_gets_what_the_row_says_and_nothing_else(route, world):
    row = ROWS[route]
    wrong, paths = [], {case: address(route, world.pieces[case], world) for case in row.cases}
    for case, person, method in tries(row):
        expected = row.expected(person, method, case)
        status = answer(world, person, method, paths[case], row.posted)
        if status != expected:
            wrong.append((case, person, method, status, f"not {expected}"))
    assert wrong == []


def stored() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Piece, Generation, ShareLink, Grant)]


@pytest.mark.parametrize("route", ROUTES)
def test_no_form_is_taken_without_its_token(route, world):
    """From another site's page the browser sends the cookie, but cannot know the token."""
    row = ROWS[route]
    takes_posts = not isinstance(row, StaffOnly) and "POST" in row.methods and route != "favicon.ico"
    person = "administrator" if isinstance(row, StaffOnly) else "owner"
    path = address(route, world.pieces[Case()], world)
    before = stored()
    status = world.client(person, enforce_csrf_checks=True).post(path, row.posted).status_code
    refused = getattr(row, "refused_from_elsewhere", 403)  # programs send no cookie, and a cookie alone opens nothing for them
    assert status == refused if takes_posts else status in (302, 403, 404, 405)
    assert stored() == before
