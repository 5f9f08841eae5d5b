"""Everything a person owns as one ZIP: it is complete, it opens, it is theirs alone, and it survives what may happen to a process."""

import io
import json
import re
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountEvent
from compose import exports, recognising, takeout_contents, takeout_runs, turns
from compose.listening import Listener
from compose.models import Piece, Project, Takeout, Version
from compose.node import Node
from compose.takeouts import TakeoutStatus, folder
from compose.worker import Worker
from tests.factories import make_piece, make_user
from tests.web.composers import SteadyComposer
from tests.web.sites import Browser, wait_for

# The test client is no asynchronous server and says so.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")]
NOTATIONS = ("musicxml", "mid", "pdf", "abc", "svg")


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def clara(client):
    clara = make_user(username="clara", email="clara@example.org")
    client.force_login(clara)
    return clara


def compose(client, description: str = "slow waltz, 4 measures") -> Piece:
    client.post(reverse("compose:compose"), {"description": description})
    Worker(SteadyComposer(), Node("here:1:a")).run_one()
    return Piece.objects.latest("pk")


def a_second_version(piece: Piece) -> Version:
    """Written by hand, and not the one that is shown."""
    first = piece.current
    facts = {"plan": first.plan, "header": first.header, "steps": first.steps[:3]}
    return piece.add(Version(parent=first, kind="edited", words="one bar less", **facts))


def ask(client, **wish) -> Takeout:
    assert client.post(reverse("compose:takeouts"), wish).status_code == 302
    return Takeout.objects.get()


def opened(client, takeout: Takeout) -> zipfile.ZipFile:
    answer = client.get(takeout.file_url)
    assert answer["Content-Type"] == "application/zip" and answer["Content-Disposition"].startswith('attachment; filename="clara-')
    content = b"".join(answer)
    assert len(content) == int(answer["Content-Length"])
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def test_it_holds_everything_in_every_format(client, clara):
    waltz, march = compose(client), compose(client, "march in C major, 4 measures")
    a_second_version(waltz)
    Piece.objects.filter(pk=march.pk).update(deleted_at=timezone.now())
    Project.objects.create(owner=clara, title="Suite").add(waltz)
    ask(client)
    assert takeout_runs.run_next() and not takeout_runs.run_next()
    archive = opened(client, Takeout.objects.get())
    names = set(archive.namelist())
    for piece in (waltz, march):  # that in the bin too
        (home,) = {name.rpartition("/")[0] for name in names if name.endswith(f"{piece.public_id}/piece.json")}
        assert {f"{home}/piece.{extension}" for extension in NOTATIONS} <= names
        assert f"{home}/versions/001.json" in names and f"{home}/piece.mp3" not in names
        card = json.loads(archive.read(f"{home}/piece.json"))
        assert (card["public_id"], card["description"], card["seed"]) == (piece.public_id, piece.description, piece.current.seed)
        assert card["plan"] == piece.current.plan and (card["deleted_at"] is not None) is (piece == march)
        ElementTree.fromstring(archive.read(f"{home}/piece.musicxml"))
        assert archive.read(f"{home}/piece.mid")[:4] == b"MThd" and archive.read(f"{home}/piece.pdf")[:5] == b"%PDF-"
    (second,) = [name for name in names if name.endswith("versions/002.json")]
    version = json.loads(archive.read(second))
    assert (version["words"], version["parent"]) == ("one bar less", {"piece": waltz.public_id, "number": 1})
    assert len(version["steps"]) == 3 and version["plan"]
    shorter = ElementTree.fromstring(archive.read(second.replace(".json", ".musicxml")))
    assert {len(part.findall("measure")) for part in shorter.findall("part")} == {3}
    (project,) = json.loads(archive.read("projects.json"))
    assert (project["title"], project["pieces"]) == ("Suite", [waltz.public_id])
    assert json.loads(archive.read("account.json"))["email"] == "clara@example.org"
    assert "Everything that clara owns here" in archive.read("README.txt").decode()


def test_it_holds_what_was_heard_in_a_version(client, clara):
    piece = compose(client)
    recognising.ask(a_second_version(piece))
    Listener(SteadyComposer()).hear_one()
    ask(client)
    takeout_runs.run_next()
    archive = opened(client, Takeout.objects.get())
    composed, by_hand = (json.loads(archive.read(name)) for name in sorted(archive.namelist()) if re.search(r"versions/\d+\.json", name))
    assert by_hand["recognition"]["facts"] == {"likeness": {"waltz": 70}, "key": exports.score_of(piece, piece.current).key.name}
    assert by_hand["recognition"]["asked_at"] and "recognition" not in composed


def test_it_holds_nothing_of_anybody_else_and_no_password(client, clara):
    make_piece(composer=make_user(), title="Somebody elses", visibility="public")
    clara.set_password("secret of secrets")
    clara.save()
    client.force_login(clara)
    ask(client)
    takeout_runs.run_next()
    archive = opened(client, Takeout.objects.get())
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"omebody" not in everything and b"argon2" not in everything and b"pbkdf2" not in everything


def test_sound_comes_where_it_was_ticked(client, clara):
    compose(client)
    ask(client, has_sound="on")
    takeout_runs.run_next()
    (sound,) = [name for name in opened(client, Takeout.objects.get()).namelist() if name.endswith(".mp3")]
    assert sound


def test_other_apps_add_their_part(client, clara, monkeypatch):
    monkeypatch.setattr(takeout_contents, "_parts", [lambda user: iter([("comments/comments.json", f'["{user.username}"]'.encode())])])
    ask(client)
    takeout_runs.run_next()
    assert json.loads(opened(client, Takeout.objects.get()).read("comments/comments.json")) == ["clara"]


