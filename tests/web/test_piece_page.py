import pytest
from django.urls import reverse

from compose import claiming, exports, jobs
from compose.generation.plan import read_plan
from compose.models import Piece, WorkerNode
from compose.node import Node
from compose.worker import Worker
from tests.factories import make_piece
from tests.web.composers import SteadyComposer

pytestmark = pytest.mark.django_db


def make_described(measures: int = 6, **changes) -> Piece:
    plan = read_plan("slow waltz in D minor", measure_count=measures)
    return make_piece(**{"description": "slow waltz in D minor", "plan": plan.to_json()} | changes)


def compose(piece: Piece, stop_at: int = 0) -> Piece:
    """To the end, or until a worker is told to stop before a measure."""
    measures = iter(range(1, 1000))
    is_stopping = (lambda: next(measures) > stop_at + 1) if stop_at else (lambda: False)
    Worker(SteadyComposer(), Node("here:1:a")).run_one(is_stopping)
    return Piece.objects.get(pk=piece.pk)


@pytest.fixture
def signed_in(client):
    def sign_in(piece: Piece):
        client.force_login(piece.composer)
        return client

    return sign_in


def test_a_waiting_piece_shows_its_place_and_reloads_without_javascript(signed_in):
    piece = make_described()
    page = signed_in(piece).get(piece.get_absolute_url())
    assert page.context["queue"].position == 1 and page.context["svg"] == ""
    assert '<noscript><meta http-equiv="refresh"' in page.content.decode()


def test_a_growing_piece_shows_the_systems_so_far_and_where_to_go_on(signed_in):
    piece = compose(make_described(9), stop_at=6)
    page = signed_in(piece).get(piece.get_absolute_url())
    assert [system["number"] for system in page.context["systems"]] == [0, 1]
    assert page.context["last_seq"] == piece.generation.last_seq
    assert page.content.decode().count("<svg role") >= 2
    assert len(page.context["note_times"]["notes"]) == piece.generation.cursor * 2


def test_a_finished_piece_is_drawn_whole_and_does_not_reload(signed_in):
    piece = compose(make_described())
    page = signed_in(piece).get(piece.get_absolute_url())
    assert page.context["is_final"] and page.context["refresh_seconds"] == 0
    ids = [note["id"] for note in page.context["note_times"]["notes"]]
    assert len(ids) == 12 and all(each in page.context["svg"] for each in ids)


def test_a_piece_cancelled_before_its_first_measure_has_a_page(signed_in):
    piece = make_described()
    jobs.request_cancel(generation=piece.generation)
    assert signed_in(piece).get(piece.get_absolute_url()).status_code == 200


def test_a_failed_piece_says_so(signed_in):
    piece = make_described()
    jobs.fail(claim=claiming.claim(owner="a"), expected_seq=0, code="x", message="Something went wrong.")
    page = signed_in(piece).get(piece.get_absolute_url())
    assert "Something went wrong" in page.content.decode()


@pytest.mark.parametrize("extension", sorted(exports.FORMATS))
def test_a_finished_piece_can_be_taken_away_in_every_format(signed_in, extension):
    piece = compose(make_described(title="Slow waltz"))
    response = signed_in(piece).get(reverse("compose:score", args=[piece.public_id, extension]))
    assert response.status_code == 200 and len(response.content) > 100
    assert response["Content-Type"] == exports.FORMATS[extension].content_type
    assert f'filename="slow-waltz.{extension}"' in response["Content-Disposition"]


def test_a_growing_piece_can_be_taken_away_as_far_as_it_is(signed_in):
    import music21

    piece = compose(make_described(9), stop_at=3)
    response = signed_in(piece).get(reverse("compose:score", args=[piece.public_id, "musicxml"]))
    measures = music21.converter.parse(response.content.decode(), format="musicxml").parts[0].getElementsByClass("Measure")
    assert len(measures) == piece.generation.cursor


def test_before_the_first_measure_a_file_is_refused_with_a_sentence(signed_in):
    piece = make_described()
    response = signed_in(piece).get(reverse("compose:score", args=[piece.public_id, "mid"]))
    assert response.status_code == 409 and "no measure yet" in response.content.decode()


def test_an_unknown_format_does_not_exist(signed_in):
    piece = compose(make_described())
    assert signed_in(piece).get(f"/pieces/{piece.public_id}/score.exe").status_code == 404


