"""The example of docs/api.md, as it stands there, against a running site."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE_A_TOKEN = """
from accounts import tokens
from accounts.models import User
print(tokens.make(user=User.objects.create_user("clara"), name="example", scopes=["read", "compose"])[1])
"""


@pytest.fixture
def example() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.S)
    return code


def test_it_is_short_and_needs_only_the_standard_library(example):
    lines = [line for line in example.splitlines() if line.strip()]
    assert len(lines) <= 20
    imported = {name.strip() for names in re.findall(r"^import (.*)$", example, re.M) for name in names.split(",")}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_it_composes_and_downloads_a_waltz(example, site, tmp_path):
    site.start_web()
    site.start_worker()
    secret = site.run("manage.py", "shell", "-v0", "-c", MAKE_A_TOKEN).stdout.strip().splitlines()[-1]
    place = tmp_path / "elsewhere"
    place.mkdir()
    environment = {"PATH": os.environ["PATH"], "SCORE_SITE": site.address.rstrip("/"), "SCORE_TOKEN": secret}
    ran = subprocess.run([sys.executable, "-I", "-c", example], cwd=place, env=environment, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split()[-1] == "done"
    from music21 import converter

    score = converter.parse(str(place / "waltz.musicxml"))
    assert len(score.parts[0].getElementsByClass("Measure")) == 8