def test_a_file_that_cannot_be_made_does_not_keep_the_others(client, clara, monkeypatch):
    compose(client)
    whole = takeout_contents.exports.write

    def write(score, extension):
        if extension == "pdf":
            raise RuntimeError("no printer")
        return whole(score, extension)

    monkeypatch.setattr(takeout_contents.exports, "write", write)
    ask(client)
    takeout_runs.run_next()
    archive = opened(client, Takeout.objects.get())
    assert any(name.endswith("piece.musicxml") for name in archive.namelist())
    assert "piece.pdf" in archive.read("README.txt").decode().partition("could not be made")[2]


def test_only_its_owner_may_fetch_it(client, clara):
    ask(client)
    takeout_runs.run_next()
    url = Takeout.objects.get().file_url
    stranger = Client()
    stranger.force_login(make_user(is_staff=True, is_superuser=True))
    assert stranger.get(url).status_code == 404
    assert reverse("account_login") in Client().get(url)["Location"]


def test_it_cannot_be_fetched_before_it_is_ready_nor_after_its_time(client, clara):
    url = ask(client).file_url
    assert client.get(url).status_code == 404
    takeout_runs.run_next()
    assert client.get(url).status_code == 200
    Takeout.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(url).status_code == 404


def test_housekeeping_removes_what_is_over_and_what_nobody_owns(client, clara):
    ask(client)
    takeout_runs.run_next()
    kept = Takeout.objects.get()
    other = make_user()
    old = Takeout.objects.create(user=other, status="done", attempt=1, expires_at=timezone.now() - timedelta(days=1))
    for orphan in (old.path, folder() / "erased-account-1.zip", folder() / "died.part"):
        orphan.write_bytes(b"x")
    takeout_runs.tidy()
    assert list(Takeout.objects.all()) == [kept] and list(folder().iterdir()) == [kept.path]


def test_the_page_shows_how_far_it_is(client, clara):
    compose(client), compose(client)
    takeout = ask(client)
    assert "0 of 2 pieces" in client.get(reverse("compose:takeouts")).content.decode()
    seen = []
    takeout_contents.write(
        folder().parent / "x.zip", clara, has_sound=False, take_turn=lambda: lambda: None,
        tell=lambda count: seen.append(Takeout.objects.filter(pk=takeout.pk).update(done_count=count) and count),
    )  # fmt: skip
    assert seen == [1, 2]
    assert client.get(reverse("compose:takeout", args=[takeout.public_id])).json() == {"status": "waiting", "done": 2, "total": 2}


def test_asking_twice_is_asking_once_and_very_often_is_too_often(client, clara):
    assert ask(client) == ask(client)
    for _ in range(5):
        Takeout.objects.update(status="failed")
        client.post(reverse("compose:takeouts"))
    assert Takeout.objects.get().status == "failed"  # the sixth was refused, and took nothing away
    assert AccountEvent.objects.of(clara).filter(kind="exported").count() == 5


def test_a_process_that_died_is_replaced_and_its_work_begun_anew(client, clara):
    compose(client)
    ask(client)
    dead = Takeout.claim()
    assert Takeout.claim() is None
    Takeout.objects.update(heard_at=timezone.now() - timedelta(minutes=3))
    assert takeout_runs.run_next()
    assert opened(client, Takeout.objects.get()).testzip() is None
    assert not dead.report(done_count=7)  # should it come back, it is told


def test_what_cannot_be_made_ends_as_failed(client, clara):
    ask(client)
    for _ in range(3):
        assert Takeout.claim()
        Takeout.objects.update(heard_at=timezone.now() - timedelta(minutes=3))
    assert Takeout.claim() is None and Takeout.objects.get().status == TakeoutStatus.FAILED
    assert "That did not work" in client.get(reverse("compose:takeouts")).content.decode()


def test_stopping_it_leaves_no_file(client, clara, monkeypatch):
    compose(client)
    takeout = ask(client)
    whole = takeout_contents.write

    def write(*arguments, **options):
        client.post(reverse("compose:takeout_removal", args=[takeout.public_id]))
        whole(*arguments, **options)

    monkeypatch.setattr(takeout_contents, "write", write)
    takeout_runs.run_next()
    assert not Takeout.objects.exists() and list(folder().iterdir()) == []


def test_every_piece_waits_for_its_turn(client, clara, monkeypatch):
    compose(client), compose(client)
    taken = []
    whole = turns.take_turn
    monkeypatch.setattr(turns, "take_turn", lambda whose: taken.append(whose) or whole(whose))
    ask(client)
    takeout_runs.run_next()
    assert taken == [f"user:{clara.pk}"] * 2 and turns._holding.total() == 0


def test_a_guest_is_asked_to_sign_in(client):
    assert reverse("account_login") in client.get(reverse("compose:takeouts"))["Location"]


def test_on_a_running_site_it_is_made_beside_the_request(site, tmp_path):
    site.start_web()
    site.start_worker()
    clara = Browser(site)
    clara.post("/accounts/signup/", username="clara", password1="a short sentence is best")
    public_id = clara.compose(measures=4)
    wait_for(lambda: clara.twin(public_id)["is_final"])
    clara.post("/takeouts/")
    wait_for(lambda: "It is ready" in clara.get("/takeouts/"))
    url = re.search(r"/takeouts/[\w-]{12}/file/", clara.get("/takeouts/")).group()
    with clara.opener.open(site.address.rstrip("/") + url) as answer:
        archive = zipfile.ZipFile(io.BytesIO(answer.read()))
    assert archive.testzip() is None
    assert {f"piece.{extension}" for extension in NOTATIONS} <= {name.rpartition("/")[2] for name in archive.namelist()}
