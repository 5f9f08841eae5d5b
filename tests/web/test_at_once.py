"""Many things at the same moment, with real processes."""

import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from tests.web.sites import PATIENCE_SECONDS, Browser, wait_for


def test_a_form_sent_many_times_at_once_is_one_piece(site):
    site.start_web()
    browser = Browser(site)
    browser.compose()  # gives the guest a session
    page = browser.get("/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
    key = re.search(r'name="idempotency_key" value="([^"]+)"', page).group(1)
    data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "description": "a march", "idempotency_key": key}).encode()

    def post(_: int) -> str:
        with browser.opener.open(urllib.request.Request(site.address + "/compose/", data), timeout=PATIENCE_SECONDS) as response:
            return response.url

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(post, range(24)))) == 1
    assert site.ask("SELECT count(*) FROM compose_piece WHERE description = 'a march'") == [(1,)]


def test_the_limit_holds_for_posts_that_arrive_together(site):
    site.start_web()
    browser = Browser(site)
    browser.compose()

    def post(_: int) -> int:
        try:
            browser.compose()
            return 302
        except urllib.error.HTTPError as error:
            return error.code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(10)))
    assert sorted(answers) == [302] * 4 + [429] * 6
    assert site.ask("SELECT count(*) FROM compose_generation") == [(5,)]


def test_three_workers_compose_each_piece_once(site):
    site.start_web()
    for _ in range(3):
        browser = Browser(site)
        for _ in range(4):
            browser.compose(measures=5)
    for _ in range(3):
        site.start_worker(seconds_per_measure=0.01)
    wait_for(lambda: site.ask("SELECT count(*) FROM compose_generation WHERE status = 'done'") == [(12,)])
    assert site.ask("SELECT DISTINCT token FROM compose_generation") == [(1,)]
    seqs = site.ask("SELECT count(*), min(seq), max(seq) FROM compose_generationevent GROUP BY generation_id")
    assert seqs == [(8, 1, 8)] * 12
