"""Typed reading of environment variables. NAME_FILE names a file that holds the value, for secrets mounted as files."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import overload
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


@overload
def text(name: str, default: str) -> str: ...
@overload
def text(name: str, default: None = None) -> str | None: ...
def text(name: str, default: str | None = None) -> str | None:
    if file_name := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {file_name}, which cannot be read: {error.strerror}.") from error
    return os.environ.get(name, default)


def required(name: str, why: str) -> str:
    """The value, or a stop of the start-up that names the setting."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {why}")
    return value


def flag(name: str, default: bool) -> bool:
    value = text(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return default if value is None else int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.") from error


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    value = text(name)
    return list(default) if value is None else [word.strip() for word in value.split(",") if word.strip()]


def path(name: str, default: Path) -> Path:
    value = text(name)
    return default if not value else Path(value).expanduser().resolve()


def writable_folder(name: str, default: Path) -> Path:
    """A folder that exists after this call and takes files, or a sentence that says what to do."""
    folder = path(name, default)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{folder} cannot be created ({error.strerror}). Set {name} to a folder that I may write in.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{folder} is not writable. Set {name} to a folder that I may write in.")
    return folder


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; write one of {', '.join(allowed)}.")
    return value


def needs_packages(name: str, packages: tuple[str, ...], advice: str) -> None:
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise ImproperlyConfigured(f"{name} needs the packages {' and '.join(missing)}, which are not installed. {advice}")


def postgresql(url: str) -> dict[str, object]:
    """Django's database settings for postgresql://user:password@host:port/name?option=value."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://. Leave it out to use SQLite.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A directory as host (a Unix socket) travels in the query, as libpq writes it.
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": parts.port or "",
        "OPTIONS": options,
    }
