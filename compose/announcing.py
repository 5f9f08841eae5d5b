"""How apps above this one hear that something others may see of a piece has changed. They add a listener when they are loaded."""

import logging
from collections.abc import Callable

from django.db import OperationalError, transaction

log = logging.getLogger(__name__)

listeners: list[Callable[[int], None]] = []


def tell(piece_id: int) -> None:
    """Its visibility, its title, the version it shows, or that it is kept. Call it inside the transaction of the change.

    A listener that fails is written down and spoils nothing: a piece is finished and shared also where the gallery stumbles over it.
    A database that is gone takes the whole change with it: whoever makes the change tries it again.
    """
    for listener in listeners:
        try:
            with transaction.atomic():
                listener(piece_id)
        except OperationalError:
            raise
        except Exception:
            log.exception("a listener failed", extra={"piece": piece_id})
