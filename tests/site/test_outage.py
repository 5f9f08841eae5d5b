import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from compose.models import Piece
from tests.factories import make_piece, make_user

pytestmark = pytest.mark.django_db


class Outage:
    """Statements that name this table fail, as they do when the server is away."""

    def __init__(self, table: str) -> None:
        self.table = table

    def __call__(self, execute, sql, params, many, context):
        if self.table in sql:
            raise OperationalError("the connection was lost")
        return execute(sql, params, many, context)


def signed_in() -> tuple[Client, Piece]:
    user = make_user()
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client, make_piece(composer=user)


@pytest.mark.parametrize("debug", [True, False])
def test_a_page_that_needs_the_database_says_so_in_a_sentence(settings, debug):
    settings.DEBUG = debug
    client, piece = signed_in()
    with connection.execute_wrapper(Outage("compose_piece")):
        for path in ("/", "/pieces/", piece.get_absolute_url()):
            answer = client.get(path)
            assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
            assert "cannot reach its database" in answer.text and "OperationalError" not in answer.text


def test_a_program_gets_the_same_in_json():
    client, piece = signed_in()
    with connection.execute_wrapper(Outage("compose_piece")):
        answer = client.get(piece.get_absolute_url(), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "site.database_away")


def test_also_where_it_is_the_session_that_cannot_be_kept():
    """That happens outside the page, where Django would answer 500."""
    client, piece = signed_in()
    Piece.objects.filter(pk=piece.pk).update(deleted_at=timezone.now())
    with connection.execute_wrapper(Outage('UPDATE "django_session"')):
        answer = client.post(f"{piece.get_absolute_url()}restoration/")
    assert answer.status_code == 503 and "cannot reach its database" in answer.text


def test_our_own_mistakes_stay_mistakes(monkeypatch):
    client, piece = signed_in()
    monkeypatch.setattr("compose.views.understanding.for_page", lambda plan: 1 / 0)
    assert client.get(piece.get_absolute_url()).status_code == 500
