"""Log lines for machines: one JSON object each, by the generation's number, never with what a person wrote.

An exception may quote anything: a database names the row it refused, a parser the text it could not read. So of an exception only its
class and the places it passed are written. Messages of our own code are written by us and hold numbers and names of ours.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

ABOUT = ("generation", "piece", "worker", "user", "action", "status_code")  # given with `extra=`
FRAMES_KEPT = 12
ROOT = Path(__file__).resolve().parent.parent


class NotAProbe(logging.Filter):
    """Leaves out what Django says of an answer 503 of /readyz: whoever asks every few seconds has been told."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        return getattr(record, "status_code", 0) != 503 or getattr(request, "path", "") != "/readyz"


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if str(record.msg).startswith("piece %s") and record.args:  # so begin all lines about a piece
            line["piece"] = record.args[0]
        line |= {name: getattr(record, name) for name in ABOUT if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            line |= told_of(record.exc_info[1])
        return json.dumps(line, default=str, ensure_ascii=False)


def told_of(error: BaseException) -> dict:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_KEPT:]
    told = {"error": f"{type(error).__module__}.{type(error).__qualname__}", "trace": [_place(frame) for frame in frames]}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told | ({"cause": f"{type(cause).__module__}.{type(cause).__qualname__}"} if cause else {})


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    return f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name}:{frame.lineno} {frame.name}"
