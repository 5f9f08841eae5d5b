"""/api/v1/: what a program may do with whose token, and that the description tells the truth."""

import json
import re
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver
from openapi_spec_validator import OpenAPIV31SpecValidator

from accounts import leaving, tokens
from accounts.models import User
from compose import exports, progress
from compose.api.openapi import OPERATIONS
from compose.models import Piece
from compose.music import abc
from compose.node import Node
from compose.visibility import Grant
from compose.worker import Worker
from tests.factories import make_user
from tests.music.factories import make_piano
from tests.web.composers import SteadyComposer
from tests.web.programs import DOCUMENT, WISH, Program, assert_as_described

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_streams():
    progress._streams.clear()


@pytest.fixture
def clara() -> User:
    return make_user(username="clara")


def work() -> None:
    Worker(SteadyComposer(), Node("here:1:a")).run_one()


def test_the_description_keeps_the_standard():
    OpenAPIV31SpecValidator(json.loads(json.dumps(DOCUMENT))).validate()


def test_the_description_and_the_addresses_are_the_same():
    described = {(path, method.upper()) for path, methods in DOCUMENT["paths"].items() for method in methods}
    routed = set()
    for pattern in get_resolver("compose.api.urls").url_patterns:
        assert isinstance(pattern, URLPattern)
        path = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        routed |= {(path, method) for method in getattr(pattern.callback, "handlers", {})}
    assert described == routed


def test_the_document_is_served(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.json() == json.loads(json.dumps(DOCUMENT))


def test_the_page_for_people_names_every_operation(client):
    page = client.get("/about/api/").content.decode()
    assert all(f"{each.method.upper()} {each.path}" in page for each in OPERATIONS)


def test_a_program_composes_follows_lists_downloads_and_deletes(clara):
    program = Program(clara)
    made = program.compose()
    assert (made["status"], made["is_final"], made["seed"], made["measures"]) == ("queued", False, 7, {"written": 0, "planned": 4})
    assert Piece.objects.get().composer == clara
    work()
    told = program.ask("GET", f"/api/v1/pieces/{made['id']}/events?after=0").json()
    assert told["is_final"] and [frame["event"] for frame in told["frames"]] == ["plan", "started", "measures", "done"]
    assert program.ask("GET", f"/api/v1/pieces/{made['id']}/events?after={told['last_seq']}").json()["frames"] == []
    (listed,) = program.ask("GET", "/api/v1/pieces").json()["pieces"]
    assert (listed["id"], listed["status"], listed["is_mine"]) == (made["id"], "done", True)
    shown = program.ask("GET", f"/api/v1/pieces/{made['id']}").json()
    assert shown["plan"]["measure_count"]["value"] == 4 and shown["report"]
    for extension in ("musicxml", "mid", "abc", "svg", "pdf"):
        file = program.ask("GET", f"/api/v1/pieces/{made['id']}/files/{extension}")
        assert file.content and file["Content-Type"] == exports.FORMATS[extension].content_type
    assert program.ask("DELETE", f"/api/v1/pieces/{made['id']}").status_code == 204
    assert program.ask("GET", f"/api/v1/pieces/{made['id']}").status_code == 404
    assert Piece.objects.get().is_deleted


def test_nothing_to_download_yet_is_said_in_json(clara):
    program = Program(clara)
    answer = program.ask("GET", f"/api/v1/pieces/{program.compose()['id']}/files/mid")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "score.no_measure_yet")


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize(("wish", "expected"), [
    ({"description": ""}, (400, "plan.empty")),
    ({"description": "waltz", "measure_count": 100_000}, (400, "plan.out_of_range")),
    ({"description": "waltz", "key": "H minor"}, (400, "invalid_choice")),
    ({"description": "waltz", "colour": "blue"}, (400, "api.unknown_field")),
    ({"description": ["waltz"]}, (400, "api.bad_field")),
    ({"description": "waltz", "seed": True}, (400, "api.bad_field")),
    (["waltz"], (400, "api.bad_json")),
])
def test_a_wish_that_makes_no_sense_is_refused_with_a_code(clara, wish, expected):
    assert code_of(Program(clara).ask("POST", "/api/v1/pieces", wish)) == expected
    assert not Piece.objects.exists()


@pytest.mark.parametrize("body", ["", "{", b"\xff\xfe", "null", "[" * 5000])
def test_a_body_that_is_not_json_is_refused(clara, body):
    program = Program(clara)
    answer = program.client.post("/api/v1/pieces", data=body, content_type="application/json", headers=program.headers)
    assert code_of(answer) == (400, "api.bad_json")


def test_the_same_key_gives_the_same_piece(clara):
    program = Program(clara)
    assert program.compose(idempotency_key="one")["id"] == program.compose(idempotency_key="one")["id"]
    assert Piece.objects.count() == 1


def test_the_limits_of_the_pages_hold_here(clara, settings):
    settings.COMPOSE_QUEUED_LIMIT = 2
    program = Program(clara)
    program.compose(), program.compose()
    answer = program.ask("POST", "/api/v1/pieces", WISH)
    assert code_of(answer) == (429, "generation.limit_reached") and int(answer["Retry-After"]) > 0
    page = Client()
    page.force_login(clara)
    assert page.post("/compose/", {"description": "waltz"}).status_code == 429


