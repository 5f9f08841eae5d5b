"""Who may load whom, tried in a fresh interpreter for each package (the table is in docs/architecture.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALL_OF_OURS = ("accounts", "compose", "musesite")


def modules_under(package: str, skipped: tuple[str, ...] = ()) -> list[str]:
    folder = ROOT / package.replace(".", "/")
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in sorted(folder.rglob("*.py")))
    return [name for name in names if not name.startswith(skipped) and not name.endswith("__main__")]


def loaded_by(modules: list[str], setup: str = "") -> set[str]:
    """Names of all modules in memory after these were imported by a new interpreter."""
    lines = [setup, f"import importlib, sys; [importlib.import_module(name) for name in {modules!r}]", "print(*sys.modules)"]
    answer = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def offenders(loaded: set[str], *forbidden: str) -> list[str]:
    return sorted(name for name in loaded if name.startswith(tuple(f"{package}." for package in forbidden)) or name in forbidden)


WITH_DJANGO = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'musesite.settings'; django.setup()"
WITH_COMPOSE_ALONE = "import musesite.settings as wiring; wiring.INSTALLED_APPS = [name for name in wiring.INSTALLED_APPS if " \
                     f"name not in ('compose.gallery', 'compose.education')]; {WITH_DJANGO}"


def test_music_loads_neither_django_nor_torch():
    assert offenders(loaded_by(modules_under("compose.music")), "django", "channels", "torch", "compose.generation") == []


def test_generation_loads_no_django():
    assert offenders(loaded_by(modules_under("compose.generation")), "django", "channels") == []


def test_reading_a_plan_loads_no_torch():
    loaded = loaded_by(["compose.generation.plan"])
    assert offenders(loaded, "torch", "django", "sentence_transformers", "transformers") == []


def test_a_web_process_loads_neither_torch_nor_the_generator():
    loaded = loaded_by(["musesite.asgi", "musesite.urls", "compose.views", "compose.admin", "compose.sockets"], WITH_DJANGO)
    assert offenders(loaded, "torch", "transformers", "compose.generation.generator", "compose.generation.composer") == []


def test_compose_knows_nothing_of_the_apps_above_it():
    skipped = ("compose.gallery", "compose.education", "compose.generation", "compose.music", "compose.management")
    assert offenders(loaded_by(modules_under("compose", skipped), WITH_COMPOSE_ALONE), "compose.gallery", "compose.education") == []


def test_accounts_loads_nothing_else_of_ours():
    apps = [*(f"django.contrib.{name}" for name in ("contenttypes", "auth", "admin", "messages", "sessions")),
            *("allauth", "allauth.account", "allauth.mfa", "allauth.usersessions", "accounts")]
    setup = f"from django.conf import settings; settings.configure(INSTALLED_APPS={apps!r}, " \
            "MIDDLEWARE=['allauth.account.middleware.AccountMiddleware'], " \
            "AUTH_USER_MODEL='accounts.User', SECRET_KEY='x', ROOT_URLCONF=''); import django; django.setup()"
    loaded = loaded_by(modules_under("accounts"), setup)
    assert offenders(loaded, "compose", "musesite") == []


@pytest.mark.parametrize("package", ["accounts", "compose"])
def test_nobody_imports_the_wiring(package: str):
    allowed = {ROOT / "compose/management/commands/serve.py"}  # it starts the wired site
    texts = {file: file.read_text(encoding="utf-8") for file in (ROOT / package).rglob("*.py") if file not in allowed}
    assert [str(file) for file, text in texts.items() if "musesite" in text] == []


@pytest.mark.parametrize("package", ["compose", "compose/music", "compose/generation"])
def test_the_core_packages_stay_empty(package: str):
    assert (ROOT / package / "__init__.py").read_text() == ""
