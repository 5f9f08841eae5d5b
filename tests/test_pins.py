import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(lines: list[str]) -> dict[str, str]:
    """Package name in its one normal form → version."""
    parts = (re.sub(r"\[.*?\]", "", line).split("==") for line in lines if "==" in line)
    return {re.sub(r"[-_.]+", "-", name).lower(): version.strip() for name, version in parts}


def locked(*names: str) -> dict[str, str]:
    return pins([line for name in names for line in (ROOT / name).read_text(encoding="utf-8").splitlines()])


@pytest.mark.parametrize(("wanted", "locks"), [
    (PROJECT["dependencies"], ["requirements.lock"]),
    (PROJECT["optional-dependencies"]["dev"], ["requirements.lock", "requirements-scale.lock", "requirements-dev.lock"]),
    (PROJECT["optional-dependencies"]["scale"], ["requirements.lock", "requirements-scale.lock"]),
])
def test_the_lock_holds_what_the_project_asks_for(wanted: list[str], locks: list[str]):
    asked = pins(wanted)
    assert len(asked) == len(wanted), "every dependency is pinned exactly"
    assert {name: locked(*locks).get(name) for name in asked} == asked


def test_no_lock_pulls_cuda():
    assert [name for name in locked("requirements.lock", "requirements-dev.lock") if name.startswith(("nvidia", "cuda", "triton"))] == []


def test_the_torch_pin_is_exact():
    assert pins(PROJECT["dependencies"])["torch"] == "2.13.0"
