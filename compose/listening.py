"""The ears of a worker: a thread that recognises what was asked for, beside the composing, so that neither waits for the other.

The composer is handed in, so this file imports no torch.
"""

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections

from . import exports, recognising
from .composing import Composing
from .doorbell import Doorbell
from .recognitions import NO_NOTES, Recognition

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
PAUSE_SECONDS = 0.05


class Listener:
    def __init__(self, composer: Composing) -> None:
        self.composer = composer
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="listening", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join(LOOK_SECONDS)  # what it hears just now, somebody else will hear again

    def hear_one(self) -> bool:
        """Recognises the next version. False where there is none. Never raises for the sake of one."""
        recognition = Recognition.take()
        if recognition is None:
            return False
        try:
            self._hear(recognition)
        except DatabaseError:
            raise
        except Exception:  # one version must never take the ears off a worker: it is logged and tried again
            log.exception("version %s could not be recognised", recognition.version_id)
            recognition.stumble()
        return True

    def _hear(self, recognition: Recognition) -> None:
        score = exports.score_of(recognition.version.piece, recognition.version)
        heard = self.composer.recognise(score) if score else None
        if heard is None:
            recognition.fail(NO_NOTES)
        else:
            recognising.tell(recognition, *heard)

    def _listen(self) -> None:
        bell = Doorbell()
        while not self._ending.is_set():
            try:
                while not self._ending.is_set() and self.hear_one():
                    pass
            except DatabaseError:
                log.exception("the database did not answer")
                self._ending.wait(LOOK_SECONDS)
            close_old_connections()
            self._wait(bell)
        bell.close()

    def _wait(self, bell: Doorbell) -> None:
        """Until the bell rings, else for a while. Where the bell is deaf, it looks again after that while."""
        until = time.monotonic() + LOOK_SECONDS
        pause = LOOK_SECONDS if bell.is_deaf else PAUSE_SECONDS
        while time.monotonic() < until and not self._ending.wait(pause) and not bell.has_rung():
            pass
