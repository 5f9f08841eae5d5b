import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from musesite import environment

ROOT = Path(__file__).resolve().parents[2]
SECRET = "".join(chr(33 + index % 90) for index in range(60))


def start(tmp_path: Path, *command: str, **variables: str) -> subprocess.CompletedProcess:
    """`manage.py check`, with nothing set but what the test says."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {"DATA_DIR": str(tmp_path)}
    return subprocess.run([sys.executable, "manage.py", *(command or ("check",))], cwd=ROOT, env=clean | variables,
                          capture_output=True, text=True, timeout=120)


def test_a_clone_starts_with_no_environment(tmp_path):
    answer = start(tmp_path)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(("variables", "missing"), [
    ({}, "SECRET_KEY"),
    ({"SECRET_KEY": SECRET}, "ALLOWED_HOSTS"),
])
def test_a_site_without_a_needed_setting_does_not_start(tmp_path, variables, missing):
    answer = start(tmp_path, DEBUG="0", **variables)
    assert answer.returncode != 0
    assert missing in answer.stderr and "Traceback" not in answer.stderr


def test_a_secret_may_lie_in_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n")
    assert start(tmp_path, DEBUG="0", SECRET_KEY_FILE=str(secret), ALLOWED_HOSTS="example.org").returncode == 0


def test_a_site_passes_the_deployment_check(tmp_path):
    answer = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", DEBUG="0", ALLOWED_HOSTS="example.org", SECRET_KEY=SECRET)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("variables", [
    {"SECRET_KEY": "short"},
    {"SECRET_KEY": "s" * 60},
    {"SECRET_KEY": "only-for-a-clone-on-your-own-machine-never-for-a-site"},
    {"ALLOWED_HOSTS": "*"},
    {"ALLOWED_HOSTS": "example.org,*.example.org"},
    {"ALLOWED_HOSTS": "https://example.org"},
    {"ALLOWED_HOSTS": "example.org:8000"},
    {"SITE_ORIGINS": "http://example.org"},
    {"SITE_ORIGINS": "example.org"},
    {"SITE_ORIGINS": "https://*"},
    {"SITE_ORIGINS": "https://example.org:*"},
    {"SITE_ORIGINS": "https://example.org/path"},
    {"EMAIL_VERIFICATION": "mandatory"},
    {"METRICS_TOKEN": "guess"},
    {"LIMIT_SIGN_IN": "0"},
    {"COMPOSE_LEASE_SECONDS": "-1"},
    {"LOG_FORMAT": "xml"},
], ids=str)
def test_an_unsafe_site_does_not_start_and_says_why_in_one_sentence(tmp_path, variables):
    answer = start(tmp_path, **{"DEBUG": "0", "ALLOWED_HOSTS": "example.org", "SECRET_KEY": SECRET} | variables)
    assert answer.returncode != 0 and next(iter(variables)) in answer.stderr
    assert "Traceback" not in answer.stderr and len(answer.stderr.strip().splitlines()) == 1
    assert next(iter(variables.values())) not in answer.stderr or "SECRET_KEY" not in variables


def test_a_clone_is_not_shown_to_others(tmp_path, template):
    answer = start(tmp_path, ALLOWED_HOSTS="music.example.org")
    assert answer.returncode != 0 and "DEBUG=0" in answer.stderr
    shutil.copy(template, tmp_path / "site.sqlite3")
    answer = start(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0", "--workers", "0")
    assert answer.returncode != 0 and "DEBUG=0" in answer.stderr and "Traceback" not in answer.stderr


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    answer = start(tmp_path, DATA_DIR=str(tmp_path / "file" / "data"))
    assert answer.returncode != 0
    assert "DATA_DIR" in answer.stderr and "Traceback" not in answer.stderr


def test_every_migration_is_written(tmp_path):
    answer = start(tmp_path, "makemigrations", "--check", "--dry-run")
    assert answer.returncode == 0, answer.stdout


def test_a_flag_is_one_or_zero(monkeypatch):
    monkeypatch.setenv("SOME_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="SOME_FLAG"):
        environment.flag("SOME_FLAG", default=True)


def test_a_number_is_a_number(monkeypatch):
    monkeypatch.setenv("SOME_NUMBER", "many")
    with pytest.raises(ImproperlyConfigured, match="SOME_NUMBER"):
        environment.number("SOME_NUMBER", 3)


def test_an_unreadable_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SOME_TEXT_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ImproperlyConfigured, match="SOME_TEXT_FILE"):
        environment.text("SOME_TEXT")


def test_a_database_address_is_taken_apart():
    found = environment.postgresql("postgresql://ann:p%40ss@db.example:5433/scores?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == ("ann", "p@ss", "db.example", 5433, "scores")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_of_another_kind_is_refused():
    with pytest.raises(ImproperlyConfigured, match="postgresql"):
        environment.postgresql("mysql://localhost/scores")


def test_redis_without_its_packages_is_one_sentence():
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL needs the packages no_such_package"):
        environment.needs_packages("REDIS_URL", ("django", "no_such_package"), "Run `make scale`.")
