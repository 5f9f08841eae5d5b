"""R3, R8, R9, R11, R12: the verbs of jobs.py under faults, crowds and random orders, on both databases."""

import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from tests.scale.sites import LoggedSite
from tests.soak.amounts import amount
from tests.soak.ground import Ground, check, kind_of, run, wait_until
from tests.web.sites import ROOT, Browser


def r3_faults_at_every_call(ground: Ground) -> str:
    return on_both(ground, "R3", "tests/web/test_job_faults.py")


def r8_fairness(ground: Ground) -> str:
    return on_both(ground, "R8", "tests/web/test_fair_share.py")


def r12_model(ground: Ground) -> str:
    return on_both(ground, "R12", "tests/web/test_job_states.py")


def on_both(ground: Ground, name: str, file: str) -> str:
    """Runs a file of the suite at the soak's size and repeats what it prints."""
    return "; ".join(
        f"{kind}: {figures_of(name, file, environment)}"
        for kind, environment in (("SQLite", {}), ("PostgreSQL", {"DATABASE_URL": ground.postgres.url("postgres")}))
    )


def figures_of(name: str, file: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", file]
    answer = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=1200)
    assert answer.returncode == 0, answer.stdout[-1500:]
    return re.search(rf"{name}: (.*)", answer.stdout).group(1)


def r9_cancelling(ground: Ground) -> str:
    told = []
    for site in ground.sites():
        races = run(site, "-m", "tests.soak.cancels", str(amount(20, 500))).strip()
        told.append(f"{kind_of(site)}: {races}, a stopped piece left its worker within {slowest_stop(ground, site):.2f} s")
    return "; ".join(told)


def slowest_stop(ground: Ground, site: LoggedSite) -> float:
    """From the click to the free slot, with a real worker and over HTTP."""
    site.start_web()
    nursery = ground.nursery(site)
    nursery.start(seconds=0.1, room=1)
    slowest = 0.0
    for _ in range(amount(2, 10)):
        browser = site.browser()
        public_id = browser.compose(measures=40)
        wait_until(lambda browser=browser, piece=public_id: browser.twin(piece)["last_seq"] > 3, 30, "a running piece")
        began_at = time.monotonic()
        browser.post(f"/pieces/{public_id}/cancellation/")
        is_ended = "SELECT count(*) FROM compose_generation WHERE status = 'running'"
        wait_until(lambda: site.ask(is_ended)[0][0] == 0, 10, "the piece ends")  # noqa: B023  waited for at once
        slowest = max(slowest, time.monotonic() - began_at)
    nursery.close()
    assert slowest <= 1, f"a cancelled piece kept its slot for {slowest:.1f} s"
    return slowest


def r11_double_posts(ground: Ground) -> str:
    told = []
    for site in ground.sites():
        addresses = 2 if kind_of(site) == "PostgreSQL" else 1
        for _ in range(addresses):
            site.start_web()
        first = site.browser(0)
        first.compose()  # gives the guest a session
        browsers = [site.browser(web, cookies_of=first) for web in range(addresses)]
        rounds = amount(1, 4)
        for _ in range(rounds):
            assert len(post_at_once(browsers, posts=50)) == 1
        count = site.ask("SELECT count(*) FROM compose_piece WHERE description = 'a march'")[0][0]
        assert count == rounds, count
        told.append(f"{kind_of(site)}, {addresses} web: {rounds} × 50 posts at once, {count} pieces")
        check_waiting(site)
    return "; ".join(told)


def post_at_once(browsers: list[Browser], posts: int) -> set[str]:
    """The same form many times at the same moment. The pieces that came of it."""
    page = browsers[0].get("/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
    key = re.search(r'name="idempotency_key" value="([^"]+)"', page).group(1)
    data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "description": "a march", "idempotency_key": key}).encode()

    def post(number: int) -> str:
        browser = browsers[number % len(browsers)]
        request = urllib.request.Request(browser.site.address + "/compose/", data)
        with browser.opener.open(request, timeout=60) as response:
            return urllib.parse.urlsplit(response.url).path

    with ThreadPoolExecutor(posts) as pool:
        return set(pool.map(post, range(posts)))


def check_waiting(site: LoggedSite) -> None:
    """Pieces that nobody composed are cancelled, so that the usual check can be made."""
    run(site, "manage.py", "shell", "-c", "from compose import jobs; from compose.models import Generation\n"
        "for generation in Generation.objects.unfinished(): jobs.request_cancel(generation=generation)")  # fmt: skip
    check(site)