def test_requests_are_counted_for_a_person_whichever_token_they_use(clara, settings):
    settings.LIMIT_API = 3
    programs = Program(clara), Program(clara)
    statuses = [programs[number % 2].ask("GET", "/api/v1/pieces").status_code for number in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert Program(make_user()).ask("GET", "/api/v1/pieces").status_code == 200


def test_long_lists_come_in_pages_without_gaps(clara, monkeypatch):
    monkeypatch.setattr("compose.api.views.PIECES_A_PAGE", 2)
    program = Program(clara)
    made = [program.compose()["id"] for _ in range(5)]
    listed, path = [], "/api/v1/pieces"
    while path:
        page = program.ask("GET", path).json()
        listed += [piece["id"] for piece in page["pieces"]]
        path = page["next"] and page["next"].removeprefix("http://testserver")
    assert listed == made[::-1]
    assert code_of(program.ask("GET", "/api/v1/pieces?before=nothing")) == (400, "api.bad_cursor")


def paths_of(public_id: str) -> list[tuple[str, str]]:
    piece = f"/api/v1/pieces/{public_id}"
    return [("GET", piece), ("GET", f"{piece}/events"), ("GET", f"{piece}/files/mid"), ("DELETE", piece)]


READING, EVERYTHING = [200, 200, 200], [200, 200, 200, 204]


@pytest.mark.parametrize(("who", "visibility", "expected"), [
    ("owner", "private", EVERYTHING),
    ("owner with a reading token", "private", [*READING, 403]),
    ("owner with a composing token", "private", [403, 403, 403, 204]),
    ("stranger", "private", [404, 404, 404, 404]),
    ("stranger", "unlisted", [404, 404, 404, 404]),
    ("stranger", "public", [*READING, 404]),
    ("granted", "private", [*READING, 404]),
    ("administrator", "private", [404, 404, 404, 404]),
    ("suspended owner", "private", [401, 401, 401, 401]),
    ("suspended owner", "public", [401, 401, 401, 401]),
    ("leaving owner", "public", [401, 401, 401, 401]),
    ("revoked", "private", [401, 401, 401, 401]),
    ("nobody", "public", [401, 401, 401, 401]),
    ("guesser", "public", [401, 401, 401, 401]),
])
def test_a_token_opens_what_the_pages_would_open(clara, who, visibility, expected):
    made = Program(clara).compose()
    work()
    Piece.objects.update(visibility=visibility)
    program = program_of(who, clara)
    assert [program.ask(method, path).status_code for method, path in paths_of(made["id"])] == expected


def program_of(who: str, clara: User) -> Program:
    match who:
        case "owner":
            return Program(clara)
        case "owner with a reading token":
            return Program(clara, ("read",))
        case "owner with a composing token":
            return Program(clara, ("compose",))
        case "granted":
            teacher = make_user()
            Grant.objects.create(piece=Piece.objects.get(), user=teacher)
            return Program(teacher)
        case "administrator":
            return Program(make_user(is_staff=True, is_superuser=True))
        case "suspended owner":
            program = Program(clara)
            clara.suspend()
            return program
        case "leaving owner":
            program = Program(clara)
            leaving.ask(user=clara)
            return program
        case "revoked":
            program = Program(clara)
            for token in clara.access_tokens.all():
                tokens.revoke(token)
            return program
        case "nobody":
            return Program()
        case "guesser":
            return Program(secret="score_guessed")
    return Program(make_user())


def send_file(program: Program, data: bytes, **fields: str):
    posted = {"file": SimpleUploadedFile("tune", data), "rights": "own"} | fields
    answer = program.client.post("/api/v1/uploads", posted, headers=program.headers)
    assert_as_described("POST", "/api/v1/uploads", answer)
    return answer


def test_a_program_uploads_what_it_may(clara):
    answer = send_file(Program(clara), abc.write(make_piano()).encode(), title="Mine")
    assert answer.status_code == 201
    piece = answer.json()
    assert (piece["title"], piece["is_final"], piece["visibility"], piece["report"]["upload"]["kind"]) == ("Mine", True, "private", "abc")
    assert Program(clara).ask("GET", f"/api/v1/pieces/{piece['id']}/files/musicxml").status_code == 200


@pytest.mark.parametrize(("data", "fields", "expected"), [
    (b"nothing musical", {}, (400, "upload.refused")), (b"X:1", {"rights": "mine"}, (400, "invalid_choice")),
    (b"X:1", {"rights": "CC-BY-4.0"}, (400, "upload.no_author")), (bytes(2_100_000), {}, (400, "upload.too_big")),
])
def test_an_upload_is_refused_with_a_code(clara, data, fields, expected):
    assert code_of(send_file(Program(clara), data, **fields)) == expected
    assert not Piece.objects.exists()


def test_an_upload_needs_a_token_that_may_compose(clara):
    assert send_file(Program(clara, ("read",)), b"X:1").status_code == 403
    assert send_file(Program(), b"X:1").status_code == 401


def test_whoever_guesses_tokens_is_stopped():
    program = Program(secret="score_guessed")
    statuses = [program.ask("GET", "/api/v1/pieces").status_code for _ in range(61)]
    assert statuses == [HTTPStatus.UNAUTHORIZED] * 60 + [HTTPStatus.TOO_MANY_REQUESTS]


def test_a_cookie_opens_nothing(client, clara):
    client.force_login(clara)
    assert client.get("/api/v1/pieces").status_code == 401
    assert client.post("/api/v1/pieces", WISH, content_type="application/json").status_code == 401
