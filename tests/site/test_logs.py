"""What the logs tell: enough to find a generation, nothing of what a person wrote."""

import json
import logging

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from compose import progress
from compose.models import Generation, Piece
from compose.music.errors import ComposeError
from compose.node import Node
from compose.worker import Worker
from musesite.logs import JsonLines
from tests.factories import make_user
from tests.web.composers import SteadyComposer
from tests.web.sites import Browser, Site, read_until, wait_for

WORDS = "zanzibar waltz in D minor"


@pytest.fixture
def lines():
    """Every line that any logger would write while the test runs, as the site writes it."""
    written: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    keeper, root = Keeper(level=logging.DEBUG), logging.getLogger()
    keeper.setFormatter(JsonLines())
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(keeper)
    root.setLevel(level)


def line_of(message: str, *arguments: object, error: BaseException | None = None, **extra: object) -> dict:
    record = logging.getLogger("compose").makeRecord(
        "compose", logging.INFO, __file__, 1, message, arguments, (type(error), error, error.__traceback__) if error else None, extra=extra
    )
    return json.loads(JsonLines().format(record))


def test_a_line_is_one_object_with_the_generations_number():
    line = line_of("an administrator acted\non two lines", generation=7, user=3, action="cancelled")
    assert (line["generation"], line["user"], line["action"]) == (7, 3, "cancelled")
    assert line["level"] == "INFO" and line["logger"] == "compose" and line["at"].endswith("+00:00")


@pytest.mark.django_db
def test_a_probe_that_finds_no_worker_fills_no_log(client, lines):
    assert client.get(reverse("compose:readyz")).status_code == 503
    assert not any("readyz" in line for line in lines)
    assert client.get("/not-here").status_code == 404
    assert any("not-here" in line for line in lines)


def test_a_line_about_a_piece_names_it_apart():
    assert line_of("piece %s: unexpected error", "Xq3abcdefghi")["piece"] == "Xq3abcdefghi"


def test_of_an_exception_only_class_and_place_are_written():
    try:
        try:
            raise ValueError(WORDS)
        except ValueError as cause:
            raise DatabaseError(f"DETAIL: Failing row contains ({WORDS})") from cause
    except DatabaseError as error:
        line = line_of("it failed", error=error)
    assert line["error"] == "django.db.utils.DatabaseError" and line["cause"] == "builtins.ValueError"
    assert "test_of_an_exception_only_class_and_place" in line["trace"][0]
    assert "zanzibar" not in json.dumps(line)


@pytest.mark.django_db
def test_a_description_never_reaches_a_line(lines, monkeypatch, settings):
    """The whole way, with everything that can go wrong on it."""
    settings.DEBUG = False
    person = make_user()
    client = Client(raise_request_exception=False)
    client.force_login(person)

    def ask(**fields):
        return client.post(reverse("compose:compose"), {"description": WORDS, **fields})

    assert ask(measure_count="9999").status_code == 400
    assert ask().status_code == 302
    piece = Piece.objects.get()

    def fall(number: int) -> None:
        raise RuntimeError(f"cannot write {WORDS}") if number == 2 else ComposeError(WORDS)

    for stumbling in (fall, fall, lambda number: None):
        Worker(SteadyComposer(stumbling), Node("here:1:a")).run_one()
    assert ask().status_code == 302
    with monkeypatch.context() as patch:
        patch.setattr("compose.drawing.system_svg", lambda *_, **__: (_ for _ in ()).throw(ValueError(WORDS)))
        Worker(SteadyComposer(), Node("here:1:a")).run_one()
        progress._streams.clear()
        client.get(f"{Piece.objects.latest('pk').get_absolute_url()}events/")
        patch.setattr("compose.jobs.enqueue", lambda **_: (_ for _ in ()).throw(RuntimeError(WORDS)))
        assert ask().status_code == 500
        client.get(reverse("compose:home"), {"description": WORDS})
        client.get("/nothing/", {"q": WORDS})
    assert client.get(f"{piece.get_absolute_url()}score.mid").status_code in (200, 409)
    assert Generation.objects.count() == 2 and len(lines) > 3
    assert any("could not be drawn" in line for line in lines) and any("RuntimeError" in line for line in lines)
    assert [line for line in lines if "zanzibar" in line.lower()] == []
    assert all(json.loads(line) for line in lines)


def test_a_site_that_is_told_so_writes_json_and_no_words(tmp_path, template):
    site = Site(tmp_path, template, LOG_FORMAT="json", SOCKET_SEND_SECONDS="1", LOG_LEVEL="INFO")
    try:
        process = site.start("-m", "tests.web.tight_server")
        site.address = read_until(process, r"Serving at (http://\S+)").group(1)
        browser = Browser(site)
        public_id = browser.post("/compose/", description=WORDS).split("/")[2]
        site.start_worker(seconds_per_measure=0)
        wait_for(lambda: site.ask("SELECT status FROM compose_generation") == [("done",)])
        list(browser.frames(public_id))
        with pytest.raises(OSError):
            browser.get("/nothing/")
        process.terminate()
        written = process.stdout.read().splitlines()
    finally:
        site.stop()
    assert any(json.loads(line)["logger"] == "django.request" for line in written)
    assert [line for line in written if "zanzibar" in line.lower()] == []
