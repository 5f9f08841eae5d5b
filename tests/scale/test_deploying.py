"""docs/deploy.md as it is written: its units are checked by systemd, its commands run, with DEBUG=0, while pieces are composed."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests.scale import deploying
from tests.scale.sites import LoggedSite, ScaledSite
from tests.soak.ground import check, order, run, unfinished, wait_until
from tests.web.sites import PATIENCE_SECONDS, ROOT


@pytest.fixture
def one_host(tmp_path, weights):
    site = LoggedSite(tmp_path, **deploying.settings(tmp_path), WEIGHTS_DIR=str(weights))
    yield site
    site.stop()


@pytest.fixture
def hosts(tmp_path, weights, postgres, redis_server):
    postgres.create("deployed")
    site = ScaledSite(tmp_path, postgres, redis_server, "deployed", **deploying.settings(tmp_path), WEIGHTS_DIR=str(weights))
    yield site
    site.stop()


def start(site: LoggedSite, unit: str = "score.service") -> subprocess.Popen:
    """As systemd would: first what comes before, then the service."""
    for command in deploying.commands(unit, "ExecStartPre", site.folder):
        run(site, *command)
    (command,) = deploying.commands(unit, "ExecStart", site.folder)
    if isinstance(site, ScaledSite) and "serve" in command:
        command[command.index("--workers") + 1] = "0"  # as the chapter on several hosts says
    process = site.start(*command)
    found = site.started(process, r"Serving at (http://\S+)|Composing with")
    site.address = found.group(1) or site.address
    return process


def end(process: subprocess.Popen) -> None:
    process.terminate()
    assert process.wait(PATIENCE_SECONDS) == 0


def answer(site: LoggedSite, path: str, scheme: str = "https"):
    headers = {"Host": "score.example.org", "X-Forwarded-Proto": scheme, "X-Forwarded-For": "192.0.2.1"}
    return urllib.request.urlopen(urllib.request.Request(site.address + path, headers=headers), timeout=PATIENCE_SECONDS)


def type_in(site: LoggedSite, command: str, programs: Path | None = None) -> None:
    environment = site.environment | ({"PATH": f"{programs}:{os.environ['PATH']}"} if programs else {})
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, timeout=5 * PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_understands_the_units(tmp_path):
    assert set(deploying.units()) == {"score.service", "score-work@.service", "score-tidy.service", "score-tidy.timer"}
    for name, text in deploying.units().items():
        (tmp_path / name).write_text(deploying.placed(text, tmp_path).replace("User=score", "User=root"))
    names = ["score.service", "score-work@1.service", "score-tidy.service", "score-tidy.timer"]
    (tmp_path / "score-work@1.service").symlink_to(tmp_path / "score-work@.service")
    verify = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in names)]
    done = subprocess.run(verify, capture_output=True, text=True)
    assert done.returncode == 0 and str(tmp_path) not in done.stderr, done.stderr


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_one_host_is_started_backed_up_while_it_composes_and_restored(one_host):
    if not shutil.which("sqlite3"):
        pytest.skip("the program sqlite3 is not on this machine")
    service = start(one_host)
    assert answer(one_host, "/healthz").status == 200
    page = answer(one_host, "/")
    assert "__Host-csrf" in page.headers["Set-Cookie"] and "strict-transport-security" in page.headers
    order(one_host, 4, measures=12)
    wait_until(lambda: one_host.measures_done() > 4, 60, "measures")
    backup, *restore = deploying.shell("SQLite", one_host.folder)
    type_in(one_host, backup)
    for command in restore:
        if command == "systemctl stop score":
            end(service)
        elif command == "systemctl start score":
            start(one_host)
        else:
            type_in(one_host, command)
    wait_until(lambda: not unfinished(one_host), 120, "all pieces composed")
    assert check(one_host)["done"] == 4
    (tidy,) = deploying.commands("score-tidy.service", "ExecStart", one_host.folder)
    assert "logs folded" in run(one_host, *tidy)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_several_hosts_are_upgraded_and_backed_up_while_they_compose(hosts, postgres):
    web, worker = start(hosts), start(hosts, "score-work@.service")
    order(hosts, 4, measures=16)
    wait_until(lambda: hosts.measures_done() > 4, 60, "measures")
    dump, *restore = deploying.shell("PostgreSQL", hosts.folder)
    type_in(hosts, dump, postgres.programs)
    run(hosts, "manage.py", "migrate", "--verbosity", "0")
    end(web)
    start(hosts)
    assert answer(hosts, "/healthz").status == 200
    end(worker)
    start(hosts, "score-work@.service")
    wait_until(lambda: not unfinished(hosts), 120, "all pieces composed")
    assert check(hosts)["done"] == 4

    postgres.execute("postgres", "DROP DATABASE IF EXISTS score_restored")
    hosts.environment["RESTORED_URL"] = postgres.url("score_restored")
    for command in restore:
        type_in(hosts, command, postgres.programs)
    hosts.environment["DATABASE_URL"], hosts.name = postgres.url("score_restored"), "score_restored"
    begun = unfinished(hosts)
    heir = start(hosts, "score-work@.service")
    wait_until(lambda: not unfinished(hosts), 120, "all pieces composed")
    assert begun and check(hosts)["done"] == 4
    heir.send_signal(signal.SIGTERM)


def test_the_containers_run_what_the_program_knows():
    services = yaml.safe_load((ROOT / "docs" / "compose.yaml").read_text())["services"]
    ours = {name: service["command"] for name, service in services.items() if service.get("image") == "score"}
    assert set(ours) == {"migrate", "web", "worker", "long-worker"}
    for command in ours.values():
        assert command[:2] == ["python", "manage.py"]
        done = subprocess.run([sys.executable, "manage.py", command[2], "--help"], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0 and all(option in done.stdout for option in command[3:] if option.startswith("--"))
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