def test_a_file_that_did_not_change_is_not_sent_again(signed_in):
    piece = compose(make_described())
    path = reverse("compose:score", args=[piece.public_id, "mid"])
    client = signed_in(piece)
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert again.status_code == 304 and again.content == b""
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "asked, status, content_range, length",
    [
        ("bytes=0-1", 206, "bytes 0-1/{}", 2),
        ("bytes=-5", 206, None, 5),
        ("bytes=999999999-", 416, "bytes */{}", 0),
        ("lines=1-2", 200, None, None),
    ],
)
def test_sound_can_be_asked_for_in_parts(signed_in, asked, status, content_range, length):
    piece = compose(make_described(2))
    client, path = signed_in(piece), reverse("compose:score", args=[piece.public_id, "mp3"])
    size = len(client.get(path).content)
    part = client.get(path, headers={"Range": asked})
    assert part.status_code == status and len(part.content) == (size if length is None else length)
    if content_range:
        assert part["Content-Range"] == content_range.format(size)


def test_a_browser_that_got_a_compressed_file_is_recognised(signed_in):
    piece = compose(make_described())
    client, path = signed_in(piece), reverse("compose:score", args=[piece.public_id, "musicxml"])
    etag = client.get(path, headers={"Accept-Encoding": "gzip"})["ETag"]
    assert etag.startswith("W/")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("title", ['Quoted "title"; x=y', "../../etc/passwd", "Вальс ♪", "🎹", "<script>"])
def test_any_title_gives_a_safe_file_name_and_a_safe_drawing(signed_in, title):
    piece = compose(make_described(title=title))
    client = signed_in(piece)
    response = client.get(reverse("compose:score", args=[piece.public_id, "mid"]))
    assert "/" not in response["Content-Disposition"] and "\n" not in response["Content-Disposition"]
    assert "<script>" not in client.get(piece.get_absolute_url()).context["svg"]


def test_the_twin_gives_the_frames_after_a_cursor(signed_in):
    piece = compose(make_described(6))
    client = signed_in(piece)
    answer = client.get(f"/pieces/{piece.public_id}/events/?after=6").json()
    assert [frame["event"] for frame in answer["frames"]] == ["measures", "done"]
    assert (answer["last_seq"], answer["is_final"]) == (9, True)


def test_the_twin_tells_a_waiting_piece_its_place(signed_in):
    piece = make_described()
    answer = signed_in(piece).get(f"/pieces/{piece.public_id}/events/").json()
    assert answer["frames"][0]["event"] == "queue" and not answer["is_final"]


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "9" * 30, "٣"])
def test_the_twin_refuses_a_malformed_cursor(signed_in, after):
    piece = make_described()
    assert signed_in(piece).get(f"/pieces/{piece.public_id}/events/", {"after": after}).status_code == 400


def test_readiness_needs_a_worker_that_can_compose(client):
    assert client.get("/readyz").status_code == 503
    WorkerNode.objects.create(name="a", fault="The checkpoint is missing.")
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["reason"] == "The checkpoint is missing."
    WorkerNode.objects.create(name="b")
    assert client.get("/readyz").status_code == 200


def test_the_list_shows_the_newest_first_and_many_on_pages(signed_in):
    first = make_described()
    for _ in range(25):
        make_described(composer=first.composer)
    client = signed_in(first)
    assert len(client.get("/pieces/").context["pieces"]) == 24
    assert list(client.get("/pieces/?page=2").context["pieces"])[-1] == first
    assert client.get("/pieces/?page=nonsense").status_code == 200


def test_one_part_can_be_taken_away_alone(signed_in):
    piece = compose(make_described(plan=read_plan("string quartet in D minor", measure_count=4).to_json()))
    client, path = signed_in(piece), reverse("compose:score", args=[piece.public_id, "musicxml"])
    alone = client.get(path, {"part": "2"}).content.decode()
    assert alone.count("<score-part ") == 1 and "Viola" in alone and client.get(path)["ETag"] != client.get(path, {"part": "2"})["ETag"]
    assert client.get(path, {"part": "4"}).status_code == 404 and client.get(path, {"part": "x"}).status_code == 404


def test_the_card_holds_words_plan_seed_and_report(signed_in):
    piece = compose(make_described())
    card = signed_in(piece).get(reverse("compose:score", args=[piece.public_id, "json"])).json()
    assert card["description"] == piece.description and card["plan"] == piece.current.plan and card["seed"] == str(piece.current.seed)
    assert card["report"] == piece.current.report and card["ai-generated"] is True
