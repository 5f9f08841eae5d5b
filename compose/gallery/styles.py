"""Search by sound: the listings nearest to a place in the style space, by cosine. One small matrix in each web process.

A place is 256 half floats in the database (`Version.style`). Here it is 256 bytes: dividing by the largest and rounding to 1/127 turns a
vector by less than half a degree, and 100,000 pieces fit into 26 MB. The matrix is loaded when somebody first asks, and afterwards only
what was shelved since is read. What is no longer listed is dropped by whoever looks the answers up in the database.
"""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone

from .models import Listing

WIDTH = 256
AT_ONCE = 8192
OVERLAP = timedelta(seconds=30)  # a transaction may commit later than its clock says
TRIES = (200, 1000, 4000, 16000)  # how many of the nearest are looked at until enough pass the filters


class StyleIndex:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._codes = np.empty((0, WIDTH), np.int8)
        self._norms = np.empty(0, np.float32)
        self._pieces = np.empty(0, np.int64)
        self._rows: dict[int, int] = {}
        self._count = 0
        self._asked_at: datetime | None = None

    def __len__(self) -> int:
        return self._count

    def refresh(self) -> None:
        """Reads what was shelved since the last time; a style that changed replaces the old one."""
        with self._lock:
            asked_at = timezone.now()
            styled = Listing.objects.exclude(version__style=None)
            if self._asked_at is not None:
                styled = styled.filter(updated_at__gte=self._asked_at - OVERLAP)
            else:
                self._make_room(styled.count())
            for piece_id, style in styled.order_by().values_list("pk", "version__style").iterator(AT_ONCE):
                self._put(piece_id, style)
            self._asked_at = asked_at

    def nearest(self, style: bytes, count: int) -> np.ndarray:
        """Keys of pieces, the nearest first."""
        asked = _vector(style)
        likeness = np.empty(self._count, np.float32)
        for start in range(0, self._count, AT_ONCE):
            block = self._codes[start : min(start + AT_ONCE, self._count)]
            likeness[start : start + len(block)] = block.astype(np.float32) @ asked
        likeness /= self._norms[: len(likeness)]
        count = min(count, len(likeness))
        if not count:
            return np.empty(0, np.int64)
        best = np.argpartition(-likeness, count - 1)[:count]
        return self._pieces[best[np.argsort(-likeness[best], kind="stable")]]

    def _put(self, piece_id: int, style: bytes) -> None:
        vector = _vector(style)
        largest = float(np.abs(vector).max()) or 1.0
        row = self._rows.setdefault(piece_id, self._count)
        if row == self._count:
            self._make_room(self._count + 1)
            self._count += 1
        self._codes[row] = np.rint(vector * (127 / largest))
        self._norms[row] = max(1.0, float(np.linalg.norm(self._codes[row].astype(np.float32))))
        self._pieces[row] = piece_id

    def _make_room(self, count: int) -> None:
        if count <= len(self._pieces):
            return
        room = max(count, 64, len(self._pieces) * 9 // 8)
        for name in ("_codes", "_norms", "_pieces"):
            old = getattr(self, name)
            new = np.zeros((room, *old.shape[1:]), old.dtype)
            new[: self._count] = old[: self._count]
            setattr(self, name, new)


def _vector(style: bytes) -> np.ndarray:
    return np.frombuffer(style, np.float16).astype(np.float32)


_index = StyleIndex()


def ranked(listings: QuerySet, style: bytes, start: int, count: int, besides: int) -> list[int]:
    """Primary keys of listings by likeness, the most alike first. besides: the piece that is asked about, which is left out."""
    _index.refresh()
    found: list[int] = []
    for few in TRIES:
        found = list(_passing(listings, _index.nearest(style, few), besides))
        if len(found) >= start + count or few >= len(_index):
            break
    return found[start : start + count]


def _passing(listings: QuerySet, pieces: np.ndarray, besides: int) -> Iterator[int]:
    for start in range(0, len(pieces), 1000):
        some = pieces[start : start + 1000].tolist()
        passing = set(listings.order_by().filter(pk__in=some).values_list("pk", flat=True))
        yield from (piece for piece in some if piece in passing and piece != besides)
