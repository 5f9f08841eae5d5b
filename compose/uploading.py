"""Music that somebody brings along: read by a child process with bounds, kept as a piece like any other.

The file itself is kept nowhere. Whoever uploads says what they may do with the music; what they may only use stays private for good.
"""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import recognising, token_buckets
from .generation.plan import Plan
from .licences import Licence
from .limits import LimitReached, SiteIsFull
from .lineage import Credit
from .models import Piece, Version, VersionKind
from .music.errors import ComposeError
from .music.header import Header
from .music.saying import Saying
from .restraints import Deed
from .token_buckets import Allowance
from .visibility import Visibility
from .visitors import Visitor

log = logging.getLogger(__name__)

MOST_BYTES = 2 * 1024 * 1024
TOO_BIG = gettext_lazy("This file is larger than %(most)s MB, and no score that fits here is. Is it a recording?")
READING_SECONDS = 15  # by the clock; the child's own bound of processor time usually comes first
AT_ONCE = 2
PATIENCE_SECONDS = 10
READER = (sys.executable, "-m", "compose.music.reading")
ROOT = Path(__file__).resolve().parent.parent
# The reader needs nothing of ours: no settings, no secrets, no threads of a numerical library.
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}

_free_readers = threading.BoundedSemaphore(AT_ONCE)


class Rights(models.TextChoices):
    """What whoever uploads music may do with it. Those with a free licence are named as `Licence` names them."""

    OWN = "own", gettext_lazy("I wrote it, or it is mine")
    PUBLIC_DOMAIN = "CC0-1.0", gettext_lazy("It is in the public domain, or CC0")
    CC_BY = "CC-BY-4.0", gettext_lazy("It is free if I credit its author (CC BY)")
    CC_BY_SA = "CC-BY-SA-4.0", gettext_lazy("It is free if I credit and share alike (CC BY-SA)")
    OTHER = "other", gettext_lazy("I may use it, but not publish it: it stays private")

    @property
    def needs_author(self) -> bool:
        return self in (Rights.CC_BY, Rights.CC_BY_SA)


class UploadRefused(ComposeError):
    """`str()` is the sentence for the person."""

    code = "upload.refused"


@dataclass(frozen=True)
class ReadMusic:
    """What the reader found. changes: what it altered, by the codes of `music/reading/draft.py`. mark: what an export of ours says."""

    kind: str
    title: str
    composer: str
    header: dict
    steps: list
    changes: dict
    mark: dict


def upload(*, data: bytes, rights: Rights, by: Visitor, title: str = "", author: str = "") -> tuple[Piece, ReadMusic]:
    """A new piece of theirs with the music of a file, shown at once; its style is asked for.

    author: of the music, where it is somebody else's. Raises UploadRefused, or LimitReached.
    """
    _check_allowance(by)
    music = read(data)
    piece = _piece(music, rights, by, title)
    with transaction.atomic():
        version = piece.add(_version(music, piece, by))
        if rights not in (Rights.OWN, Rights.OTHER):
            credit = Credit(piece=piece, position=1, title=music.title, name=author or music.composer, licence=Licence(rights.value))
            credit.save()
        recognising.ask(version)
    return piece, music


def read(data: bytes) -> ReadMusic:
    """Raises UploadRefused with the sentence of the reader, SiteIsFull where many files are read just now."""
    if len(data) > MOST_BYTES:
        raise UploadRefused(TOO_BIG % {"most": MOST_BYTES // 1024**2})
    if not _free_readers.acquire(timeout=PATIENCE_SECONDS):
        raise SiteIsFull(_("Many files are being read just now. Please try again in a moment."), PATIENCE_SECONDS)
    try:
        answer = _ask_reader(data)
    finally:
        _free_readers.release()
    if "error" in answer:
        raise UploadRefused(Saying.from_json(answer["error"]).translated(_))
    return ReadMusic(**answer)


def _ask_reader(data: bytes) -> dict:
    """A fresh process for one file: whatever the file does to it, it does to nobody else."""
    too_much = UploadRefused(_("This file takes more time or memory to read than any score should. Upload a smaller part of it."))
    try:
        done = subprocess.run(READER, input=data, capture_output=True, timeout=READING_SECONDS, cwd=ROOT, env=ENVIRONMENT)
    except subprocess.TimeoutExpired as error:
        raise too_much from error
    if done.returncode == 0:
        return json.loads(done.stdout)
    log.warning("the reader of an upload ended with code %s", done.returncode, extra={"size": len(data)})
    if done.returncode > 0 and b"MemoryError" not in done.stderr:
        log.error("the reader stumbled: %s", _places(done.stderr.decode(errors="replace")))
        raise UploadRefused(_("This file could not be read: something in it is not as it should be. Save it anew and try again."))
    raise too_much


def _places(trace: str) -> str:
    """Class and places of an error without its message, which may quote what somebody wrote."""
    *lines, last = trace.strip().splitlines() or [""]
    places = [line.strip() for line in lines if line.startswith('  File "')]
    return " ".join([last.partition(":")[0], *places])[-2000:]


def why_it_stays_private(piece: Piece, deed: Deed) -> str:
    """A restraint: whoever uploaded the music may use it, but not publish it."""
    is_forbidden = piece.is_kept_private and deed == Deed.SHARE
    return _("You said that you may use this music but not publish it, so it stays private.") if is_forbidden else ""


def _check_allowance(by: Visitor) -> None:
    allowance = Allowance("uploads", settings.LIMIT_UPLOADS)
    if wait_seconds := token_buckets.take(allowance, by.requester):
        sentence = _("You have uploaded very many files in the last hour. Try again in %(minutes)s min.")
        raise LimitReached(sentence % {"minutes": -(-wait_seconds // 60)}, wait_seconds)


def _piece(music: ReadMusic, rights: Rights, by: Visitor, title: str) -> Piece:
    title = (title or music.title or _("Uploaded music"))[:120]
    piece = Piece(title=title, description=title, is_kept_private=rights == Rights.OTHER)
    by.own(piece)
    # Nothing is published by uploading it, whatever somebody's usual visibility is.
    piece.visibility, piece.shared_at = Visibility.PRIVATE, None
    if rights not in (Rights.OWN, Rights.OTHER):
        piece.licence = Licence(rights.value)
    return piece


def _version(music: ReadMusic, piece: Piece, by: Visitor) -> Version:
    header = Header.from_json(music.header)
    plan = Plan(piece.description).as_written(header)
    facts = {"checkpoint": _checkpoint(music.mark), "report": {"upload": {"kind": music.kind, "changes": music.changes}}}
    made_by = by.user if by.user.is_authenticated else None
    return Version(kind=VersionKind.UPLOADED, plan=plan.to_json(), header=music.header, steps=music.steps, made_by=made_by, **facts)


def _checkpoint(mark: dict) -> str:
    """Of an export of ours that comes back: a machine took part, and every further export goes on saying so."""
    if mark.get("ai-generated") != "true":
        return ""
    return (mark.get("checkpoint") or mark.get("model") or _("unknown"))[:100]
