import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from compose import jobs
from compose.models import Generation, WorkerNode
from tests.factories import claim_piece, make_piece, make_user
from tests.web.sites import PATIENCE_SECONDS, Browser, wait_for

pytestmark = pytest.mark.django_db
LABEL = r'\w+="(?:[^"\\\n]|\\.)*"'
LINE = re.compile(rf"(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{{{LABEL}(?:,{LABEL})*\}})? -?[\d.e+-]+)")
TOKEN = "a-long-random-token-for-tests"


def figures(client, **headers) -> dict[str, float]:
    answer = client.get(reverse("compose:metrics"), **headers)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len(lines) == len({line for line in lines if line.startswith("# ")}) + len([line for line in lines if not line.startswith("#")])
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_an_idle_site_counts_nothing(client):
    found = figures(client)
    assert found['score_queued{queue="default"}'] == found["score_running"] == found["score_queue_oldest_seconds"] == 0
    assert found['score_workers{state="able"}'] == found["score_sockets"] == 0 and found["score_database_up"] == 1


def test_it_tells_of_queue_workers_and_pace(client):
    WorkerNode.objects.create(name='a"b:1', steps_per_second=100.0, seats=1)
    WorkerNode.objects.create(name="b:2", fault="no checkpoint")
    person = make_user()
    make_piece(composer=person)
    claim_piece(owner='a"b:1', measures=6)
    waiting = make_piece()
    Generation.objects.filter(piece=waiting).update(created_at=timezone.now() - timedelta(seconds=90))
    found = figures(client)
    assert found['score_queued{queue="default"}'] == 1 and found["score_running"] == 1
    assert 90 <= found["score_queue_oldest_seconds"] < 100
    assert found["score_queue_eta_seconds"] == (400 * 2 / 8 + 400) / 100, "the last two of eight measures, and a piece of usual length"
    assert found['score_workers{state="able"}'] == found['score_workers{state="faulty"}'] == 1
    assert found['score_worker_steps_per_second{worker="a\\"b:1"}'] == 100
    assert found["score_measures_per_second"] == found["score_steps_per_second"] == pytest.approx(0.1)
    assert 0 <= found['score_first_measure_seconds{since="start",quantile="0.5"}'] < 10


def test_it_counts_what_ended_and_why_it_failed(client):
    for code in ("generation.poison", "generation.poison"):
        make_piece()
        claim = claim_piece(measures=1)
        jobs.fail(claim=claim, expected_seq=3, code=code, message="No.")
    make_piece()
    jobs.request_cancel(generation=Generation.objects.last())
    found = figures(client)
    assert found['score_ended_total{status="failed"}'] == 2 and found['score_ended_total{status="cancelled"}'] == 1
    assert found['score_failed_last_hour{code="generation.poison"}'] == 2


def test_an_old_site_is_scraped_as_fast_as_a_young_one(client, django_assert_max_num_queries):
    for _ in range(30):
        make_piece()
    with django_assert_max_num_queries(20):
        figures(client)


@pytest.mark.parametrize("headers", [
    {"REMOTE_ADDR": "198.51.100.1"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_X_REAL_IP": "127.0.0.1"},
    {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}x"},
    {"HTTP_AUTHORIZATION": "Bearer "},
    {"HTTP_AUTHORIZATION": f"Basic {TOKEN}", "REMOTE_ADDR": "198.51.100.1"},
    {"REMOTE_ADDR": ""},
], ids=str)
def test_strangers_are_not_told_that_there_are_metrics(client, settings, headers):
    settings.METRICS_TOKEN = TOKEN
    assert client.get(reverse("compose:metrics"), **headers).status_code == 404


def test_a_token_opens_them_from_elsewhere(client, settings):
    settings.METRICS_TOKEN = TOKEN
    assert figures(client, REMOTE_ADDR="198.51.100.1", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")["score_database_up"] == 1


def test_without_a_token_no_token_opens_them(client, settings):
    settings.METRICS_TOKEN = ""
    answer = client.get(reverse("compose:metrics"), REMOTE_ADDR="198.51.100.1", HTTP_AUTHORIZATION="Bearer ")
    assert answer.status_code == 404


def test_a_database_that_is_away_is_a_figure_too(client, monkeypatch):
    def away(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr("compose.metrics._of_the_queue", away)
    assert figures(client)["score_database_up"] == 0


def test_a_fault_of_a_worker_is_told_to_operators_only(client):
    WorkerNode.objects.create(name="a:1", fault="The checkpoint /srv/secret/weights is missing.")
    assert "/srv/secret" in client.get(reverse("compose:readyz")).json()["reason"]
    answer = client.get(reverse("compose:readyz"), REMOTE_ADDR="198.51.100.1")
    assert answer.status_code == 503 and "/srv" not in answer.json()["reason"]


def test_open_sockets_are_counted(site):
    site.start_web()
    browser = Browser(site)
    public_id = browser.compose()

    def told(name: str) -> float:
        return float(re.search(rf"^{name} (\S+)$", browser.get("/metrics"), re.MULTILINE).group(1))

    with browser.socket(public_id) as one, browser.socket(public_id) as two:
        one.recv(timeout=PATIENCE_SECONDS), two.recv(timeout=PATIENCE_SECONDS)
        assert (told("score_sockets"), told("score_tails")) == (2, 1)
    wait_for(lambda: (told("score_sockets"), told("score_tails")) == (0, 0))


def test_no_words_of_a_person_are_in_the_metrics(client):
    make_piece(title="Slow waltz", description="slow waltz", composer=make_user(username="clara"))
    text = client.get(reverse("compose:metrics")).content.decode()
    assert "waltz" not in text and "clara" not in text
