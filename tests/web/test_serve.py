"""`manage.py serve`: one command, real processes, the real composer with a tiny checkpoint."""

import json
import signal
import socket
import urllib.error

import pytest

from tests.web.sites import PATIENCE_SECONDS, Browser, Page, Site, is_running, read_until, wait_for


@pytest.fixture
def whole_site(tmp_path, template, weights):
    site = Site(tmp_path, template, WEIGHTS_DIR=str(weights))
    yield site
    site.stop()


def worker_pid(site: Site) -> int:
    def name() -> list:
        return site.ask("SELECT name FROM compose_workernode ORDER BY id DESC")

    wait_for(name)
    return int(name()[0][0].split(":")[1])


def readiness(browser: Browser) -> tuple[int, dict]:
    try:
        return 200, json.loads(browser.get("/readyz"))
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_web_and_worker(whole_site, number):
    serve = whole_site.start_web(workers=1)
    pid = worker_pid(whole_site)
    serve.send_signal(number)
    assert serve.wait(PATIENCE_SECONDS) == 0
    assert not is_running(pid)
    assert whole_site.ask("SELECT count(*) FROM compose_workernode") == [(0,)]


def test_a_signal_while_the_worker_is_still_loading_leaves_nothing_behind(whole_site):
    serve = whole_site.start_web(workers=1)
    (pid,) = children_of(serve.pid)
    serve.terminate()
    assert serve.wait(PATIENCE_SECONDS) == 0
    assert not is_running(pid)


def children_of(pid: int) -> list[int]:
    from pathlib import Path

    paths = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in paths for child in path.read_text().split()]


def test_no_worker_outlives_a_killed_parent(whole_site):
    serve = whole_site.start_web(workers=1)
    pid = worker_pid(whole_site)
    serve.kill()
    serve.wait()
    wait_for(lambda: not is_running(pid))


def test_a_killed_worker_is_started_again_and_its_piece_is_finished(whole_site):
    whole_site.start_web(workers=1)
    pid = worker_pid(whole_site)
    browser, page = Browser(whole_site), Page()
    public_id = browser.compose(measures=32)
    wait_for(lambda: whole_site.measures_done() >= 2)
    import os

    os.kill(pid, signal.SIGKILL)
    for frame in browser.frames(public_id):
        page.take(frame)
    assert page.measures == 32 and page.events == ["plan", "started", "done"]
    tokens = {token for (token,) in whole_site.ask("SELECT token FROM compose_generationevent")}
    assert tokens == {1, 2}


def test_a_sentence_becomes_a_piece(whole_site):
    import music21

    whole_site.start_web(workers=1)
    browser = Browser(whole_site)
    wait_for(lambda: readiness(browser)[0] == 200)
    public_id = browser.post("/compose/", description="melancholic piano ballad in E minor, 8 bars").split("/")[2]
    page = Page()
    for frame in browser.frames(public_id):
        page.take(frame)
    assert (page.measures, page.events) == (8, ["plan", "started", "done"])
    score = music21.converter.parse(browser.get(f"/pieces/{public_id}/score.musicxml"), format="musicxml")
    assert len(score.parts[0].getElementsByClass("Measure")) == 8
    assert score.parts[0].recurse().getElementsByClass("KeySignature")[0].sharps == 1


def test_without_a_checkpoint_the_site_serves_and_says_why_it_is_not_ready(tmp_path, template):
    empty = tmp_path / "weights"
    empty.mkdir()
    site = Site(tmp_path, template, WEIGHTS_DIR=str(empty))
    try:
        site.start_web(workers=1)
        browser = Browser(site)
        assert "csrfmiddlewaretoken" in browser.get("/")
        wait_for(lambda: "missing" in readiness(browser)[1].get("reason", ""))
        assert readiness(browser)[0] == 503
        assert json.loads(browser.get("/healthz")) == {"status": "ok"}
    finally:
        site.stop()


def test_a_taken_port_is_one_sentence_and_starts_nothing(whole_site):
    with socket.create_server(("127.0.0.1", 0)) as other:
        answer = whole_site.run("manage.py", "serve", "--port", str(other.getsockname()[1]))
    assert answer.returncode == 1
    assert "Cannot listen on" in answer.stderr and "Traceback" not in answer.stderr
    assert whole_site.ask("SELECT count(*) FROM compose_workernode") == [(0,)]


def test_a_database_that_was_never_migrated_is_one_sentence(tmp_path):
    answer = Site(tmp_path).run("manage.py", "serve", "--port", "0")
    assert answer.returncode == 1
    assert "migrate" in answer.stderr and "Traceback" not in answer.stderr


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    answer = Site(tmp_path, DATABASE_PATH=str(tmp_path / "file" / "site.sqlite3")).run("manage.py", "serve", "--port", "0")
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr and len(answer.stderr.strip().splitlines()) == 1


def test_a_port_that_is_no_number_is_one_sentence(tmp_path, template):
    answer = Site(tmp_path, template, PORT="eighty").run("manage.py", "serve")
    assert answer.returncode == 1 and "PORT" in answer.stderr


def test_the_web_process_loads_no_torch(whole_site):
    code = "import django; django.setup(); import musesite.asgi, musesite.urls, compose.views, sys; sys.exit('torch' in sys.modules)"
    whole_site.environment["DJANGO_SETTINGS_MODULE"] = "musesite.settings"
    answer = whole_site.run("-c", code)
    assert answer.returncode == 0, answer.stderr


def test_serving_twice_prints_the_address_each_asked_for(whole_site):
    process = whole_site.start("manage.py", "serve", "--port", "0", "--workers", "0")
    assert int(read_until(process, r"http://127\.0\.0\.1:(\d+)").group(1)) > 0
