"""Static files that live inside installed packages: we serve them from there and never copy them into the repository."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


def package_dir(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {name} is not installed")
    return Path(spec.origin).parent


def borrowed_files() -> dict[str, Path]:
    """Path under STATIC_URL → file."""
    soundfont = settings.SOUNDFONT
    return {"sound/soundfont.sf2": soundfont if soundfont.name else package_dir("pretty_midi") / "TimGM6mb.sf2"}


class RenamingStorage(FileSystemStorage):
    """Reads each borrowed file under the name that it has on the site."""

    def path(self, name: str) -> str:
        return str(borrowed_files()[name.replace("\\", "/")])


class BorrowedFilesFinder(BaseFinder):
    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> str | list[str]:
        file = borrowed_files().get(path)
        if file is None:
            return []
        return [str(file)] if find_all else str(file)

    def list(self, _ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = RenamingStorage()
        for path in borrowed_files():
            yield path, storage
